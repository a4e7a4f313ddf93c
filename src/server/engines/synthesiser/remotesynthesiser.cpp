// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/remotesynthesiser.h"

#include "base/invoke.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

bool isPause(QChar c)
{
    return c.isSpace() || u",.;:!?，。；：！？、…"_s.contains(c);
}

bool hasWords(const QString& text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
}

}

QStringList speakableParts(const QString& text, qsizetype longest)
{
    QStringList parts;
    QString rest = text.simplified().left(RemoteSynthesiser::maxCharacters);
    while (!rest.isEmpty()) {
        qsizetype cut = std::min(rest.size(), longest);
        if (cut < rest.size()) {
            qsizetype pause = cut;
            while (pause > cut / 2 && !isPause(rest[pause - 1]))
                --pause;
            if (pause > cut / 2)
                cut = pause;
            else if (cut > 1 && rest[cut - 1].isHighSurrogate())
                --cut;
        }
        if (const QString part = rest.left(cut).trimmed(); hasWords(part))
            parts.append(part);
        rest.remove(0, cut);
    }
    return parts;
}

RemoteSynthesiser::RemoteSynthesiser(VoiceMaker maker, qsizetype longest, RestWish restWished, std::optional<Error> wrong, QObject* parent)
    : Synthesiser(parent)
    , m_maker(std::move(maker))
    , m_longest(longest)
    , m_restWished(std::move(restWished))
    , m_wrong(std::move(wrong))
{
}

RemoteSynthesiser::~RemoteSynthesiser() = default;

void RemoteSynthesiser::speak(TurnId turn, const QString& sentence)
{
    if (m_jobs.size() >= maxSentences) {
        onThreadOf(this, [this, turn] { emit failed(turn, { Error::Code::Invalid, tr("The answer is too long to be spoken.") }); });
        return;
    }
    m_jobs.enqueue({ turn, speakableParts(sentence, m_longest) });
    if (m_jobs.size() == 1)
        askNext();
}

void RemoteSynthesiser::cancel(TurnId turn)
{
    const bool isSpoken = !m_jobs.isEmpty() && m_jobs.head().turn == turn;
    m_jobs.removeIf([turn](const Job& job) { return job.turn == turn; });
    if (isSpoken)
        askNext();
}

void RemoteSynthesiser::askNext()
{
    m_call.reset();
    const quint64 step = ++m_step;
    if (m_jobs.isEmpty())
        return;
    if (m_wrong || m_jobs.head().parts.isEmpty()) {
        onThreadOf(this, [this, step] {
            if (step == m_step)
                end(m_wrong);
        });
        return;
    }
    m_call = m_maker(m_jobs.head().parts.takeFirst());
    connect(m_call.get(), &VoiceCall::sound, this, [this](const codec::PcmFrame& piece) { emit audio(m_jobs.head().turn, piece); });
    connect(m_call.get(), &VoiceCall::finished, this, [this] {
        if (m_jobs.head().parts.isEmpty())
            end({});
        else
            askNext();
    });
    connect(m_call.get(), &VoiceCall::failed, this, [this](const HttpFailure& failure) {
        if (failure.retryAfter && m_restWished)
            m_restWished(*failure.retryAfter);
        end(failure.error);
    });
}

void RemoteSynthesiser::end(const std::optional<Error>& error)
{
    const TurnId turn = m_jobs.dequeue().turn;
    askNext();
    if (error)
        emit failed(turn, *error);
    else
        emit spoken(turn);
}

}

#include "moc_remotesynthesiser.cpp"
