// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plainlist.h"

namespace myna::ui {

void makePlain(QListView& list, const Theme& theme)
{
    list.setFrameShape(QFrame::NoFrame);
    list.setVerticalScrollMode(QListView::ScrollPerPixel);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setResizeMode(QListView::Adjust);
    list.setSelectionMode(QListView::SingleSelection);
    list.setEditTriggers(QListView::NoEditTriggers);
    list.setUniformItemSizes(false);
    QObject::connect(&theme, &Theme::changed, list.viewport(), qOverload<>(&QWidget::update));
}

}
