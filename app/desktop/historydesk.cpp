// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/historydesk.h"

#include "protocol/emotions.h"
#include "viewmodels/toolcaption.h"

#include <utility>

namespace myna::desktop {

using history::TurnCollector;
using history::TurnHistory;
using session::State;
using session::VoiceSession;

HistoryDesk::HistoryDesk(settings::SettingsStore& settings, const QString& folder, ServerName serverName, QObject* parent)
    : QObject(parent)
    , m_choices(settings)
    , m_history(folder)
    , m_viewModel(m_history, m_choices)
    , m_serverName(std::move(serverName))
{
    connect(&m_collector, &TurnCollector::turnEnded, this, &HistoryDesk::keep);
    connect(&m_history, &TurnHistory::kept, this, &HistoryDesk::deleteOld);
    connect(&m_history, &TurnHistory::stopped, this, &HistoryDesk::stopped);
    connect(&m_choices, &viewmodels::HistoryChoices::keptDaysChanged, this, [this] {
        m_cleaned = {};
        deleteOld();
    });
    if (m_choices.isOn())
        m_history.open();
    deleteOld();
}

void HistoryDesk::join(client::ClientCore& core, client::DeviceDesk& desk, viewmodels::TalkViewModel& talk)
{
    VoiceSession* session = core.session();
    connect(&talk, &viewmodels::TalkViewModel::textEntered, this, [this](const QString& text) {
        m_collector.setServer(m_serverName());
        m_collector.typed(text);
    });
    connect(session, &VoiceSession::heard, this, [this](const QString& text) {
        m_collector.setServer(m_serverName());
        m_collector.heard(text);
    });
    connect(session, &VoiceSession::speechStarted, this, [this](TurnId turn) {
        m_collector.setServer(m_serverName());
        m_collector.speechStarted(turn);
    });
    connect(session, &VoiceSession::sentence, &m_collector, &TurnCollector::sentence);
    connect(session, &VoiceSession::emotionChanged, &m_collector,
        [this](const QString& emotion) { m_collector.emotionReceived(protocol::knownEmotion(emotion)); });
    connect(session, &VoiceSession::speechCancelled, &m_collector, &TurnCollector::speechCancelled);
    connect(session, &VoiceSession::turnFinished, &m_collector, &TurnCollector::turnFinished);
    connect(session, &VoiceSession::stateChanged, this, &HistoryDesk::followState);
    connect(&desk, &client::DeviceDesk::called, &m_collector, [this](const mcp::CallReport& report) {
        if (report.caller.asker == mcp::Asker::Server)
            m_collector.toolUsed({ viewmodels::toolCaption(report), report.failed });
    });
}

// A question that was thought about and then not answered, or that broke down with the link.
void HistoryDesk::followState(State state)
{
    const State before = std::exchange(m_state, state);
    if (state == State::Failed || (before == State::Thinking && state == State::Idle))
        m_collector.questionFailed();
}

void HistoryDesk::keep(const history::Turn& turn)
{
    if (m_choices.isOn())
        m_history.keep(turn);
}

// Once a day is often enough.
void HistoryDesk::deleteOld()
{
    const int days = m_choices.keptDays();
    const QDate today = QDate::currentDate();
    if (days <= 0 || m_cleaned == today)
        return;
    m_cleaned = today;
    m_history.ask<int>(
        this, [days](history::TurnStore& store) { return store.removeBefore(QDateTime::currentDateTimeUtc().addDays(-days)); },
        [this](const Result<int>& removed) {
            if (!removed)
                qWarning("%s", qPrintable(removed.error().text));
            else if (*removed > 0)
                m_viewModel.refresh();
        });
}

void HistoryDesk::stop()
{
    m_collector.flush();
    m_history.stop();
}

}

#include "moc_historydesk.cpp"
