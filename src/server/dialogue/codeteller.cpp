// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/codeteller.h"

#include "server/dialogue/persona.h"
#include "server/engines/clips/clips.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

CodeTeller::CodeTeller(const DeviceFacts& facts, const DialogueTiming& timing, Dialogue& dialogue, QObject* parent)
    : QObject(parent)
    , m_code(facts.activationCode)
    , m_language(plainLanguage(facts.persona.language))
    , m_pushFirst(facts.pushBinding)
    , m_dialogue(dialogue)
{
    m_again.setInterval(timing.codeEvery);
    connect(&m_again, &QTimer::timeout, this, &CodeTeller::speak);
    m_validity.setSingleShot(true);
    m_validity.setInterval(timing.pushedCode);
    connect(&m_validity, &QTimer::timeout, this, [this] {
        const QString words = QCoreApplication::translate("myna", "The code was not approved in time. Connect again to get a new one.");
        tell({ protocol::BindState::Expired, {}, {}, words });
        emit expired(words);
    });
}

void CodeTeller::start()
{
    if (m_pushes) // whoever asked for it shows the code; it need not be spoken as well
        return;
    if (m_pushFirst)
        push();
    m_again.start();
    speak();
}

void CodeTeller::push()
{
    if (!std::exchange(m_pushes, true)) {
        m_validity.start();
        emit pushed();
    }
    emit messageReady(protocol::Verify { m_code,
        QCoreApplication::translate("myna", "Approve this code in Myna on your computer:\n%1").arg(m_code).simplified(),
        // A coarse timer may have a little more left than it was given.
        int(std::chrono::ceil<std::chrono::seconds>(std::min(m_validity.remainingTimeAsDuration(), m_validity.intervalAsDuration()))
                .count()) });
}

bool CodeTeller::tell(const protocol::BindStatus& status)
{
    if (m_pushes)
        emit messageReady(status);
    return m_pushes;
}

void CodeTeller::stop()
{
    m_again.stop();
    m_validity.stop();
}

// In clips: whoever is not bound uses no engine.
void CodeTeller::speak()
{
    if (m_dialogue.isBusy())
        return;
    QStringList digits;
    QVector<QByteArray> packets = clipPackets(Clip::EnterCode, m_language);
    for (const QChar c : std::as_const(m_code)) {
        digits += c;
        if (c.digitValue() >= 0)
            packets += clipPackets(Clip(int(Clip::Digit0) + c.digitValue()), m_language);
    }
    const QString words = clipText(Clip::EnterCode, m_language) + u' ' + digits.join(m_language == "zh"_L1 ? u"，"_s : u", "_s);
    emit messageReady(protocol::Stt { words });
    m_dialogue.say({ words, u"neutral"_s, packets, false });
}

}

#include "moc_codeteller.cpp"
