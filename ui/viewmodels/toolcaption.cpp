// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolcaption.h"

#include "base/redaction.h"
#include "viewmodels/paneltexts.h"
#include "viewmodels/talkviewmodel.h"
#include "viewmodels/toolwords.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace myna::viewmodels {

namespace {

constexpr qsizetype maxToolCaption = 80;

// Without characters that cannot be seen or that change the direction of others.
QString visible(const QString& text)
{
    QString shown;
    for (const QChar letter : text)
        shown += letter.category() == QChar::Other_Format || letter.category() == QChar::Other_Control ? QChar(u' ') : letter;
    return shown.simplified();
}

// 2026-11-22T07:15 as people write it; anything else as it is.
QString plainText(const QString& text)
{
    constexpr qsizetype shortest = 16;
    if (text.size() < shortest || text.at(10) != u'T')
        return text;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    return time.isValid() && time.timeSpec() == Qt::LocalTime ? QLocale().toString(time, QLocale::ShortFormat) : text;
}

QString plainValue(const QJsonValue& value)
{
    if (value.isString())
        return plainText(value.toString());
    if (value.isDouble())
        return QLocale().toString(value.toDouble(), 'g', 6);
    if (value.isBool())
        return value.toBool() ? TalkViewModel::tr("on") : TalkViewModel::tr("off");
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

}

QString toolTitle(const QString& name, const QString& title)
{
    if (const QString known = title.isEmpty() ? knownToolTitle(name) : title; !known.isEmpty())
        return known;
    // self.audio_speaker.set_volume → audio speaker · set volume
    QString words = name.startsWith(QLatin1String("self.")) ? name.mid(5) : name;
    words.replace(QLatin1Char('.'), QStringLiteral(" · ")).replace(QLatin1Char('_'), QLatin1Char(' '));
    return visible(words).left(maxToolCaption);
}

QVector<QPair<QString, QString>> plainArguments(const QJsonObject& arguments, qsizetype longest)
{
    QVector<QPair<QString, QString>> lines;
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        QString name = propertyTitle({ .name = visible(it.key()).left(maxToolCaption) });
        if (!name.isEmpty())
            name[0] = name.at(0).toUpper();
        QString value = visible(redacted(plainValue(it.value())));
        if (value.size() > longest)
            value = value.left(longest - 1) + QChar(0x2026);
        lines.append({ name, value });
    }
    return lines;
}

QString toolCaption(const mcp::CallReport& report)
{
    QStringList values;
    for (const auto value : report.arguments) {
        if (value.isString() || value.isDouble() || value.isBool())
            values << plainValue(value);
    }
    QString caption = toolTitle(report.name, report.title);
    if (!values.isEmpty())
        caption += (report.title.isEmpty() && knownToolTitle(report.name).isEmpty() ? QStringLiteral(" ") : QStringLiteral(": "))
            + values.join(QStringLiteral(", "));
    if (caption.size() > maxToolCaption)
        caption = caption.left(maxToolCaption - 1) + QChar(0x2026);
    if (report.outcome == mcp::Outcome::Refused) // first, because a long line is cut at its end
        return TalkViewModel::tr("Not allowed: %1").arg(caption);
    return report.failed ? TalkViewModel::tr("Did not work: %1 – %2").arg(caption, report.result.left(maxToolCaption)) : caption;
}

}
