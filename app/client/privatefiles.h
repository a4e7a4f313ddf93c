// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace myna::client {

// From now on every file this program makes can be read by its owner alone, whoever makes it: databases with what was said, their journals,
// logs, recordings. Before anything is written. Where folders of an account are private anyway it does nothing.
void keepFilesPrivate();

}
