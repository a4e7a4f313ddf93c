// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/multipart.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxBoundary = 70; // RFC 2046
constexpr qsizetype maxPartHead = 4096;

Error unreadable()
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", "The body is not a form with its parts.") };
}

QByteArray boundaryOf(const QByteArray& contentType)
{
    static const QRegularExpression pattern(
        u"^multipart/form-data\\s*;.*\\bboundary=(?:\"([^\"]+)\"|([^\\s;]+))"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(QString::fromLatin1(contentType));
    const QByteArray boundary = (match.captured(1) + match.captured(2)).toLatin1();
    return boundary.size() <= maxBoundary ? boundary : QByteArray();
}

QByteArray nameOf(const QByteArray& head)
{
    static const QRegularExpression pattern(
        u"content-disposition:[^\\r\\n]*[;\\s]name=\"?([^\";\\r\\n]*)"_s, QRegularExpression::CaseInsensitiveOption);
    return pattern.match(QString::fromUtf8(head)).captured(1).toUtf8();
}

}

Result<QVector<FormPart>> formParts(const QByteArray& contentType, const QByteArray& body)
{
    const QByteArray boundary = boundaryOf(contentType);
    if (boundary.isEmpty())
        return unreadable();
    const QByteArray delimiter = "\r\n--" + boundary;
    qsizetype at = body.startsWith("--" + boundary) ? boundary.size() + 2 : -1;
    if (at < 0) { // a preamble
        at = body.indexOf(delimiter);
        at = at < 0 ? -1 : at + delimiter.size();
    }
    QVector<FormPart> parts;
    while (at >= 0 && body.mid(at, 2) != "--") {
        const qsizetype head = body.indexOf("\r\n", at);
        const qsizetype content = head < 0 ? -1 : body.indexOf("\r\n\r\n", head);
        const qsizetype end = content < 0 ? -1 : body.indexOf(delimiter, content + 2); // an empty part shares a line end
        if (end < 0 || content - head > maxPartHead || parts.size() >= maxFormParts)
            return unreadable();
        parts.append({ nameOf(body.mid(head, content - head)), body.mid(content + 4, std::max<qsizetype>(0, end - content - 4)) });
        at = end + delimiter.size();
    }
    if (at < 0)
        return unreadable();
    return parts;
}

}
