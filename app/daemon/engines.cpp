// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/adminrequest.h"
#include "daemon/complaint.h"
#include "daemon/enginecheck.h"
#include "daemon/events.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "server/config/configloader.h"
#include "server/routes/adminengines.h"
#include "server/turnreportjson.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr std::chrono::seconds testLimit { 30 };

void printRow(const QJsonObject& row, const Events& events)
{
    const int place = row["selected"_L1].toInt();
    QString line = u"%1/%2  %3  %4"_s.arg(row["kind"_L1].toString(), row["name"_L1].toString(), row["type"_L1].toString(),
        place == 0 ? u"not selected"_s : u"selected as number %1"_s.arg(place));
    if (row["calls"_L1].toInt() > 0) {
        line += u"  %1, %2 of %3 calls failed"_s.arg(row["state"_L1].toString())
                    .arg(row["failures"_L1].toInt())
                    .arg(row["calls"_L1].toInt());
    }
    if (const QString error = row["last_error"_L1].toString(); !error.isEmpty())
        line += u"\n    "_s + error;
    events.emitEvent(u"engine"_s, row, line);
}

void listConfigured(const server::ServerOptions& options, const Events& events)
{
    for (const server::EngineFinding& wrong : server::wrongEngines(options.config))
        complain(u"engines"_s, wrong.key + u": "_s + wrong.text);
    for (const server::EngineRow& row : server::makeConfiguredEngines(options.config)->rows())
        printRow(server::toJson(row), events);
    QCoreApplication::exit(Done);
}

// How the engines of a running server do.
void listRunning(QNetworkAccessManager& network, const admin::AdminPlace& place, const Events& events)
{
    QString base = place.url.toString();
    while (base.endsWith(u'/'))
        base.chop(1);
    QNetworkReply* const reply = askAdmin(network, place, "GET", QUrl(base + u"/engines"_s));
    QObject::connect(reply, &QNetworkReply::finished, qApp, [reply, &events] {
        const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
        reply->deleteLater();
        if (!answer["success"_L1].toBool()) {
            complain(u"engines"_s,
                answer.isEmpty() ? u"The running server does not answer (%1)."_s.arg(reply->errorString()) : answer["error"_L1].toString());
            QCoreApplication::exit(answer.isEmpty() ? NetworkTrouble : Failed);
            return;
        }
        const auto rows = answer["data"_L1].toArray();
        for (const auto& row : rows)
            printRow(row.toObject(), events);
        QCoreApplication::exit(Done);
    });
}

void test(const server::ServerOptions& options, const QString& only, const Events& events)
{
    auto* round = new EngineRound(options, only, testLimit, qApp);
    auto failed = std::make_shared<bool>(false);
    QObject::connect(round, &EngineRound::tested, qApp, [&events, failed](const auto& row, const server::EngineTestReport& report) {
        *failed = *failed || !report.ok;
        QJsonObject fields = server::toJson(report);
        fields.insert(u"kind"_s, QString(server::nameOf(row.kind)));
        fields.insert(u"name"_s, row.name);
        const QString how = report.ok ? u"ok, first result after %1 ms, %2 ms in all: %3"_s.arg(report.firstResultMs.value_or(0))
                                            .arg(report.totalMs)
                                            .arg(report.detail)
                                      : u"failed after %1 ms: %2"_s.arg(report.totalMs).arg(report.error);
        events.emitEvent(
            u"test"_s, fields, engineLabel(row) + u"  "_s + how + (report.repair.isEmpty() ? QString() : u"\n    → "_s + report.repair));
    });
    QObject::connect(round, &EngineRound::finished, qApp, [failed, only](int tests) {
        if (tests == 0)
            complain(u"engines"_s, u"There is no engine “%1” that could be tested. See: mynad engines list"_s.arg(only));
        QCoreApplication::exit(tests == 0 ? Usage : *failed ? Failed : Done);
    });
    round->start();
}

}

int engines(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Lists the engines of the server, with how they do when it runs, or puts a real question to them."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"action"_s, u"list | test [KIND/NAME], for example test LLM/DeepSeekLLM"_s);
    parser.addOptions({
        { u"config"_s, u"The server's configuration file; with it, list does not ask a running server."_s, u"FILE"_s },
        { u"data"_s, u"The server's folder."_s, u"DIR"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    const auto fits
        = [](const QStringList& words) { return words == QStringList { u"list"_s } || (words.value(0) == u"test"_s && words.size() <= 2); };
    if (const auto status = endedBy(parser, u"engines"_s, arguments, fits, u"say list, test or test KIND/NAME."_s))
        return *status;
    const QStringList words = parser.positionalArguments();
    const bool lists = words.constFirst() == u"list"_s;
    const Events events(parser.isSet(u"json"_s));
    QNetworkAccessManager network;
    const server::ServerOptions options = serverOptions(parser);
    const auto running = admin::readAdminFile(options.dataDir);
    if (lists && running && !parser.isSet(u"config"_s)) {
        listRunning(network, running.value(), events);
        return QCoreApplication::exec();
    }
    QMetaObject::invokeMethod(
        qApp,
        [&] {
            server::loadConfig(options, qApp, [&, only = words.value(1)](const Result<server::LoadedConfig>& loaded) {
                if (!loaded) {
                    complain(u"engines"_s, loaded.error().text);
                    QCoreApplication::exit(Usage);
                    return;
                }
                if (lists)
                    listConfigured(loaded->options, events);
                else
                    test(loaded->options, only, events);
            });
        },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}
