// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/thingnames.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

constexpr qsizetype maxNameLength = 40;

QString words(const QString& text)
{
    QString name;
    bool begins = true;
    // Without accents: é is e and its accent apart.
    for (const QChar sign : text.normalized(QString::NormalizationForm_D)) {
        if (sign.category() == QChar::Mark_NonSpacing)
            continue;
        const bool fits = sign.unicode() < 128 && sign.isLetterOrNumber();
        if (fits && name.size() < maxNameLength)
            name += begins ? sign.toUpper() : sign;
        begins = !fits;
    }
    return name;
}

}

QString thingName(const QString& title, const QString& fallback)
{
    constexpr qsizetype enough = 3;
    QString name = words(title);
    const bool hasOthers = name.size() < title.size() / 2; // mostly another script
    if (name.size() < enough || hasOthers)
        name = words(fallback);
    if (name.isEmpty())
        return u"Thing"_s;
    return name.at(0).isDigit() ? QString("Thing"_L1 + name) : name;
}

QString otherName(const QString& name, const QString& key, int attempt)
{
    const QByteArray hash = QCryptographicHash::hash((key + u'\n' + QString::number(attempt)).toUtf8(), QCryptographicHash::Sha256);
    const int digits = (uchar(hash.at(0)) * 256 + uchar(hash.at(1))) % 900 + 100;
    return name + QString::number(digits);
}

void nameTools(things::ThingSpec& spec)
{
    QString words;
    for (const QChar sign : std::as_const(spec.name)) {
        if (sign.isUpper() && !words.isEmpty())
            words += u'_';
        words += sign.toLower();
    }
    for (things::PropertySpec& property : spec.properties) {
        if (!property.writable)
            continue;
        const bool isAction = property.type == things::PropertyType::Action;
        property.setTool = u"home.%1.%2%3"_s.arg(words, isAction ? QString() : u"set_"_s, property.name);
        property.setParameter = property.name;
    }
}

}
