// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QString>

namespace myna::ui {
class Theme;
}

namespace myna::shots {

// The panel with nothing, with the three things of this computer, and with the sixty of a house; the dialog of a scene.
void panelPages(const ui::Theme& theme, bool english, const QDir& folder, const QString& tail);

}
