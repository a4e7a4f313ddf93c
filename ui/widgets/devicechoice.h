// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/deviceentries.h"

class QComboBox;

namespace myna::ui {

// Fills a box with devices to choose from and shows the chosen one, without telling anybody that it changed.
void showDevices(QComboBox& box, const QVector<viewmodels::DeviceEntry>& entries, const QString& chosen);

}
