// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/request.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace myna::http {

using namespace Qt::Literals::StringLiterals;

QByteArray Request::header(QLatin1String name) const
{
    for (const Header& header : headers) {
        if (header.name.compare(name.data(), Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

QString Request::headerOrQuery(QLatin1String header, QLatin1String item) const
{
    const QByteArray value = this->header(header);
    return value.isEmpty() ? query.queryItemValue(item, QUrl::FullyDecoded) : QString::fromUtf8(value);
}

bool Request::fromThisComputer() const
{
    bool isV4 = false;
    const QHostAddress v4(peer.toIPv4Address(&isV4));
    return (isV4 ? v4 : peer).isLoopback() || (!peer.isNull() && peer.isEqual(local));
}

Response textResponse(const QString& text, int status)
{
    Response response;
    response.status = status;
    response.body = text.toUtf8();
    return response;
}

Response jsonResponse(const QJsonObject& object, int status)
{
    Response response;
    response.status = status;
    response.contentType = QByteArrayLiteral("application/json");
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

Response errorResponse(int status, QLatin1String code, const QString& text)
{
    return jsonResponse({ { u"success"_s, false }, { u"error"_s, text }, { u"error_code"_s, QString(code) } }, status);
}

}
