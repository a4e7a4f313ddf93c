// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/adminconfig.h"

#include "server/config/yamltree.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype bodyLimit = 2 * maxConfigBytes; // a text as a JSON string is longer

void tell(const ConfigChange& change, const AdminReply& reply)
{
    switch (change.outcome) {
    case ConfigChange::Outcome::Applied:
        reply.done(QJsonObject { { u"revision"_s, change.revision }, { u"changed"_s, QJsonArray::fromStringList(change.changed) },
            { u"findings"_s, toJson(change.findings) } });
        return;
    case ConfigChange::Outcome::Stale:
        reply.fail(409, "conflict"_L1, change.text, QJsonObject { { u"revision"_s, change.revision } });
        return;
    case ConfigChange::Outcome::Invalid:
        reply.fail(422, "invalid_config"_L1, change.text,
            QJsonObject { { u"revision"_s, change.revision }, { u"findings"_s, toJson(change.findings) } });
        return;
    case ConfigChange::Outcome::Failed:
        reply.fail(500, "not_written"_L1, change.text);
        return;
    }
}

QJsonArray listed(const ConfigRevisions& revisions)
{
    QJsonArray list;
    for (const ConfigRevision& revision : revisions.list()) {
        list.append(QJsonObject {
            { u"revision"_s, revision.revision }, { u"time"_s, revision.time.toString(Qt::ISODateWithMs) }, { u"by"_s, revision.by } });
    }
    return list;
}

void replace(ConfigDesk& config, const QJsonObject& body, const AdminReply& reply)
{
    if (!body["text"_L1].isString())
        reply.fail(missingField(u"text"_s));
    else if (!body["base_revision"_L1].isDouble())
        reply.fail(missingField(u"base_revision"_s));
    else
        config.withSecretsOf(body["text"_L1].toString().toUtf8(), [c = &config, body, reply] {
            tell(c->replace(body["text"_L1].toString().toUtf8(), body["base_revision"_L1].toInt(-1), u"administration"_s), reply);
        });
}

void rollBack(ConfigDesk& config, const QJsonObject& body, const AdminReply& reply)
{
    const int revision = body["revision"_L1].toInt();
    if (revision <= 0)
        reply.fail(missingField(u"revision"_s));
    else if (const auto former = config.revisions().read(revision); !former)
        reply.fail(former.error());
    else
        config.withSecretsOf(
            former->text, [c = &config, revision, reply] { tell(c->rollback(revision, u"rollback to %1"_s.arg(revision)), reply); });
}

}

void addConfigRoutes(AdminDesk& desk, ConfigDesk& config)
{
    ConfigDesk* const c = &config;
    desk.route("GET", u"/admin/config"_s,
        [c](const http::Request&, const QJsonObject&) -> Result<QJsonValue> { return QJsonValue(c->describe()); });
    desk.route("GET", u"/admin/config/revisions"_s,
        [c](const http::Request&, const QJsonObject&) -> Result<QJsonValue> { return QJsonValue(listed(c->revisions())); });
    desk.routeLater(
        "POST", u"/admin/config/check"_s,
        [c](const http::Request&, const QJsonObject& body, const AdminReply& reply) {
            if (!body["text"_L1].isString()) {
                reply.fail(missingField(u"text"_s));
                return;
            }
            const QByteArray text = body["text"_L1].toString().toUtf8();
            c->withSecretsOf(text, [c, text, reply] { reply.done(c->check(text)); });
        },
        bodyLimit);
    desk.routeLater(
        "PUT", u"/admin/config"_s,
        [c](const http::Request&, const QJsonObject& body, const AdminReply& reply) { replace(*c, body, reply); }, bodyLimit);
    desk.routeLater("POST", u"/admin/config/rollback"_s,
        [c](const http::Request&, const QJsonObject& body, const AdminReply& reply) { rollBack(*c, body, reply); });
}

}
