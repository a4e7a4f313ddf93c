// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QIcon>
#include <QWidget>

namespace myna::ui {

// The dark strip at the left and the small myna on top of it.
class RailPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RailPanel(const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

// A hairline between two parts of a window.
class Hairline final : public QWidget
{
    Q_OBJECT

public:
    explicit Hairline(const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

// The myna as an icon, with a dot in `state` at its corner unless that is invalid.
QIcon mynaIcon(const Palette& palette, const QColor& state = {});

}
