// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"
#include "server/engines/synthesiser/voicecall.h"

#include <QQueue>
#include <QStringList>

#include <optional>

namespace myna::server {

// A service that speaks: one sentence after the other, each handed on while it arrives. Which service it is knows the maker of the calls.
class RemoteSynthesiser final : public Synthesiser
{
    Q_OBJECT

public:
    static constexpr qsizetype maxSentences = 64; // waiting, of one conversation
    static constexpr qsizetype maxCharacters = 2000; // of one sentence; the rest is not spoken

    // `longest`: characters the service takes at once. `wrong`: why this cannot work; every sentence then fails with it.
    RemoteSynthesiser(
        VoiceMaker maker, qsizetype longest, RestWish restWished = {}, std::optional<Error> wrong = {}, QObject* parent = nullptr);
    ~RemoteSynthesiser() override;

    void speak(TurnId turn, const QString& sentence) override;
    void cancel(TurnId turn) override;

private:
    struct Job
    {
        TurnId turn;
        QStringList parts; // not yet asked for
    };
    void askNext();
    void end(const std::optional<Error>& error);

    VoiceMaker m_maker;
    qsizetype m_longest;
    RestWish m_restWished;
    std::optional<Error> m_wrong;
    QQueue<Job> m_jobs; // the first is being spoken
    quint64 m_step = 0; // number of what is under way
    std::unique_ptr<VoiceCall> m_call;
};

// The text in parts of at most `longest` characters, cut at a pause where there is one. Empty: there is nothing to say in it.
QStringList speakableParts(const QString& text, qsizetype longest);

}
