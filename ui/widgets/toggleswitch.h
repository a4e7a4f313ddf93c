// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QAbstractButton>
#include <QVariantAnimation>

namespace myna::ui {

// On or off, at once. Use toggled(bool) / setChecked(); give it an accessible name.
class ToggleSwitch final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ToggleSwitch(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void checkStateSet() override; // also while signals are blocked

private:
    void moveKnob(bool on);

    const Theme& m_theme;
    QVariantAnimation m_slide;
    qreal m_position = 0; // 0 off, 1 on
};

}
