// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/privatefiles.h"

namespace myna::client {

// The folder for application data belongs to its account, and files take over its rights.
void keepFilesPrivate() { }

}
