// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/joins.h"

#include "base/invoke.h"

namespace myna::desktop {

namespace {

using audio::AudioEngine;
using client::ClientCore;
using client::DeviceDesk;
using session::VoiceSession;
using viewmodels::PairingViewModel;
using viewmodels::SettingsViewModel;
using viewmodels::TalkViewModel;

void joinTalkFacts(TalkViewModel& talk, ClientCore& core, DeviceDesk& desk)
{
    VoiceSession* session = core.session();
    QObject::connect(session, &VoiceSession::stateChanged, &talk, &TalkViewModel::sessionStateChanged);
    QObject::connect(session, &VoiceSession::linkChanged, &talk, &TalkViewModel::linkChanged);
    QObject::connect(session, &VoiceSession::reconnectScheduled, &talk, &TalkViewModel::reconnectScheduled);
    QObject::connect(session, &VoiceSession::refused, &talk, &TalkViewModel::refused);
    QObject::connect(session, &VoiceSession::heard, &talk, &TalkViewModel::heard);
    QObject::connect(session, &VoiceSession::sentence, &talk, &TalkViewModel::sentence);
    QObject::connect(session, &VoiceSession::emotionChanged, &talk, &TalkViewModel::emotionReceived);
    QObject::connect(session, &VoiceSession::notice, &talk, &TalkViewModel::notice);
    QObject::connect(session, &VoiceSession::turnFinished, &talk, &TalkViewModel::turnFinished);
    QObject::connect(session, &VoiceSession::microphoneWanted, &talk, &TalkViewModel::microphoneWanted);
    // The round trip is a counter of the link; after each turn is often enough for a person.
    QObject::connect(session, &VoiceSession::turnFinished, session,
        [session, &talk] { onThreadOf(&talk, [&talk, ms = session->counters().link.roundTripMs] { talk.roundTripMeasured(ms); }); });
    AudioEngine* sound = core.sound();
    QObject::connect(sound, &AudioEngine::levelsChanged, &talk, &TalkViewModel::levels);
    QObject::connect(sound, &AudioEngine::inputStatusChanged, &talk, &TalkViewModel::inputStatus);
    QObject::connect(sound, &AudioEngine::outputStatusChanged, &talk, &TalkViewModel::outputStatus);
    QObject::connect(&desk, &DeviceDesk::called, &talk, [&talk](const mcp::CallReport& report) {
        if (report.caller.asker == mcp::Asker::Server)
            talk.toolCalled(report);
    });
    QObject::connect(&desk.lamp(), &things::Lamp::valueChanged, &talk,
        [&talk, &lamp = desk.lamp()] { talk.lampChanged(lamp.isOn(), lamp.brightness()); });
}

void joinTalkWishes(TalkViewModel& talk, ClientCore& core)
{
    VoiceSession* session = core.session();
    QObject::connect(&talk, &TalkViewModel::talkPressed, session, &VoiceSession::startListening);
    QObject::connect(&talk, &TalkViewModel::talkReleased, session, &VoiceSession::stopListening);
    QObject::connect(&talk, &TalkViewModel::interruptWanted, session, &VoiceSession::interrupt);
    QObject::connect(&talk, &TalkViewModel::textEntered, session, &VoiceSession::sendText);
    QObject::connect(&talk, &TalkViewModel::retryWanted, session, &VoiceSession::retryNow);
}

}

void joinTalk(TalkViewModel& talk, ClientCore& core, DeviceDesk& desk)
{
    joinTalkFacts(talk, core, desk);
    joinTalkWishes(talk, core);
}

void joinSettings(SettingsViewModel& settings, ClientCore& core, DeviceDesk& desk)
{
    AudioEngine* sound = core.sound();
    QObject::connect(sound, &AudioEngine::devicesChanged, &settings, &SettingsViewModel::devicesChanged);
    QObject::connect(sound, &AudioEngine::inputStatusChanged, &settings, &SettingsViewModel::inputStatusChanged);
    QObject::connect(sound, &AudioEngine::outputStatusChanged, &settings, &SettingsViewModel::outputStatusChanged);
    QObject::connect(sound, &AudioEngine::levelsChanged, &settings, &SettingsViewModel::levels);

    QObject::connect(&settings, &SettingsViewModel::deviceChoiceChanged, sound, &AudioEngine::chooseDevices);
    QObject::connect(&settings, &SettingsViewModel::volumeChanged, &desk.speaker(), &things::Speaker::reportVolume);
    QObject::connect(&settings, &SettingsViewModel::volumeChanged, sound, &AudioEngine::setVolume);
    // The assistant turned the volume: the slider follows.
    QObject::connect(&desk, &DeviceDesk::volumeWanted, &settings, &SettingsViewModel::setVolume);
    onThreadOf(sound, [sound, choice = settings.devices()] { sound->chooseDevices(choice); });
}

void joinShortcut(viewmodels::ShortcutViewModel& choice, GlobalShortcut& shortcut, viewmodels::PushToTalk& hand)
{
    using viewmodels::PushToTalk;
    using viewmodels::ShortcutViewModel;
    QObject::connect(&choice, &ShortcutViewModel::keyWanted, &shortcut, &GlobalShortcut::bind);
    QObject::connect(&choice, &ShortcutViewModel::noKeyWanted, &shortcut, &GlobalShortcut::unbind);
    QObject::connect(&choice, &ShortcutViewModel::releaseDelayChanged, &hand, &PushToTalk::setReleaseDelay);
    QObject::connect(&shortcut, &GlobalShortcut::bound, &choice, &ShortcutViewModel::bound);
    QObject::connect(&shortcut, &GlobalShortcut::refused, &choice, &ShortcutViewModel::refused);
    QObject::connect(&shortcut, &GlobalShortcut::pressed, &hand, [&hand] { hand.press(PushToTalk::Source::Shortcut); });
    QObject::connect(&shortcut, &GlobalShortcut::released, &hand, [&hand] { hand.release(PushToTalk::Source::Shortcut); });
    hand.setReleaseDelay(choice.releaseDelay());
    if (choice.isOn())
        choice.askAgain();
}

void joinHome(viewmodels::HomeViewModel& choice, client::HomeDesk& home)
{
    using viewmodels::HomeViewModel;
    choice.setPlace(home.place());
    choice.setLamp(home.lamp());
    QObject::connect(&choice, &HomeViewModel::placeWanted, &home, &client::HomeDesk::use);
    QObject::connect(&choice, &HomeViewModel::lampWanted, &home, &client::HomeDesk::chooseLamp);
    QObject::connect(&home, &client::HomeDesk::secretNotKept, &choice, &HomeViewModel::secretNotKept);
}

void joinPairing(PairingViewModel& wizard, pairing::Pairing& pairing)
{
    using pairing::Pairing;
    QObject::connect(&pairing, &Pairing::stateChanged, &wizard, &PairingViewModel::onStateChanged);
    QObject::connect(&pairing, &Pairing::identityReady, &wizard, &PairingViewModel::onIdentityReady);
    QObject::connect(&pairing, &Pairing::identityRestored, &wizard, &PairingViewModel::onIdentityRestored);
    QObject::connect(&pairing, &Pairing::versionChecked, &wizard, &PairingViewModel::onVersionChecked);
    QObject::connect(&pairing, &Pairing::codeOffered, &wizard, &PairingViewModel::onCodeOffered);
    QObject::connect(&pairing, &Pairing::waiting, &wizard, &PairingViewModel::onWaiting);
    QObject::connect(&pairing, &Pairing::paired, &wizard, &PairingViewModel::onPaired);
    QObject::connect(&pairing, &Pairing::failed, &wizard, &PairingViewModel::onFailed);
    QObject::connect(&wizard, &PairingViewModel::newCodeWanted, &pairing, &Pairing::requestNewCode);
    QObject::connect(&wizard, &PairingViewModel::newIdentityWanted, &pairing, &Pairing::renewIdentity);
}

}
