// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/answers.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::control {

http::Response success(const QString& message, const QJsonObject& data)
{
    return http::jsonResponse({ { u"success"_s, true }, { u"message"_s, message }, { u"data"_s, data } });
}

http::Response failure(int status, QLatin1String code, const QString& message)
{
    return http::jsonResponse({ { u"success"_s, false }, { u"message"_s, message }, { u"error_code"_s, QString(code) } }, status);
}

Wish::Wish(const http::Request& request, const QStringList& knownFields)
{
    if (request.body.trimmed().isEmpty())
        return;
    // A web page cannot send this type elsewhere without being asked for permission first, which nobody gives it here.
    if (request.header("Content-Type"_L1).split(';').first().trimmed().toLower() != "application/json") {
        refuse(415, "not_json"_L1, QCoreApplication::translate("myna", "Send JSON, with the header Content-Type: application/json."));
        return;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (!document.isObject()) {
        refuse(400, "bad_request"_L1, QCoreApplication::translate("myna", "The body of the request is not a JSON object."));
        return;
    }
    m_fields = document.object();
    for (const QString& field : m_fields.keys()) {
        if (!knownFields.contains(field)) {
            refuse(400, "unknown_field"_L1,
                knownFields.isEmpty() ? QCoreApplication::translate("myna", "This request takes no fields, not \"%1\".").arg(field.left(40))
                                      : QCoreApplication::translate("myna", "This request knows the fields %1, not \"%2\".")
                                            .arg(knownFields.join(u", "_s), field.left(40)));
            return;
        }
    }
}

bool Wish::flag(const QString& field, bool otherwise)
{
    const QJsonValue value = m_fields.value(field);
    if (!value.isUndefined() && !value.isBool())
        refuse(400, "bad_field"_L1, QCoreApplication::translate("myna", "The field %1 takes true or false.").arg(field));
    return value.toBool(otherwise);
}

QString Wish::word(const QString& field, const QStringList& allowed, const QString& otherwise)
{
    const QJsonValue value = m_fields.value(field);
    if (value.isUndefined())
        return otherwise;
    if (!allowed.contains(value.toString())) {
        refuse(400, "bad_field"_L1, QCoreApplication::translate("myna", "The field %1 takes one of %2.").arg(field, allowed.join(u", "_s)));
        return otherwise;
    }
    return value.toString();
}

void Wish::refuse(int status, QLatin1String code, const QString& message)
{
    if (!m_refusal) // the first reason is told
        m_refusal = failure(status, code, message);
}

}
