// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/devicechoice.h"

#include <QComboBox>
#include <QSignalBlocker>

namespace myna::ui {

void showDevices(QComboBox& box, const QVector<viewmodels::DeviceEntry>& entries, const QString& chosen)
{
    const QSignalBlocker quiet(box);
    box.clear();
    for (const viewmodels::DeviceEntry& entry : entries)
        box.addItem(entry.text, entry.id);
    box.setCurrentIndex(qMax(0, box.findData(chosen)));
    box.setToolTip(box.currentText());
}

}
