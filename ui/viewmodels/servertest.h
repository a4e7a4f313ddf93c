// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/servercard.h"

#include <QCoreApplication>

#include <optional>

namespace myna::viewmodels {

// A connection test of one server, from its beginning to its verdict, and how a card shows it.
class ServerTest
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::ServerTest)

public:
    ServerTest() = default; // of no server
    explicit ServerTest(const QString& server);

    [[nodiscard]] bool isOf(const QString& server) const { return !m_server.isEmpty() && server == m_server; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] const std::optional<servers::ProbeReport>& report() const { return m_report; }

    // Each false when it does not run any more: nothing has changed.
    bool note(const servers::ProbeReport& report);
    bool end(const servers::ProbeReport& report);
    bool refuse(const QString& reason); // it could not begin

    void show(ServerCard& card) const;

private:
    void showVerdict(ServerCard& card) const;

    QString m_server;
    bool m_running = false;
    std::optional<servers::ProbeReport> m_report;
    QString m_refused;
};

}
