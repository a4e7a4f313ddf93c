// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/privatefiles.h"

#include <sys/stat.h>

namespace myna::client {

void keepFilesPrivate()
{
    umask(S_IRWXG | S_IRWXO);
}

}
