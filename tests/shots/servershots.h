// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QDir>

namespace myna::shots {

// The server page with sample devices, turns and figures, every tab, into `folder`.
void serverPages(const ui::Theme& theme, bool english, const QDir& folder, const QString& tail);

}
