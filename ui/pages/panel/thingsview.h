// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

namespace myna::ui {

class EmptyState;

// The things of the panel as cards, room by room.
class ThingsView final : public QWidget
{
    Q_OBJECT

public:
    explicit ThingsView(const Theme& theme, QWidget* parent = nullptr);

signals:
    void settingsWanted(); // to connect a home

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    EmptyState* m_empty;
};

}
