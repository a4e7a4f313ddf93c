// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace myna::ui {

// Centred plain words whose lines are about equally long, so that no single word is left alone on the last one.
class CaptionLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit CaptionLabel(QWidget* parent = nullptr);

    void setWords(const QString& words);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void balance();
};

}
