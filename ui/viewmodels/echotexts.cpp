// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/echotexts.h"

#include <QLocale>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

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
    QString words = QCoreApplication::translate("myna", result.reason.toUtf8().constData());
    if (!words.contains("%1"_L1))
        return words;
    const QLocale locale;
    return words.arg(locale.toString(result.delayMs), locale.toString(std::lround(result.removedDb)));
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
