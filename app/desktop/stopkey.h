// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/globalshortcut.h"
#include "settings/settingsstore.h"
#include "viewmodels/shortcutviewmodel.h"
#include "viewmodels/toolstop.h"

#include <QObject>

#include <memory>

namespace myna::desktop {

// The emergency stop by a key that works in every program. On from the first start where the desktop gives it without asking. Main thread.
class StopKey final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    StopKey(settings::SettingsStore& settings, viewmodels::ToolStop& stop, QObject* parent = nullptr);

    [[nodiscard]] viewmodels::ShortcutViewModel& choice() { return m_choice; }
    void start();
    void end() { m_key->unbind(); }

signals:
    void used(); // all tools are stopped by it

private:
    std::unique_ptr<GlobalShortcut> m_key;
    viewmodels::ShortcutViewModel m_choice;
};

}
