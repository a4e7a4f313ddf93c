// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/webpagefamily.h"

#include <QDesktopServices>
#include <QGuiApplication>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr qsizetype maxAddress = 2048;

}

Result<QUrl> webAddress(const QString& text)
{
    const auto wrong = [](const QString& why) { return Error { Error::Code::Invalid, why }; };
    const QString trimmed = text.trimmed();
    if (trimmed.size() > maxAddress)
        return wrong(u"The address is too long."_s);
    // People say names, not schemes: "example.org/news" is a page. A colon before the first slash is a scheme or a port.
    const bool hasScheme = trimmed.contains("://"_L1) || trimmed.section(u'/', 0, 0).contains(u':');
    const QUrl url(hasScheme ? trimmed : u"https://"_s + trimmed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return wrong(u"This is not the address of a web page: %1"_s.arg(trimmed.left(200)));
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return wrong(u"Only web pages can be opened: the address must begin with https:// or http://."_s);
    // "https://bank.example@evil.example" shows one name and goes to another.
    if (!url.userInfo().isEmpty())
        return wrong(u"An address with a user name in it is not opened."_s);
    return url;
}

WebPageFamily::WebPageFamily(Opener open, QObject* parent)
    : ToolFamily(parent)
    , m_open(std::move(open))
{
}

std::vector<mcp::Tool> WebPageFamily::tools()
{
    if (!m_open)
        return {};
    return { { .spec = { .name = u"self.browser.open"_s,
                   .description = u"Shows a web page in the user's browser. Use it when the user wants to see a page."_s,
                   .arguments = { { .name = u"url"_s, .description = u"address of the page, http or https"_s } },
                   .title = tr("Open a web page") },
        .run =
            [open = m_open](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
                const Result<QUrl> url = webAddress(arguments["url"_L1].toString());
                if (!url)
                    return answer(url.error());
                if (!open(*url))
                    return answer(Error { Error::Code::Unavailable, u"No browser could be started on this computer."_s });
                answer(u"The page of %1 is being opened."_s.arg(url->host()));
            },
        .standard = mcp::Decision::Ask } };
}

WebPageFamily::Opener desktopOpener()
{
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return {};
    const QString system = QGuiApplication::platformName();
    const bool bringsOne = system == "windows"_L1 || system == "cocoa"_L1;
    if (!bringsOne && QStandardPaths::findExecutable(u"xdg-open"_s).isEmpty())
        return {};
    return [](const QUrl& url) { return QDesktopServices::openUrl(url); };
}

}

#include "moc_webpagefamily.cpp"
