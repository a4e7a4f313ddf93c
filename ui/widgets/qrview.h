// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

#include <vector>

namespace myna::ui {

// A text as a QR code, dark on light with a quiet zone in both themes. Too long a text (over about 2 kB) shows nothing.
class QrView final : public QWidget
{
    Q_OBJECT

public:
    explicit QrView(const Theme& theme, QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] int modules() const { return m_modules; } // per side, 0: nothing to show
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_text;
    std::vector<bool> m_dark; // row by row
    int m_modules = 0;
};

}
