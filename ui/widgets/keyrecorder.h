// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QPushButton>

namespace myna::ui {

// A button that shows a key; clicked, it takes the next key that is pressed. Esc or leaving keeps the old one.
class KeyRecorder final : public QPushButton
{
    Q_OBJECT

public:
    explicit KeyRecorder(QWidget* parent = nullptr);

    void setKey(const QKeySequence& key);
    [[nodiscard]] bool isRecording() const { return m_recording; }

signals:
    void recorded(const QKeySequence& key);

protected:
    bool event(QEvent* event) override; // shortcuts of the window are keys here
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void record(bool on);
    void showKey();

    QKeySequence m_key;
    bool m_recording = false;
};

}
