// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/echotexts.h"

#include <QLocale>

#include <cmath>

namespace myna::viewmodels {

using protocol::ListenMode;

bool EchoTexts::isAnswer(Verdict verdict)
{
    switch (verdict) {
    case Verdict::FullDuplex:
    case Verdict::TurnTaking:
    case Verdict::Headset:
        return true;
    case Verdict::NoMicrophone:
    case Verdict::NoLoudspeaker:
    case Verdict::TooNoisy:
        return false;
    }
    return false;
}

std::optional<ListenMode> EchoTexts::suggestedMode(Verdict verdict)
{
    switch (verdict) {
    case Verdict::FullDuplex:
    case Verdict::Headset:
        return ListenMode::Realtime;
    case Verdict::TurnTaking:
        return ListenMode::Auto;
    case Verdict::TooNoisy:
        return ListenMode::Manual; // noise makes the automatic end of a sentence late
    case Verdict::NoMicrophone:
    case Verdict::NoLoudspeaker:
        return {};
    }
    return {};
}

QString EchoTexts::title(Verdict verdict)
{
    switch (verdict) {
    case Verdict::FullDuplex:
        return tr("You can talk while Myna talks");
    case Verdict::TurnTaking:
        return tr("Take turns with Myna");
    case Verdict::Headset:
        return tr("No echo at all");
    case Verdict::NoMicrophone:
        return tr("The microphone heard nothing");
    case Verdict::NoLoudspeaker:
        return tr("Nothing was played");
    case Verdict::TooNoisy:
        return tr("It is too loud here for this test");
    }
    return {};
}

QString EchoTexts::word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::FullDuplex:
        return tr("removed");
    case Verdict::TurnTaking:
        return tr("some is left");
    case Verdict::Headset:
        return tr("none");
    case Verdict::NoMicrophone:
    case Verdict::NoLoudspeaker:
    case Verdict::TooNoisy:
        return tr("not measured");
    }
    return {};
}

QString EchoTexts::reason(const audio::EchoTestResult& result)
{
    using Cause = audio::EchoTestResult::Cause;
    const QLocale locale;
    const QString delay = locale.toString(result.delayMs);
    const QString removed = locale.toString(std::lround(result.removedDb));
    switch (result.cause) {
    case Cause::EchoRemoved:
        return tr("The microphone hears the loudspeaker %1 ms late and Myna removes %2 dB of it, so you can interrupt by speaking.")
            .arg(delay, removed);
    case Cause::EchoStays:
        return tr("The microphone hears the loudspeaker %1 ms late and Myna removes only %2 dB of it, so Myna listens after speaking. "
                  "Turn the loudspeaker down or use a headset to be able to interrupt.")
            .arg(delay, removed);
    case Cause::Overdriven:
        return tr("The loudspeaker is so loud that it overdrives the microphone, so Myna listens after speaking. Turn one of them down "
                  "and test again.");
    case Cause::NoEcho:
        return tr("The microphone does not hear the loudspeaker, as with a headset, so you can interrupt by speaking.");
    case Cause::RoomTooLoud:
        return tr("It is too loud around the microphone to hear the test sound. Test again when it is quieter.");
    case Cause::NothingArrived:
        return tr("No sound came from the microphone. Check that it is connected, then test again.");
    case Cause::OnlySilence:
        return tr("The microphone delivers nothing but silence. Check that it is not muted, here or by a switch of its own.");
    case Cause::MicrophoneStopped:
        return tr("The microphone stopped in the middle of the test. Check that it is connected, then test again.");
    case Cause::NothingPlayed:
        return tr("Nothing was played. Check that a loudspeaker is connected and that its volume is not zero.");
    case Cause::MicrophoneMissing:
        return tr("There is no microphone to test. Connect one or choose it in the settings.");
    case Cause::LoudspeakerMissing:
        return tr("There is no loudspeaker to test. Connect one or choose it in the settings.");
    }
    return {};
}

QString EchoTexts::suggestion(Verdict verdict)
{
    switch (verdict) {
    case Verdict::FullDuplex:
        return tr("The echo is removed well enough, so you can interrupt Myna just by speaking.");
    case Verdict::Headset:
        return tr("With this headset there is no echo, so you can interrupt Myna just by speaking.");
    case Verdict::TurnTaking:
        return tr("Some echo is left, and Myna would hear itself. It listens again as soon as it has finished.");
    case Verdict::TooNoisy:
        return tr("In a loud room the button tells best when you have finished.");
    case Verdict::NoMicrophone:
    case Verdict::NoLoudspeaker:
        return tr("The echo could not be measured, so nothing is suggested. You can change this at any time below the talk button.");
    }
    return {};
}

}
