// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QVariantAnimation>
#include <QWidget>

namespace myna::ui {

// Something is going on and nobody knows for how long. Stands still with reduced motion, and costs nothing while it is hidden.
class BusyDots final : public QWidget
{
    Q_OBJECT

public:
    explicit BusyDots(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    const Theme& m_theme;
    QVariantAnimation m_motion;
};

}
