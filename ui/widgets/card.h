// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QVBoxLayout;

namespace myna::ui {

// A rounded surface with a hairline edge that holds other things. Sunken: background instead of surface. Attention: amber, something waits
// for the user. Chosen: the one of several that is in use. Focused: the keyboard is here.
class Card final : public QWidget
{
    Q_OBJECT

public:
    enum class Look { Plain, Sunken, Attention, Chosen, Focused };

    explicit Card(const Theme& theme, QWidget* parent = nullptr);

    void setLook(Look look);
    // Where to put content; margins are already right.
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QVBoxLayout* m_body;
    Look m_look = Look::Plain;
};

}
