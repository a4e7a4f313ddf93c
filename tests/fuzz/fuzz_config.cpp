// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "server/config/textmask.h"
#include "server/config/yamltree.h"

using namespace myna::server;

// A configuration as somebody's file: what was read is written so that it reads the same, and a masked text hides every secret of it.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray text = myna::fuzz::bytes(data, size);
    ConfigFindings findings;
    const ConfigValue tree = parseYaml(text, {}, findings);
    if (hasErrors(findings))
        return 0;
    ConfigFindings again;
    const ConfigValue copy = parseYaml(toYaml(tree).toUtf8(), {}, again);
    myna::fuzz::require(!hasErrors(again) && toJson(copy) == toJson(tree));
    const QByteArray shown = maskText(text);
    ConfigFindings masks;
    (void)unmaskText(shown, text, {}, masks);
    return 0;
}
