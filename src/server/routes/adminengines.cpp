// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/adminengines.h"

#include "base/enumtable.h"
#include "server/engines/engineplan.h"
#include "server/engines/enginetest.h"
#include "server/turnreportjson.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr auto stateNames = std::to_array<Word<EngineState>>({
    { EngineState::Ready, QLatin1String("ready") },
    { EngineState::Resting, QLatin1String("resting") },
    { EngineState::Failed, QLatin1String("failed") },
    { EngineState::Unknown, QLatin1String("unknown") },
});

QJsonValue numberOrNull(const std::optional<int>& number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

void testEngine(EngineRegistry& engines, QObject* context, const http::Request& request, const QJsonObject& body, const AdminReply& reply)
{
    const auto kind = engineKindOf(request.captured.value(0));
    const QString name = request.captured.value(1);
    if (!kind || !engines.health(*kind, name)) {
        reply.fail({ Error::Code::NotFound,
            QCoreApplication::translate("myna", "There is no engine called “%1”.").arg(request.captured.value(0) + u'/' + name) });
        return;
    }
    if (context->findChildren<EngineTest*>(QString(), Qt::FindDirectChildrenOnly).size() >= maxEngineTests) {
        reply.fail(429, "rate_limited"_L1, QCoreApplication::translate("myna", "Other engines are being tested. Wait for their results."));
        return;
    }
    auto* test
        = new EngineTest(engines, *kind, name, { .language = body["language"_L1].toString(u"en"_s) }, EngineTest::standardLimit, context);
    QObject::connect(test, &EngineTest::finished, context, [test, reply](const EngineTestReport& report) {
        reply.done(toJson(report));
        test->deleteLater();
    });
    test->start();
}

}

std::optional<EngineKind> engineKindOf(QStringView name)
{
    for (const EngineKind kind : engineKinds) {
        if (name.compare(nameOf(kind), Qt::CaseInsensitive) == 0)
            return kind;
    }
    return std::nullopt;
}

QJsonObject toJson(const EngineRow& row)
{
    const EngineFigures& figures = row.figures;
    return { { u"kind"_s, QString(nameOf(row.kind)) }, { u"name"_s, row.name }, { u"type"_s, row.type }, { u"selected"_s, row.selected },
        { u"state"_s, QString(wordOf(stateNames, figures.state)) }, { u"last_error"_s, figures.lastError },
        { u"first_result_ms"_s,
            QJsonObject { { u"last"_s, numberOrNull(figures.lastMs) }, { u"p50"_s, numberOrNull(figures.p50Ms) },
                { u"p95"_s, numberOrNull(figures.p95Ms) } } },
        { u"calls"_s, figures.calls }, { u"failures"_s, figures.failures } };
}

void addEngineRoutes(AdminDesk& desk, EngineRegistry& engines, QObject* context)
{
    EngineRegistry* const registry = &engines;
    desk.route("GET", u"/admin/engines"_s, [registry](const http::Request&, const QJsonObject&) -> Result<QJsonValue> {
        QJsonArray rows;
        for (const EngineRow& row : registry->rows())
            rows.append(toJson(row));
        return QJsonValue(rows);
    });
    desk.routeLater("POST", u"/admin/engines/{}/{}/test"_s,
        [registry, context](const http::Request& request, const QJsonObject& body, const AdminReply& reply) {
            testEngine(*registry, context, request, body, reply);
        });
}

}
