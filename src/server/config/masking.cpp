// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/masking.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype shownFrom = 13; // shorter ones would lose too much with three characters
constexpr qsizetype shownCharacters = 3;

// Compared without case, underscores and dashes, at the end of the name.
constexpr auto endings = std::to_array<QLatin1String>({
    QLatin1String("apikey"), QLatin1String("token"), QLatin1String("tokens"), QLatin1String("secret"), QLatin1String("password"),
    QLatin1String("passwd"), QLatin1String("appkey"), QLatin1String("accesskey"), QLatin1String("accesskeyid"),
    QLatin1String("accesskeysecret"), QLatin1String("secretid"), QLatin1String("secretkey"), QLatin1String("authkey"),
    QLatin1String("signaturekey"), QLatin1String("authorization"), QLatin1String("credential"), QLatin1String("credentials"),
    QLatin1String("cookie"),
    QLatin1String("mcpendpoint"), // an address with its token
});

// user:password@ of an address, and the values of its query.
QString maskedAddress(const QString& text)
{
    if (!text.contains(u"://"))
        return text;
    static const QRegularExpression user(u"(://[^/?#@\\s]*:)[^/?#@\\s]+@"_s);
    static const QRegularExpression query(
        u"([?&][^=&\\s]*(?:token|key|secret|password|sign)[^=&\\s]*=)[^&\\s]+"_s, QRegularExpression::CaseInsensitiveOption);
    QString clean = text;
    clean.replace(user, u"\\1****@"_s);
    clean.replace(query, u"\\1****"_s);
    return clean;
}

}

bool isSecretName(const QString& name)
{
    QString plain = name.toLower();
    plain.remove(u'_').remove(u'-');
    if (plain.startsWith(u"max"))
        return false; // max_tokens is a number
    return std::any_of(endings.begin(), endings.end(), [&](QLatin1String ending) { return plain.endsWith(ending); });
}

QString masked(const QString& secret)
{
    static const QRegularExpression reference(u"^(\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}|keychain:[A-Za-z0-9_.-]+)$"_s);
    if (secret.isEmpty() || reference.match(secret).hasMatch())
        return secret;
    return secret.size() < shownFrom ? u"****"_s : u"****"_s + secret.right(shownCharacters);
}

QJsonValue masked(const QJsonValue& value, const QString& key)
{
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            it.value() = masked(it.value(), it.key());
        return object;
    }
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray items = value.toArray();
        for (const QJsonValue& item : items)
            array.append(masked(item, key));
        return array;
    }
    if (!value.isString())
        return value;
    return isSecretName(key) ? masked(value.toString()) : maskedAddress(value.toString());
}

bool isPlaceholder(const QString& text)
{
    static const QRegularExpression example(
        u"^(your[ _-]|<.*>$|x{4,}|\\*{3,}|sk-x{3,})|你的|你自己|换成|填写|请填|your[ _-]?(api|key|token|secret)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return example.match(text).hasMatch();
}

}
