// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/servicesettings.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype maxHeader = 4096; // bytes of one

// What fits into a header: printable, and one line.
bool isHeaderText(const QString& text)
{
    return text.size() <= maxHeader && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

bool isHeaderName(const QString& text)
{
    static const QSet<QString> ours { u"host"_s, u"content-length"_s, u"content-type"_s, u"transfer-encoding"_s, u"connection"_s,
        u"accept-encoding"_s };
    return !text.isEmpty() && !ours.contains(text.toLower()) && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'-' || c == u'_';
    });
}

QString scalar(const QJsonValue& value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return value.toString().trimmed();
}

}

QString textIn(const QJsonObject& settings, std::initializer_list<QLatin1String> keys)
{
    for (const QLatin1String key : keys) {
        if (QString text = scalar(settings.value(key)); !text.isEmpty())
            return text;
    }
    return {};
}

QJsonValue numberIn(const QJsonObject& settings, QLatin1String key)
{
    QJsonValue value = settings.value(key);
    if (value.isDouble())
        return value;
    bool isNumber = false;
    const double number = value.toString().trimmed().toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue(QJsonValue::Undefined);
}

QUrl serviceUrl(const QString& base, QLatin1String path)
{
    QUrl url(base, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        return {};
    QString whole = url.path();
    while (whole.endsWith(u'/'))
        whole.chop(1);
    if (!whole.endsWith(path))
        whole += path;
    url.setPath(whole);
    url.setFragment({});
    return url;
}

QList<std::pair<QByteArray, QByteArray>> serviceHeaders(const QJsonObject& settings)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    if (QString key = textIn(settings, { "api_key"_L1, "token"_L1 }); !key.isEmpty() && isHeaderText(key))
        headers.append({ "Authorization", "Bearer " + key.toLatin1() });
    const QJsonObject more = settings.value("headers"_L1).toObject();
    for (auto it = more.begin(); it != more.end(); ++it) {
        if (const QString value = scalar(it.value()); isHeaderName(it.key()) && isHeaderText(value))
            headers.append({ it.key().toLatin1(), value.toLatin1() });
    }
    return headers;
}

QString modelIn(const QJsonObject& settings)
{
    return textIn(settings, { "model_name"_L1, "model"_L1 });
}

QString engineSentence(const char* text, const EngineSpec& spec)
{
    return QCoreApplication::translate("myna", text).arg(spec.name);
}

QString wrongInService(const EngineSpec& spec, const QString& base, bool needsModel)
{
    if (base.isEmpty())
        return engineSentence(QT_TRANSLATE_NOOP("myna", "%1 needs base_url, the address of its service."), spec);
    const QUrl url = serviceUrl(base, ""_L1);
    if (!url.isValid())
        return engineSentence(QT_TRANSLATE_NOOP("myna", "base_url of %1 is no address that begins with http:// or https://."), spec);
    if (!url.userInfo().isEmpty())
        return engineSentence(QT_TRANSLATE_NOOP("myna", "base_url of %1 holds a password. Put it into api_key."), spec);
    if (needsModel && modelIn(spec.settings).isEmpty())
        return engineSentence(QT_TRANSLATE_NOOP("myna", "%1 needs model_name."), spec);
    if (!isHeaderText(textIn(spec.settings, { "api_key"_L1, "token"_L1 })))
        return engineSentence(QT_TRANSLATE_NOOP("myna", "api_key of %1 is not filled in."), spec);
    return {};
}

QString wrongWithoutKey(const EngineSpec& spec, const QUrl& url)
{
    static const QSet<QString> closed { u"api.openai.com"_s, u"api.groq.com"_s, u"api.siliconflow.cn"_s, u"api.siliconflow.com"_s };
    const bool hasKey = !textIn(spec.settings, { "api_key"_L1, "token"_L1 }).isEmpty() || spec.settings.contains("headers"_L1);
    return closed.contains(url.host().toLower()) && !hasKey
        ? QCoreApplication::translate("myna", "%1 needs api_key: %2 answers nobody without one.").arg(spec.name, url.host())
        : QString();
}

}
