// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStyle>
#include <QVariant>

namespace myna::ui {

// What a text stands for decides its colour in the theme: "text", "secondary", "good", "warning", "bad" or "accent". A label that is shown
// already changes its look only when asked to.
inline void setTextRole(QLabel* label, const QString& role)
{
    if (label->property("textRole").toString() == role)
        return;
    label->setProperty("textRole", role);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

}
