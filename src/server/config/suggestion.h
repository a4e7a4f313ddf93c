// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace myna::server {

// The known word that was probably meant; empty when none is near.
[[nodiscard]] QString nearest(const QString& word, const QStringList& known);

}
