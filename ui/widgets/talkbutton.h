// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QAbstractButton>

namespace myna::ui {

// The round button one holds to talk; the live microphone level is its ring. It only says what the fingers do: heldDown,
// letGo.
class TalkButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TalkButton(const Theme& theme, QWidget* parent = nullptr);

    void setLevel(float level); // 0–1
    void setActive(bool active); // the microphone is open
    void setMuted(bool muted); // struck through and without its colour
    void setDiameter(int px); // of the whole ring
    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void heldDown();
    void letGo();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override; // a finger may wander while it holds
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    [[nodiscard]] bool hitButton(const QPoint& position) const override;

private:
    const Theme& m_theme;
    float m_level = 0;
    bool m_active = false;
    bool m_muted = false;
    bool m_showFocus = false; // only when the keyboard brought it here
    int m_diameter = 116;
};

}
