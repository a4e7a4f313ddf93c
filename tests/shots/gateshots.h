// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QDir>

namespace myna::shots {

// The question before a tool is used, the list of calls, what is allowed, and everything stopped.
void gatePages(const ui::Theme& theme, bool english, const QDir& folder, const QString& tail);

}
