// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/enginecheck.h"

#include "codec/resampler.h"
#include "server/engines/detector/voicedetector.h"
#include "server/engines/engineregistry.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using Level = Finding::Level;

constexpr TurnId turn { 1 };
constexpr int pauseMs = 300; // before and after the question, as a person makes

QString question(const QString& language)
{
    return language == "zh"_L1 ? u"现在几点了"_s : u"what time is it"_s;
}

class EngineCheck final : public QObject
{
public:
    EngineCheck(const QString& language, Check::Answer answer, QObject* parent)
        : QObject(parent)
        , m_language(language)
        , m_answer(std::move(answer))
        , m_registry(server::makeBuiltinEngines())
        , m_voice(m_registry->makeSynthesiser({ .language = language }))
        , m_recogniser(m_registry->makeRecogniser({ .language = language }))
        , m_chat(m_registry->makeChat({ .language = language }))
    {
        connect(m_voice.get(), &server::Synthesiser::audio, this, [this](TurnId, const codec::PcmFrame& piece) {
            m_spoken.rateHz = piece.rateHz;
            m_spoken.samples.insert(m_spoken.samples.end(), piece.samples.begin(), piece.samples.end());
        });
        connect(m_voice.get(), &server::Synthesiser::spoken, this, &EngineCheck::onSpoken);
        connect(m_voice.get(), &server::Synthesiser::failed, this, [this](TurnId, const Error& error) {
            add(Level::Error, u"Voice: "_s + error.text, u"Reinstall espeak-ng-data."_s);
            think();
        });
        connect(m_recogniser.get(), &server::Recogniser::recognised, this, [this](TurnId, const QString& text) { onRecognised(text); });
        connect(m_recogniser.get(), &server::Recogniser::failed, this, [this](TurnId, const Error& error) {
            add(Level::Warning, u"Recogniser: "_s + error.text, {});
            think();
        });
        connect(m_chat.get(), &server::Chat::text, this, [this](TurnId, const QString& piece) { m_said += piece; });
        connect(m_chat.get(), &server::Chat::finished, this, [this] {
            add(Level::Ok, u"Assistant: answers “%1”."_s.arg(m_said.trimmed()), {});
            m_answer(m_findings);
        });
        connect(m_chat.get(), &server::Chat::failed, this, [this](TurnId, const Error& error) {
            add(Level::Error, u"Assistant: "_s + error.text, {});
            m_answer(m_findings);
        });
    }

    void start()
    {
        m_clock.start();
        m_voice->speak(turn, question(m_language));
    }

private:
    void add(Level level, const QString& text, const QString& repair) { m_findings.append({ u"engines"_s, level, text, repair }); }

    void onSpoken()
    {
        if (m_spoken.samples.empty()) {
            add(Level::Error, u"Voice: it is silent."_s, u"Reinstall espeak-ng-data."_s);
            think();
            return;
        }
        add(Level::Ok, u"Voice: %1 s of speech in %2 ms."_s.arg(m_spoken.durationMs() / 1000.0, 0, 'f', 1).arg(m_clock.restart()), {});
        auto resampled = codec::resampled(m_spoken, server::detectorRateHz);
        if (!resampled) {
            add(Level::Error, u"Recogniser: "_s + resampled.error().text, {});
            think();
            return;
        }
        codec::PcmFrame heard = std::move(resampled).value();
        const size_t pause = size_t(pauseMs) * server::detectorRateHz / 1000;
        heard.samples.insert(heard.samples.begin(), pause, int16_t(0));
        heard.samples.insert(heard.samples.end(), pause, int16_t(0));
        m_recogniser->feed(turn, heard);
        m_recogniser->finish(turn);
    }

    void onRecognised(const QString& text)
    {
        if (text == question(m_language))
            add(Level::Ok, u"Recogniser: understands “%1” in %2 ms."_s.arg(text).arg(m_clock.elapsed()), {});
        else
            add(Level::Warning, u"Recogniser: heard “%1” where the voice said “%2”."_s.arg(text, question(m_language)), {});
        think();
    }

    void think()
    {
        server::Conversation conversation { u"doctor"_s, m_language, {} };
        conversation.utterances.append({ server::Utterance::Speaker::User, question(m_language) });
        m_chat->ask(turn, conversation, {});
    }

    QString m_language;
    Check::Answer m_answer;
    std::unique_ptr<server::EngineRegistry> m_registry; // outlives what it makes
    std::unique_ptr<server::Synthesiser> m_voice;
    std::unique_ptr<server::Recogniser> m_recogniser;
    std::unique_ptr<server::Chat> m_chat;
    codec::PcmFrame m_spoken;
    QString m_said;
    QElapsedTimer m_clock;
    QVector<Finding> m_findings;
};

}

void lookAtEngines(const QString& language, QObject* context, const Check::Answer& answer)
{
    auto* check = new EngineCheck(language, answer, context);
    check->start();
}

}
