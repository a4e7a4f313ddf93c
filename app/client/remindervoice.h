// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "session/sessionmachine.h"
#include "tools/ringing.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace myna::client {

// Lets the assistant say what rings. A device cannot make a server speak: what every server of the protocol takes is a text as if it were
// typed, so it is asked to repeat the words, when nobody else speaks. A link that was closed in the silence is opened for it; without any
// since the program began, and none within the minute of the ringing, there is the sound alone. Lives on the main thread.
class ReminderVoice final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds first { 1500 }; // the sound goes before the words
        std::chrono::milliseconds listening { 4000 }; // so long a silent microphone is waited for
        std::chrono::milliseconds longest { 60000 }; // after which the words are old
    };

    ReminderVoice(tools::Ringing& ringing, std::function<QString()> language, QObject* parent = nullptr)
        : ReminderVoice(ringing, std::move(language), Timing {}, parent)
    {
    }
    ReminderVoice(tools::Ringing& ringing, std::function<QString()> language, Timing timing, QObject* parent = nullptr);

    // What fell due in a week without the program is seen; nobody listens to all of it.
    static constexpr qsizetype mostSaid = 5;

public slots:
    void sessionStateChanged(myna::session::State state);
    void linkChanged(bool connected);

signals:
    void asked(const QString& text); // tools::spokenRequest, to be sent as if it were typed

private:
    void rang(const tools::Ring& ring);
    void consider();

    tools::Ringing& m_ringing;
    std::function<QString()> m_language;
    Timing m_timing;
    struct Words
    {
        qint64 id = 0; // of the reminder
        QString text;
    };
    QVector<Words> m_words; // not said yet
    QDeadlineTimer m_tooLate;
    QTimer m_wait;
    session::State m_state = session::State::Idle;
    bool m_wasLinked = false; // since the program began
};

}
