// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thingregistry.h"

#include <QObject>

namespace myna::ui {
class PanelPage;
class Theme;
}

namespace myna::desktop {

// What the panel shows and what its tabs are made of. Main thread.
class PanelDesk final : public QObject
{
    Q_OBJECT

public:
    explicit PanelDesk(things::ThingRegistry& ownThings, QObject* parent = nullptr);

    // The page with its tabs; `parent` owns it.
    [[nodiscard]] ui::PanelPage* makePage(const ui::Theme& theme, QWidget* parent);

signals:
    void homeSettingsWanted(); // somebody wants to say where the things of the home are

private:
    things::ThingRegistry& m_ownThings;
};

}
