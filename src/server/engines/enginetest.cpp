// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/enginetest.h"

#include "base/invoke.h"
#include "base/redaction.h"
#include "codec/resampler.h"
#include "server/engines/clips/clips.h"
#include "server/engines/testpicture.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr TurnId turn { 1 };
constexpr int pauseMs = 300; // around the spoken question, as a person makes
constexpr int pieceMs = 60;
constexpr qsizetype maxDetail = 200; // characters

bool isChinese(const EngineWish& wish)
{
    return wish.language.startsWith(u"zh"_s);
}

// The shipped question, as a device would send it.
Result<codec::PcmFrame> spokenQuestion(const QString& language)
{
    auto sound = codec::resampled(clip(Clip::TestQuestion, language), detectorRateHz);
    if (!sound)
        return sound;
    auto& samples = sound.value().samples;
    const size_t pause = size_t(pauseMs) * detectorRateHz / 1000;
    samples.insert(samples.begin(), pause, int16_t(0));
    samples.insert(samples.end(), pause, int16_t(0));
    return sound;
}

std::vector<codec::PcmFrame> cut(const codec::PcmFrame& sound, size_t samples)
{
    std::vector<codec::PcmFrame> pieces;
    for (size_t at = 0; at + samples <= sound.samples.size(); at += samples) {
        const auto begin = sound.samples.begin() + std::ptrdiff_t(at);
        pieces.push_back({ { begin, begin + std::ptrdiff_t(samples) }, sound.rateHz });
    }
    return pieces;
}

QString repairFor(Error::Code code)
{
    switch (code) {
    case Error::Code::Refused:
        return EngineTest::tr("Check the key of this engine, and that its account may use the model.");
    case Error::Code::Network:
        return EngineTest::tr("Check the address of the engine, the network and the proxy, and that the service runs.");
    case Error::Code::NotFound:
        return EngineTest::tr("Check the address of the engine and the name of its model.");
    case Error::Code::Timeout:
        return EngineTest::tr("The service may be loading its model: try again. When it stays slow, choose a smaller model.");
    case Error::Code::Protocol:
        return EngineTest::tr("The address answers, but not as an engine of this type does: check address and type.");
    case Error::Code::Invalid:
        return EngineTest::tr("Compare the settings of this engine with the manual.");
    case Error::Code::Unavailable:
    case Error::Code::Cancelled:
        break;
    }
    return {};
}

}

QJsonObject toJson(const EngineTestReport& report)
{
    return { { u"ok"_s, report.ok }, { u"first_result_ms"_s, report.firstResultMs ? QJsonValue(*report.firstResultMs) : QJsonValue() },
        { u"total_ms"_s, report.totalMs }, { u"detail"_s, report.detail }, { u"error"_s, report.error }, { u"repair"_s, report.repair } };
}

EngineTest::EngineTest(
    EngineRegistry& registry, EngineKind kind, QString name, EngineWish wish, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_registry(registry)
    , m_kind(kind)
    , m_name(std::move(name))
    , m_wish(std::move(wish))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, [this] { fail({ Error::Code::Timeout, tr("The engine did not answer in time.") }); });
}

EngineTest::~EngineTest() = default;

void EngineTest::start()
{
    m_limit.start();
    m_clock.start();
    auto made = m_registry.makeSingle(m_kind, m_name, m_wish);
    if (!made) {
        onThreadOf(this, [this, error = made.error()] { fail(error); });
        return;
    }
    if (const auto health = m_registry.health(m_kind, m_name))
        m_call = health->beginTest();
    m_engine = std::move(made).value();
    std::visit([this](const auto& engine) { ask(*engine); }, *m_engine);
}

void EngineTest::ask(VoiceDetector& detector)
{
    const auto question = spokenQuestion(m_wish.language);
    int voiced = 0;
    if (question) {
        for (const codec::PcmFrame& piece : cut(*question, detectorFrameSamples))
            voiced += detector.hasVoice(piece) ? 1 : 0;
    }
    onThreadOf(this, [this, voiced] {
        noteFirst();
        if (voiced == 0)
            fail({ Error::Code::Unavailable, tr("It heard no voice in a spoken sentence.") });
        else
            pass(tr("%1 ms of voice in a spoken sentence").arg(voiced * detectorFrameMs));
    });
}

void EngineTest::ask(Recogniser& recogniser)
{
    connect(&recogniser, &Recogniser::partial, this, &EngineTest::noteFirst);
    connect(&recogniser, &Recogniser::failed, this, [this](TurnId, const Error& error) { fail(error); });
    connect(&recogniser, &Recogniser::recognised, this, [this](TurnId, const QString& text) {
        noteFirst();
        if (text.isEmpty())
            fail({ Error::Code::Unavailable, tr("It understood nothing of a clear sentence.") });
        else
            pass(tr("heard “%1”; spoken was “%2”").arg(text, clipText(Clip::TestQuestion, m_wish.language)));
    });
    const auto question = spokenQuestion(m_wish.language);
    if (question) {
        for (const codec::PcmFrame& piece : cut(*question, size_t(pieceMs) * detectorRateHz / 1000))
            recogniser.feed(turn, piece);
    }
    m_clock.start();
    recogniser.finish(turn);
}

void EngineTest::ask(Chat& chat)
{
    connect(&chat, &Chat::text, this, [this](TurnId, const QString& piece) {
        noteFirst();
        m_words += piece;
    });
    connect(&chat, &Chat::failed, this, [this](TurnId, const Error& error) { fail(error); });
    connect(&chat, &Chat::finished, this, [this] {
        if (m_words.trimmed().isEmpty())
            fail({ Error::Code::Protocol, tr("It answered without a word.") });
        else
            pass(m_words.trimmed());
    });
    Conversation conversation { .deviceId = u"test"_s, .language = m_wish.language };
    conversation.utterances.append({ Utterance::Speaker::User, isChinese(m_wish) ? u"请说：好的"_s : u"Say OK"_s });
    chat.ask(turn, conversation, {});
}

void EngineTest::ask(Synthesiser& voice)
{
    connect(&voice, &Synthesiser::audio, this, [this](TurnId, const codec::PcmFrame& piece) {
        noteFirst();
        m_soundMs += piece.durationMs();
    });
    connect(&voice, &Synthesiser::failed, this, [this](TurnId, const Error& error) { fail(error); });
    connect(&voice, &Synthesiser::spoken, this, [this] {
        if (m_soundMs < 1)
            fail({ Error::Code::Unavailable, tr("The voice is silent.") });
        else
            pass(tr("%1 s of speech").arg(m_soundMs / 1000.0, 0, 'f', 1));
    });
    voice.speak(turn, isChinese(m_wish) ? u"你好，我能说话。"_s : u"Hello, I can speak."_s);
}

void EngineTest::ask(Vision& vision)
{
    connect(&vision, &Vision::failed, this, [this](TurnId, const Error& error) { fail(error); });
    connect(&vision, &Vision::seen, this, [this](TurnId, const QString& answer) {
        noteFirst();
        pass(answer.trimmed());
    });
    vision.look(turn, testPicture(), u"image/png"_s,
        isChinese(m_wish) ? u"这张图片是什么颜色？"_s : u"Which colour has this picture? Answer with one word."_s, m_wish.language);
}

void EngineTest::ask(Memory& memory)
{
    connect(&memory, &Memory::failed, this, [this](TurnId, const Error& error) { fail(error); });
    connect(&memory, &Memory::folded, this, [this](TurnId, const QString& known) {
        noteFirst();
        pass(known.trimmed());
    });
    memory.fold(turn, {}, { { Utterance::Speaker::User, isChinese(m_wish) ? u"我喜欢喝茶。"_s : u"I like tea."_s } });
}

void EngineTest::noteFirst()
{
    if (!m_report.firstResultMs)
        m_report.firstResultMs = int(m_clock.elapsed());
}

void EngineTest::pass(const QString& detail)
{
    if (m_over)
        return;
    m_report.ok = true;
    m_report.detail = detail.left(maxDetail);
    if (m_call)
        m_call->firstResult();
    end();
}

void EngineTest::fail(const Error& error)
{
    if (m_over)
        return;
    m_report.error = redacted(error.text);
    m_report.repair = repairFor(error.code);
    if (m_call)
        m_call->failed(error);
    end();
}

void EngineTest::end()
{
    m_over = true;
    m_limit.stop();
    m_call.reset();
    m_report.totalMs = int(m_clock.elapsed());
    emit finished(m_report);
}

}

#include "moc_enginetest.cpp"
