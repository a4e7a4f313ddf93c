// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/globalshortcut.h"

namespace myna::desktop {

Error noGlobalKeys(KeyPurpose purpose)
{
    switch (purpose) {
    case KeyPurpose::Talk:
        return { Error::Code::Unavailable,
            GlobalShortcut::tr("This desktop gives programs no keys of their own. Bind \"myna ctl talk-start\" and \"myna ctl talk-stop\" "
                               "in your desktop's keyboard settings.") };
    case KeyPurpose::StopTools:
        break;
    }
    return { Error::Code::Unavailable,
        GlobalShortcut::tr(
            "This desktop gives programs no keys of their own. Bind \"myna ctl stop-tools\" in your desktop's keyboard settings.") };
}

Error keyIsTaken(const QKeySequence& key)
{
    return { Error::Code::Refused,
        GlobalShortcut::tr("Another program uses %1 already. Choose another key.").arg(key.toString(QKeySequence::NativeText)) };
}

Error keyIsUnusable(const QKeySequence& key)
{
    return { Error::Code::Invalid,
        GlobalShortcut::tr("%1 cannot be used here. Choose another key.").arg(key.toString(QKeySequence::NativeText)) };
}

}

#include "moc_globalshortcut.cpp"
