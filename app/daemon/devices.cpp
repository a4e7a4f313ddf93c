// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/datadirectory.h"
#include "daemon/adminrequest.h"
#include "daemon/complaint.h"
#include "daemon/events.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <functional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

// The token of the folder is for the server of this folder, and for no other computer.
bool isOwn(const admin::AdminPlace& admin, const QUrl& url)
{
    return QHostAddress(url.host()).isLoopback() || url.host() == u"localhost" || url.host() == admin.url.host();
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

QString stateOf(const QJsonObject& device)
{
    const QString quarantine = device["quarantine"_L1].toString();
    return quarantine.isEmpty() ? device["state"_L1].toString() : u"in quarantine (%1)"_s.arg(quarantine);
}

void printDevices(const QJsonArray& rows, const Events& events)
{
    for (const auto& row : rows) {
        const QJsonObject device = row.toObject();
        events.emitEvent(
            u"row"_s, device, u"%1  %2  %3"_s.arg(device["device"_L1].toString(), stateOf(device), device["name"_L1].toString()));
    }
}

// What one of the verbs asks of the server.
struct Wish
{
    QByteArray method = QByteArrayLiteral("POST");
    QString path; // below the admin address; %1 is the first argument
    QString field; // of the body, with the second argument; empty: no body
    bool needsSecond = false;
};

const QHash<QString, Wish>& wishes()
{
    static const QHash<QString, Wish> table {
        { u"approve"_s, { .path = u"/activations/%1/approve"_s } },
        { u"refuse"_s, { .path = u"/activations/%1/refuse"_s } },
        { u"revoke"_s, { .path = u"/devices/%1/revoke"_s } },
        { u"quarantine"_s, { .path = u"/devices/%1/quarantine"_s, .field = u"reason"_s } },
        { u"release"_s, { .path = u"/devices/%1/release"_s } },
        { u"disconnect"_s, { .path = u"/devices/%1/disconnect"_s } },
        { u"forget"_s, { .path = u"/devices/%1/forget"_s } },
        { u"say"_s, { .path = u"/devices/%1/say"_s, .field = u"text"_s, .needsSecond = true } },
        { u"ask"_s, { .path = u"/devices/%1/ask"_s, .field = u"text"_s, .needsSecond = true } },
        { u"rename"_s, { .method = "PATCH", .path = u"/devices/%1"_s, .field = u"name"_s, .needsSecond = true } },
    };
    return table;
}

QString secondOf(const QStringList& words)
{
    return words.mid(2).join(u' ');
}

bool isKnown(const QStringList& words)
{
    const QString action = words.value(0);
    return action == u"list"_s
        || (wishes().contains(action) && !words.value(1).isEmpty() && (!wishes()[action].needsSecond || !secondOf(words).isEmpty()));
}

constexpr auto usage = "say list, approve CODE, refuse CODE, revoke DEVICE, quarantine DEVICE [REASON], release DEVICE, disconnect DEVICE, "
                       "forget DEVICE, say DEVICE TEXT, ask DEVICE TEXT or rename DEVICE NAME.";

// Talks with one server, one request after the other, and ends the program.
class Errand
{
public:
    Errand(QString base, admin::AdminPlace place, bool json)
        : m_base(std::move(base))
        , m_place(std::move(place))
        , m_events(json)
    {
    }

    void list()
    {
        ask("GET", u"/activations"_s, {}, [this](const QJsonValue& pending) {
            printPending(pending.toArray(), m_events);
            ask("GET", u"/devices"_s, {}, [this](const QJsonValue& devices) {
                printDevices(devices.toArray(), m_events);
                QCoreApplication::exit(Done);
            });
        });
    }

    void act(const QString& verb, const Wish& wish, const QString& object, const QString& second)
    {
        const QString path = wish.path.arg(QString::fromLatin1(QUrl::toPercentEncoding(object)));
        const QJsonObject body = wish.field.isEmpty() || second.isEmpty() ? QJsonObject() : QJsonObject { { wish.field, second } };
        ask(wish.method, path, body, [this, verb](const QJsonValue&) {
            m_events.emitEvent(u"done"_s, { { u"action"_s, verb } }, u"Done."_s);
            QCoreApplication::exit(Done);
        });
    }

private:
    void ask(const QByteArray& method, const QString& path, const QJsonObject& body, const std::function<void(const QJsonValue&)>& then)
    {
        QNetworkReply* const reply = askAdmin(m_network, m_place, method, QUrl(m_base + path, QUrl::StrictMode),
            body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact));
        QObject::connect(reply, &QNetworkReply::finished, qApp, [reply, then] {
            const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
            reply->deleteLater();
            if (answer["success"_L1].toBool()) {
                then(answer["data"_L1]);
                return;
            }
            const bool needsToken = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 401;
            complain(u"devices"_s,
                needsToken
                    ? u"The server wants its owner's token: name its folder with --data, or with --token-env a variable that holds it."_s
                    : answer.isEmpty() ? u"No running server answers at %1 (%2)."_s.arg(reply->url().toString(), reply->errorString())
                                       : answer["error"_L1].toString());
            QCoreApplication::exit(answer.isEmpty() ? NetworkTrouble : Failed);
        });
    }

    QString m_base;
    admin::AdminPlace m_place;
    Events m_events;
    QNetworkAccessManager m_network;
};

}

int devices(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Acts on a running server of this computer, or on another one whose owner gave a token."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"action"_s,
        u"list | approve CODE | refuse CODE | revoke DEVICE | quarantine DEVICE [REASON] | release DEVICE | disconnect DEVICE | "
        "forget DEVICE | say DEVICE TEXT | ask DEVICE TEXT | rename DEVICE NAME"_s);
    parser.addOptions({
        { u"data"_s, u"The server's folder."_s, u"DIR"_s },
        { u"admin"_s, u"The server's admin address."_s, u"URL"_s },
        { u"token-env"_s, u"Take the token from this environment variable instead of the folder."_s, u"NAME"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    if (const auto status = endedBy(parser, u"devices"_s, arguments, &isKnown, QString::fromLatin1(usage)))
        return *status;
    const QStringList words = parser.positionalArguments();
    const QString& action = words.constFirst();
    const admin::AdminPlace own = admin::readAdminFile(client::dataDirectory(parser.value(u"data"_s))).value_or(admin::AdminPlace());
    QString base = parser.isSet(u"admin"_s) ? parser.value(u"admin"_s) : own.url.toString();
    if (base.isEmpty()) {
        complain(u"devices"_s, u"No server runs from this folder. Start one with: mynad serve"_s);
        return NetworkTrouble;
    }
    while (base.endsWith(u'/'))
        base.chop(1);
    admin::AdminPlace place = isOwn(own, QUrl(base)) ? own : admin::AdminPlace();
    if (parser.isSet(u"token-env"_s))
        place.token = qgetenv(parser.value(u"token-env"_s).toLocal8Bit().constData());
    Errand errand(base, place, parser.isSet(u"json"_s));
    if (action == u"list"_s)
        errand.list();
    else
        errand.act(action, wishes()[action], words.value(1), secondOf(words));
    return QCoreApplication::exec();
}

}
