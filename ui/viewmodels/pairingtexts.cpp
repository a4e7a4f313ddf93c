// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/pairingtexts.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using pairing::Repair;
using pairing::Step;

QString PairingTexts::step(Step step)
{
    switch (step) {
    case Step::Identity:
        return tr("Identity");
    case Step::VersionCheck:
        return tr("Version check");
    case Step::Code:
        return tr("Activation code");
    case Step::Confirmed:
        return tr("Confirmed");
    }
    return {};
}

QString PairingTexts::whatFailed(Step step)
{
    switch (step) {
    case Step::Identity:
        return tr("The identity could not be kept safe");
    case Step::VersionCheck:
        return tr("The server could not be asked");
    case Step::Code:
        return tr("The code was not accepted");
    case Step::Confirmed:
        return tr("The server did not confirm");
    }
    return {};
}

QString PairingTexts::repair(Repair repair)
{
    switch (repair) {
    case Repair::TryAgain:
        return tr("Try again");
    case Repair::ChangeAddress:
        return tr("Change address");
    case Repair::NewCode:
        return tr("New code");
    case Repair::NewIdentity:
        return tr("Use a new identity");
    case Repair::UnlockKeyring:
        return tr("Unlock the keychain");
    case Repair::KeepInFile:
        return tr("Keep it in a file only you can read");
    case Repair::StartServer:
        return tr("Start the server");
    case Repair::CompareCertificate:
        return tr("Compare the fingerprint");
    }
    return {};
}

QString PairingTexts::validity(std::chrono::milliseconds life)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(life).count();
    if (minutes >= 120)
        return tr("valid for %n hour(s)", nullptr, int((minutes + 30) / 60));
    return tr("valid for %n minute(s)", nullptr, int(minutes));
}

QString PairingTexts::shortId(const QString& deviceId)
{
    const QStringList parts = deviceId.split(u':');
    if (parts.size() != 6)
        return deviceId;
    return u"%1:%2:…:%3"_s.arg(parts.at(0), parts.at(1), parts.at(5));
}

}
