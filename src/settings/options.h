// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/option.h"

// Every key of the client, in one list. No secrets here: those go through SecretStore.
namespace myna::settings {

inline const Option<QString> language { "ui/language", QString() }; // "en", "zh_CN", empty: the system's
inline const Option<QString> theme { "ui/theme", QStringLiteral("system") }; // light|dark|system
inline const Option<bool> firstStartDone { "ui/firstStartDone", false };
inline const Option<QByteArray> windowGeometry { "ui/windowGeometry", QByteArray() };
inline const Option<QString> profile { "connection/profile", QString() }; // official|own|local, empty: not chosen yet
inline const Option<QString> ownServerUrl { "connection/ownServerUrl", QString() };
inline const Option<QString> inputDevice { "audio/inputDevice", QString() }; // id, empty: the system's default
inline const Option<QString> outputDevice { "audio/outputDevice", QString() };
inline const Option<QString> listenMode { "talk/mode", QStringLiteral("manual") }; // manual|auto|realtime
inline const Option<int> releaseDelayMs { "talk/releaseDelayMs", 150 }; // 0–500, from letting go to the end of speech
inline const Option<bool> shortcutOn { "talk/globalShortcut", false }; // the key talks in every program
inline const Option<QString> shortcutKey { "talk/globalShortcutKey", QStringLiteral("Ctrl+Alt+Space") }; // in portable words
inline const Option<int> volume { "audio/volume", 80 }; // percent, of this program
inline const Option<bool> echoCancellation { "audio/echoCancellation", true };
inline const Option<bool> noiseSuppression { "audio/noiseSuppression", true };
inline const Option<bool> gainControl { "audio/gainControl", true };
inline const Option<bool> highPass { "audio/highPass", true };
inline const Option<int> echoDelayMs { "audio/echoDelayMs", -1 }; // measured by the echo test; -1: not yet
inline const Option<QString> echoDelayInput { "audio/echoDelayInput", QString() }; // ids of the devices it was measured with
inline const Option<QString> echoDelayOutput { "audio/echoDelayOutput", QString() };
inline const Option<int> uplinkFrameMs { "audio/uplinkFrameMs", 60 }; // 20|40|60
inline const Option<int> voiceBitrate { "audio/voiceBitrate", 24000 }; // bit/s, 16000|24000|32000
inline const Option<QString> musicFolder { "music/folder", QString() }; // empty: the system's
inline const Option<int> musicVolume { "music/volume", 60 }; // percent, below the voice's
inline const Option<bool> cues { "audio/cues", true }; // notification sounds
inline const Option<bool> wizardOffered { "audio/wizardOffered", false }; // the sound check was offered once
inline const Option<bool> wakeWord { "wake/on", false };
inline const Option<QStringList> wakePhrases { "wake/phrases", { QStringLiteral("hello computer") } }; // 1–5, English
inline const Option<int> wakeSensitivity { "wake/sensitivity", 50 }; // 0–100
inline const Option<bool> wakeInterrupts { "wake/interrupts", true }; // also stops an answer
inline const Option<bool> historyOn { "history/on", true }; // conversations are kept
inline const Option<int> historyDays { "history/keptDays", 0 }; // 0: until they are deleted
inline const Option<QStringList> panelFavourites { "panel/favourites", {} }; // keys of things, in the order they were chosen
inline const Option<QString> homeSource { "home/source", QString() }; // mqtt|homeassistant, empty: none
inline const Option<QString> homeBroker { "home/broker", QString() }; // name or address
inline const Option<int> homeBrokerPort { "home/brokerPort", 1883 }; // 8883: encrypted
inline const Option<QString> homeBrokerUser { "home/brokerUser", QString() };
inline const Option<QString> homeAssistant { "home/homeAssistant", QString() }; // address, as in the browser
inline const Option<QString> homeLamp { "home/lamp",
    QString() }; // thing meant by "the lamp"; -: the one on the screen, empty: the likely one
inline const Option<QByteArray> toolDecisions { "tools/decisions", QByteArray() }; // JSON, see mcp::ToolDecisions
inline const Option<bool> stopKeyOn { "tools/stopKeyOn", true }; // the key stops the tools from every program
inline const Option<QString> stopKey { "tools/stopKey", QStringLiteral("Ctrl+Alt+Shift+Esc") }; // in portable words
inline const Option<bool> toolsStopped { "tools/stopped", false }; // the emergency stop stays until it is released
inline const Option<bool> localControl { "control/on", false }; // other programs of this computer
inline const Option<bool> secretsInFile { "security/secretsInFile", false }; // the user agreed to a 0600 file
inline const Option<bool> serverAutostart { "server/autostart", false };
inline const Option<int> serverPort { "server/port", 8000 };
inline const Option<int> serverHttpPort { "server/httpPort", 8003 };
inline const Option<QString> serverActivation { "server/activation", QStringLiteral("approve") }; // open|approve|code
inline const Option<bool> serverLoopbackOnly { "server/loopbackOnly", false };
inline const Option<QString> attachedServer { "server/attachedTo", {} }; // address of one elsewhere that is looked after
inline const Option<QString> attachedCertificate { "server/attachedCertificate", {} }; // DER in Base64; the only one believed

}
