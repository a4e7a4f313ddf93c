// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminplace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::admin {

namespace {

constexpr qint64 largestFile = 64 * 1024;
constexpr int usualPort = 8003;
constexpr qsizetype longestToken = 512;

// This computer, a home network, or a name that is only known in one.
bool isNear(const QString& host)
{
    const QHostAddress address(host);
    if (address.isNull())
        return !host.contains(u'.') || host.endsWith(".local"_L1) || host.endsWith(".lan"_L1) || host.endsWith(".home.arpa"_L1);
    static const auto near = std::to_array<const char*>({ "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
        "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10" });
    return std::any_of(
        near.begin(), near.end(), [&](const char* net) { return address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(net))); });
}

Error wrong(const QString& text)
{
    return { Error::Code::Invalid, text };
}

}

QString AdminPlace::name() const
{
    return url.port() > 0 ? u"%1:%2"_s.arg(url.host()).arg(url.port()) : url.host();
}

Result<AdminPlace> readAdminFile(const QString& folder)
{
    QFile file(QDir(folder).filePath(u"admin.json"_s));
    if (!file.exists())
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "No server is running here.") };
    if (!file.open(QIODevice::ReadOnly))
        return Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "The file %1 cannot be read: %2.")
                .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()) };
    const QJsonObject json = QJsonDocument::fromJson(file.read(largestFile)).object();
    AdminPlace place { QUrl(json["url"_L1].toString()), json["token"_L1].toString().toLatin1().left(longestToken),
        QByteArray::fromBase64(json["certificate"_L1].toString().toLatin1()) };
    if (!place.url.isValid() || place.url.host().isEmpty() || place.token.isEmpty())
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "No server is running here.") };
    return place;
}

Result<AdminPlace> typedPlace(const QString& address, const QString& token)
{
    const QString typed = address.trimmed();
    const QUrl url(typed.contains("://"_L1) ? typed : u"http://"_s + typed, QUrl::StrictMode);
    if (typed.isEmpty() || !url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https"))
        return wrong(QCoreApplication::translate("myna", "Type the address of the server, like desk.local:8003."));
    const QByteArray secret = token.trimmed().toLatin1();
    if (secret.isEmpty() || secret.size() > longestToken)
        return wrong(QCoreApplication::translate("myna", "Type the token that is set as server.admin_token on that computer."));
    AdminPlace place { {}, secret, {} };
    place.url.setScheme(url.scheme());
    place.url.setHost(url.host());
    if (url.port() > 0 || url.scheme() == u"http")
        place.url.setPort(url.port(usualPort));
    if (url.scheme() == u"http" && !isNear(url.host()))
        return wrong(QCoreApplication::translate(
            "myna", "Over the internet the token would be readable on the way. Use an address that begins with https://."));
    return place;
}

}
