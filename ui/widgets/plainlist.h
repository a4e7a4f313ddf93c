// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QListView>

namespace myna::ui {

// A list whose rows are painted by its delegate and differ in height: no frame, scrolled smoothly, one row chosen, nothing edited in place.
void makePlain(QListView& list, const Theme& theme);

}
