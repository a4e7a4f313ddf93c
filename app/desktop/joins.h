// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "client/devicedesk.h"
#include "client/homedesk.h"
#include "desktop/globalshortcut.h"
#include "pairing/pairing.h"
#include "viewmodels/homeviewmodel.h"
#include "viewmodels/pairingviewmodel.h"
#include "viewmodels/settingsviewmodel.h"
#include "viewmodels/shortcutviewmodel.h"
#include "viewmodels/talkviewmodel.h"

// The lines between objects of different rooms; nowhere else do they meet.
namespace myna::desktop {

// Facts of session, sound and desk to the talk page; its wishes back across the threads. The line must be ready.
void joinTalk(viewmodels::TalkViewModel& talk, client::ClientCore& core, client::DeviceDesk& desk);
// Devices, levels and identity to the settings page; device and volume choices back.
void joinSettings(viewmodels::SettingsViewModel& settings, client::ClientCore& core, client::DeviceDesk& desk);
// The key that works in every program: the wish to the platform, its presses to the hand that talks.
void joinShortcut(viewmodels::ShortcutViewModel& choice, GlobalShortcut& shortcut, viewmodels::PushToTalk& hand);
// What is remembered of the home to its settings, their wishes back.
void joinHome(viewmodels::HomeViewModel& choice, client::HomeDesk& home);
// Facts of pairing to the wizard, and those of its wishes that pairing itself fulfils.
void joinPairing(viewmodels::PairingViewModel& wizard, pairing::Pairing& pairing);

}
