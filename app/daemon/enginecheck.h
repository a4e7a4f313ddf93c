// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/checkup.h"
#include "server/engines/enginetest.h"
#include "server/localserver.h"

namespace myna::daemon {

// Tests several engines of one configuration at once.
class EngineRound final : public QObject
{
    Q_OBJECT

public:
    // `only`: "KIND/NAME", tested although it is not selected; empty: all that are selected.
    EngineRound(const server::ServerOptions& options, QString only, std::chrono::milliseconds limit, QObject* parent = nullptr);
    ~EngineRound() override;

    void start(); // signals come later

signals:
    void tested(const myna::server::EngineRow& row, const myna::server::EngineTestReport& report);
    void finished(int tests);

private:
    void test(const server::EngineRow& row);

    std::unique_ptr<server::EngineRegistry> m_registry; // outlives what it makes
    QString m_only;
    QString m_language;
    std::chrono::milliseconds m_limit;
    int m_tests = 0;
    int m_open = 0;
};

QString engineLabel(const server::EngineRow& row); // "LLM/DeepSeekLLM"

// Puts a real question to each selected engine.
void lookAtEngines(const server::ServerOptions& options, QObject* context, const Check::Answer& answer);

}
