// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QAbstractButton>

namespace myna::ui {

// The small round switch beside the talk button: checked, the microphone is muted. It asks with clicked(); what it shows is set.
class MuteButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit MuteButton(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void nextCheckState() override { } // the owner of the state decides

private:
    const Theme& m_theme;
};

}
