// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace myna::ui {

// A list to choose from that leaves the wheel to the page and cuts long names, not the page.
QComboBox* choiceBox(int widthPx);
// Sets the words of an entry that has `id`, adding it when it is new.
void setChoice(QComboBox* box, const QString& id, const QString& text);

}
