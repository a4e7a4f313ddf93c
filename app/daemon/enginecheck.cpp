// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/enginecheck.h"

#include "base/invoke.h"
#include "server/turnreportjson.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {
constexpr std::chrono::seconds doctorLimit { 15 }; // less than the doctor has for the whole check
}

QString engineLabel(const server::EngineRow& row)
{
    return QString(server::nameOf(row.kind)) + u'/' + row.name;
}

EngineRound::EngineRound(const server::ServerOptions& options, QString only, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_registry(server::makeConfiguredEngines(options.config))
    , m_only(std::move(only))
    , m_language(options.language)
    , m_limit(limit)
{
}

EngineRound::~EngineRound()
{
    qDeleteAll(findChildren<server::EngineTest*>(QString(), Qt::FindDirectChildrenOnly)); // before what made their engines
}

void EngineRound::start()
{
    for (const server::EngineRow& row : m_registry->rows()) {
        const bool wanted = m_only.isEmpty() ? row.selected > 0 : engineLabel(row).compare(m_only, Qt::CaseInsensitive) == 0;
        if (wanted && row.canBeTested)
            test(row);
    }
    if (m_tests == 0)
        onThreadOf(this, [this] { emit finished(0); });
}

void EngineRound::test(const server::EngineRow& row)
{
    ++m_tests;
    ++m_open;
    auto* test = new server::EngineTest(*m_registry, row.kind, row.name, { .language = m_language }, m_limit, this);
    connect(test, &server::EngineTest::finished, this, [this, row](const server::EngineTestReport& report) {
        emit tested(row, report);
        if (--m_open == 0)
            emit finished(m_tests);
    });
    test->start();
}

void lookAtEngines(const server::ServerOptions& options, QObject* context, const Check::Answer& answer)
{
    auto* round = new EngineRound(options, {}, doctorLimit, context);
    const auto findings = std::make_shared<QVector<Finding>>();
    for (const server::EngineFinding& wrong : server::wrongEngines(options.config))
        findings->append({ u"engines"_s, Finding::Level::Error, wrong.key + u": "_s + wrong.text, u"Mend the configuration."_s });
    QObject::connect(
        round, &EngineRound::tested, context, [findings](const server::EngineRow& row, const server::EngineTestReport& report) {
            const QString label = engineLabel(row);
            if (report.ok) {
                findings->append(
                    { u"engines"_s, Finding::Level::Ok, u"%1: %2 (%3 ms)."_s.arg(label, report.detail).arg(report.totalMs), {} });
            } else { // without its chain's first, a conversation goes on with the next
                findings->append({ u"engines"_s, row.selected == 1 ? Finding::Level::Error : Finding::Level::Warning,
                    label + u": "_s + report.error, report.repair });
            }
        });
    QObject::connect(round, &EngineRound::finished, context, [findings, answer] { answer(*findings); });
    round->start();
}

}

#include "moc_enginecheck.cpp"
