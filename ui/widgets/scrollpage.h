// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QVariant>

namespace myna::ui {

// Puts a page that may be longer than its room into an area: on the window's own ground, without a frame, downwards only. What is on the
// page takes the focus, the area itself does not.
inline void setScrollPage(QScrollArea* area, QWidget* page)
{
    page->setProperty("scrollPage", true);
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
}

}
