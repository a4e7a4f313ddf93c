// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/paneldesk.h"

#include "pages/panel/panelpage.h"
#include "pages/panel/thingsview.h"

namespace myna::desktop {

PanelDesk::PanelDesk(things::ThingRegistry& ownThings, QObject* parent)
    : QObject(parent)
    , m_ownThings(ownThings)
{
}

ui::PanelPage* PanelDesk::makePage(const ui::Theme& theme, QWidget* parent)
{
    auto* page = new ui::PanelPage(parent);
    auto* things = new ui::ThingsView(theme, page);
    page->addTab([] { return ui::PanelPage::tr("Things"); }, things);
    connect(things, &ui::ThingsView::settingsWanted, this, &PanelDesk::homeSettingsWanted);
    return page;
}

}

#include "moc_paneldesk.cpp"
