// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/datadirectory.h"
#include "daemon/events.h"
#include "daemon/verbs.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr std::chrono::milliseconds answerLimit { 10000 };

void complain(const QString& sentence)
{
    std::fprintf(stderr, "mynad devices: %s\n", qPrintable(sentence));
}

// The running server's admin address and token, from the file only its owner can read.
QJsonObject adminFile(const QString& dataDir)
{
    QFile file(QDir(dataDir).filePath(u"admin.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

void printPending(const QJsonArray& rows, const Events& events)
{
    for (const auto& row : rows) {
        const QJsonObject pending = row.toObject();
        events.emitEvent(u"pending"_s, pending,
            u"%1  asks to join with code %2  %3"_s.arg(
                pending["device"_L1].toString(), pending["code"_L1].toString(), pending["board"_L1].toString()));
    }
}

void printDevices(const QJsonArray& rows, const Events& events)
{
    for (const auto& row : rows) {
        const QJsonObject device = row.toObject();
        events.emitEvent(u"row"_s, device,
            u"%1  %2  %3"_s.arg(device["device"_L1].toString(), device["state"_L1].toString(), device["name"_L1].toString()));
    }
}

int report(QNetworkReply& reply, const QString& verb, const Events& events)
{
    const QJsonObject answer = QJsonDocument::fromJson(reply.readAll()).object();
    if (reply.error() != QNetworkReply::NoError && answer.isEmpty()) {
        complain(u"No running server answers at %1 (%2)."_s.arg(reply.url().toString(), reply.errorString()));
        return NetworkTrouble;
    }
    if (!answer["success"_L1].toBool()) {
        complain(answer["error"_L1].toString());
        return Failed;
    }
    if (verb == u"list"_s) {
        const QJsonObject data = answer["data"_L1].toObject();
        printPending(data["pending"_L1].toArray(), events);
        printDevices(data["devices"_L1].toArray(), events);
    }
    if (verb != u"list"_s)
        events.emitEvent(u"done"_s, { { u"action"_s, verb } }, u"Done."_s);
    return Done;
}

}

int devices(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Acts on a running server of this computer."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"action"_s, u"list | approve CODE | refuse CODE | revoke DEVICE"_s);
    parser.addOptions({
        { u"data"_s, u"The server's folder."_s, u"DIR"_s },
        { u"admin"_s, u"The server's admin address."_s, u"URL"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    const bool parsed = parser.parse(arguments);
    const QString action = parser.positionalArguments().value(0);
    const QString object = parser.positionalArguments().value(1);
    static const QHash<QString, QString> fields { { u"approve"_s, u"code"_s }, { u"refuse"_s, u"code"_s }, { u"revoke"_s, u"device"_s } };
    if (parsed && parser.isSet(u"help"_s)) {
        std::fputs(qPrintable(helpOf(parser, u"devices"_s)), stdout);
        return Done;
    }
    if (!parsed || (action != u"list"_s && (!fields.contains(action) || object.isEmpty()))) {
        complain(parsed ? u"say list, approve CODE, refuse CODE or revoke DEVICE."_s : parser.errorText());
        return Usage;
    }
    const QJsonObject admin = adminFile(client::dataDirectory(parser.value(u"data"_s)));
    QString base = parser.isSet(u"admin"_s) ? parser.value(u"admin"_s) : admin["url"_L1].toString();
    if (base.isEmpty()) {
        complain(u"No server runs from this folder. Start one with: mynad serve"_s);
        return NetworkTrouble;
    }
    while (base.endsWith(u'/'))
        base.chop(1);

    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    network.setTransferTimeout(int(answerLimit.count()));
    QNetworkRequest request(QUrl(base + (action == u"list"_s ? u"/devices"_s : u"/"_s + action)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setRawHeader("Authorization", "Bearer " + admin["token"_L1].toString().toUtf8());
    QNetworkReply* reply = action == u"list"_s
        ? network.get(request)
        : network.post(request, QJsonDocument(QJsonObject { { fields[action], object } }).toJson(QJsonDocument::Compact));
    const Events events(parser.isSet(u"json"_s));
    QObject::connect(
        reply, &QNetworkReply::finished, qApp, [reply, action, &events] { QCoreApplication::exit(report(*reply, action, events)); });
    return QCoreApplication::exec();
}

}
