// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace myna::ui {

// One line that ends in "…" where there is no room; the tool tip and assistive technology have it whole.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setWords(const QString& text);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}
