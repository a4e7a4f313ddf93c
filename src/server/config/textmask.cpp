// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/textmask.h"

#include "server/config/configvariables.h"
#include "server/config/masking.h"
#include "server/config/yamltree.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <map>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype shortestSought = 6; // shorter ones are parts of ordinary words

struct Place
{
    int line = 0;
    QString text;
};

// The secrets of a tree by their path.
void collect(const ConfigValue& value, const QString& path, const QString& key, std::map<QString, Place>& found)
{
    for (const ConfigEntry& entry : value.entries)
        collect(entry.value, path + u'.' + entry.key, entry.key, found);
    for (size_t i = 0; i < value.items.size(); ++i)
        collect(value.items[i], u"%1[%2]"_s.arg(path).arg(i), key, found);
    const bool isReference = masked(value.text) == value.text && !value.text.startsWith(u'*');
    if (value.isText() && isSecretName(key) && !isReference)
        found[path] = { value.line, value.text };
}

std::map<QString, Place> secretsOf(const QByteArray& text, ConfigFindings& findings)
{
    std::map<QString, Place> found;
    const ConfigValue tree = parseYaml(text, {}, findings);
    collect(tree, {}, {}, found);
    return found;
}

QString quoted(const QString& text)
{
    const QByteArray json = QJsonDocument(QJsonArray { text }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2));
}

// Replaces the value, with its quotes, in its line; where it is written over several lines, everywhere. False: it is nowhere.
bool replaceValue(QStringList& lines, int line, const QString& value, const QString& replacement)
{
    const QRegularExpression written(u"([\"']?)%1\\1"_s.arg(QRegularExpression::escape(value)));
    const qsizetype index = line - 1;
    if (index >= 0 && index < lines.size()) {
        const qsizetype colon = std::max<qsizetype>(lines[index].indexOf(u':'), 0);
        const QRegularExpressionMatch match = written.match(lines[index], colon);
        if (match.hasMatch()) {
            lines[index].replace(match.capturedStart(), match.capturedLength(), replacement);
            return true;
        }
    }
    const QString whole = lines.join(u'\n');
    QString replaced = whole;
    replaced.replace(written, QString(replacement).replace(u'\\', u"\\\\"_s));
    lines = replaced.split(u'\n');
    return replaced != whole;
}

}

QByteArray maskText(const QByteArray& text)
{
    ConfigFindings findings;
    const auto secrets = secretsOf(text, findings);
    if (hasErrors(findings))
        return {};
    QStringList lines = QString::fromUtf8(text).split(u'\n');
    for (const auto& [path, place] : secrets) {
        if (!replaceValue(lines, place.line, place.text, quoted(masked(place.text))))
            return {}; // written in a way that hides it from us: better nothing than a key
    }
    // The same value may stand in the same line under another name.
    QString whole = lines.join(u'\n');
    for (const auto& [path, place] : secrets) {
        if (place.text.size() >= shortestSought)
            whole.replace(place.text, masked(place.text));
    }
    return whole.toUtf8();
}

QByteArray unmaskText(const QByteArray& edited, const QByteArray& original, const QString& file, ConfigFindings& findings)
{
    static const QRegularExpression mask(u"^\\*{4}.{0,3}$"_s);
    ConfigFindings unused;
    const auto before = secretsOf(original, unused);
    std::map<QString, Place> now;
    collect(parseYaml(edited, file, unused), {}, {}, now);
    QStringList lines = QString::fromUtf8(edited).split(u'\n');
    for (const auto& [path, place] : now) {
        if (!mask.match(place.text).hasMatch())
            continue;
        const auto secret = before.find(path);
        if (secret == before.end() || masked(secret->second.text) != place.text
            || !replaceValue(lines, place.line, place.text, quoted(secret->second.text))) {
            findings.append({ ConfigFinding::Severity::Error, file, place.line, path.mid(1),
                QCoreApplication::translate(
                    "myna", "%1 is masked, and there is no value it could stand for. Write the value, ${NAME} or keychain:NAME.")
                    .arg(path.mid(1)) });
        }
    }
    return lines.join(u'\n').toUtf8();
}

}
