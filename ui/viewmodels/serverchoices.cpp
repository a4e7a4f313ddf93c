// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverchoices.h"

#include "servers/profilestore.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

constexpr auto usualPath = "/xiaozhi/ota/"_L1; // of every server of this family

// "example.org", "192.168.1.5:8003/xiaozhi/ota/": a host, perhaps a port, and no scheme. "mailto:x" is not one.
bool looksLikeHost(const QString& text)
{
    static const QRegularExpression host(uR"(^(\[[0-9a-fA-F:]+\]|[^\s/:?#@]+)(:\d+)?([/?#].*)?$)"_s);
    return host.match(text).hasMatch();
}

}

pairing::ServerChoice ServerChoices::thisComputer()
{
    return servers::localProfile();
}

pairing::ServerChoice ServerChoices::official()
{
    return servers::officialProfile();
}

pairing::ServerChoice ServerChoices::own(const QUrl& otaUrl)
{
    return { u"own"_s, otaUrl };
}

Result<QUrl> ServerChoices::judge(const QString& typed)
{
    const auto refuse = [](const QString& text) { return Result<QUrl>(Error { Error::Code::Invalid, text }); };
    QString text = typed.trimmed();
    if (text.isEmpty())
        return refuse(tr("Type the address your server shows, for example http://192.168.1.5:8003/xiaozhi/ota/."));
    if (text.contains(QRegularExpression(u"\\s"_s)))
        return refuse(tr("An address has no spaces in it."));
    if (!text.contains("://"_L1) && looksLikeHost(text))
        text.prepend("http://"_L1);
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return refuse(tr("This is not a complete address. It looks like http://192.168.1.5:8003/xiaozhi/ota/."));
    if (url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1)
        return refuse(tr("This is the address for conversations. Pairing needs the OTA address, which begins with http:// or https://."));
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return refuse(tr("The address has to begin with http:// or https://."));
    if (url.host().isEmpty())
        return refuse(tr("The address has no host name in it."));
    if (url.port() == 0)
        return refuse(tr("The port has to be a number from 1 to 65535."));
    if (!url.userName().isEmpty() || !url.password().isEmpty())
        return refuse(tr("A name or password does not belong into the address."));
    url.setFragment(QString());
    if (url.path().isEmpty() || url.path() == "/"_L1)
        url.setPath(QString(usualPath));
    return url;
}

Result<QUrl> ServerChoices::judgeVoice(const QString& typed)
{
    const QUrl url(typed.trimmed(), QUrl::StrictMode);
    const bool usable = url.isValid() && (url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1) && !url.host().isEmpty() && url.port() != 0;
    if (!usable)
        return Error { Error::Code::Invalid, tr("This is not a complete address. It looks like ws://192.168.1.5:8000/xiaozhi/v1/.") };
    if (!url.userInfo().isEmpty())
        return Error { Error::Code::Invalid, tr("A name or password does not belong into the address.") };
    return url.adjusted(QUrl::RemoveFragment);
}

}
