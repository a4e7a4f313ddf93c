// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace myna::server {

// A red square as PNG, 64 pixels wide: what vision engines are tested with. Some models take nothing smaller than 28 pixels.
QByteArray testPicture();

}
