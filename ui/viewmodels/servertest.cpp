// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/servertest.h"

#include "viewmodels/pairingtexts.h"

#include <QLocale>

namespace myna::viewmodels {

ServerTest::ServerTest(const QString& server)
    : m_server(server)
    , m_running(true)
{
}

bool ServerTest::note(const servers::ProbeReport& report)
{
    if (m_running)
        m_report = report;
    return m_running;
}

bool ServerTest::end(const servers::ProbeReport& report)
{
    const bool ended = note(report);
    m_running = false;
    return ended;
}

bool ServerTest::refuse(const QString& reason)
{
    if (!m_running)
        return false;
    m_running = false;
    m_refused = reason;
    return true;
}

void ServerTest::show(ServerCard& card) const
{
    card.testing = m_running;
    if (!m_refused.isEmpty()) {
        card.verdict = m_refused;
        card.verdictTone = Tone::Warning;
        return;
    }
    if (!m_report)
        return;
    for (const servers::ProbeLine& line : m_report->lines) {
        const QString time = line.elapsedMs >= 0 ? tr("%1 ms").arg(QLocale().toString(line.elapsedMs)) : QString();
        card.test.append({ servers::probeLineName(line), time, line.text, line.state });
    }
    if (!m_running)
        showVerdict(card);
}

void ServerTest::showVerdict(ServerCard& card) const
{
    qint64 whole = 0;
    QString failed;
    for (const servers::ProbeLine& line : m_report->lines) {
        whole += qMax<qint64>(0, line.elapsedMs);
        if (line.state == servers::ProbeState::Failed)
            failed = line.text;
    }
    if (!m_report->passed) {
        card.verdict = failed;
        card.verdictTone = Tone::Bad;
        card.repair = m_report->repair ? PairingTexts::repair(*m_report->repair) : QString();
    } else if (m_report->needsPairing) {
        card.verdict = tr("The server is well and waits for this computer to be paired.");
        card.verdictTone = Tone::Warning;
        card.repair = tr("Pair now");
    } else {
        card.verdict = tr("Everything works. The whole way took %1 ms.").arg(QLocale().toString(whole));
        card.verdictTone = Tone::Good;
    }
}

}
