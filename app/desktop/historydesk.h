// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "client/devicedesk.h"
#include "history/turncollector.h"
#include "history/turnhistory.h"
#include "settings/settingsstore.h"
#include "viewmodels/historychoices.h"
#include "viewmodels/historyviewmodel.h"
#include "viewmodels/talkviewmodel.h"

#include <QDate>
#include <QObject>

#include <functional>

namespace myna::desktop {

// Has what is said collected and kept while the user wants that, deletes what is older than the user wants, and owns the view model that
// shows it. Main thread.
class HistoryDesk final : public QObject
{
    Q_OBJECT

public:
    using ServerName = std::function<QString()>; // of the server that is talked to now

    HistoryDesk(settings::SettingsStore& settings, const QString& folder, ServerName serverName, QObject* parent = nullptr);

    [[nodiscard]] viewmodels::HistoryChoices& choices() { return m_choices; }
    [[nodiscard]] viewmodels::HistoryViewModel& viewModel() { return m_viewModel; }
    void join(client::ClientCore& core, client::DeviceDesk& desk, viewmodels::TalkViewModel& talk); // once, when the line is ready
    void expectOwnWords(const QString& text) { m_collector.expectOwnWords(text); } // said to the server by the program, not by the user
    void stop(); // what was said last is written, then stopped()

signals:
    void stopped();

private:
    void followState(session::State state);
    void keep(const history::Turn& turn);
    void deleteOld();

    viewmodels::HistoryChoices m_choices;
    history::TurnHistory m_history;
    history::TurnCollector m_collector;
    viewmodels::HistoryViewModel m_viewModel;
    ServerName m_serverName;
    session::State m_state = session::State::Idle;
    QDate m_cleaned; // when old ones were deleted last
};

}
