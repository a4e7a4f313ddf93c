// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualpage.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

QString line(QStringList cells)
{
    for (QString& cell : cells)
        cell.replace(u'|', u"\\|"_s);
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

}

QString markdown(const MarkdownTable& table)
{
    QString text = line(table.head) + u"|"_s + u" --- |"_s.repeated(table.head.size()) + u"\n"_s;
    for (const QStringList& row : table.rows)
        text += line(row);
    return text;
}

QString pageTrouble(const QString& name, const QString& text)
{
    const QString path = QStringLiteral(MYNA_SOURCE_DIR "/resources/manual/") + name;
    if (qEnvironmentVariableIntValue("MYNA_UPDATE_MANUAL") > 0) {
        QDir().mkpath(QStringLiteral(MYNA_SOURCE_DIR "/resources/manual"));
        QFile page(path);
        const QByteArray bytes = text.toUtf8();
        return page.open(QIODevice::WriteOnly) && page.write(bytes) == bytes.size() ? QString() : u"cannot write "_s + path;
    }
    QFile page(path);
    const QStringList committed
        = page.open(QIODevice::ReadOnly) ? QString::fromUtf8(page.readAll()).split(u'\n') : QStringList { u"(no such page)"_s };
    const QStringList proven = text.split(u'\n');
    for (qsizetype i = 0; i < std::max(committed.size(), proven.size()); ++i) {
        if (committed.value(i) != proven.value(i)) {
            return u"%1 says other than what was proven; MYNA_UPDATE_MANUAL=1 writes it anew. Line %2:\n  page:   %3\n  proven: %4"_s
                .arg(path)
                .arg(i + 1)
                .arg(committed.value(i), proven.value(i));
        }
    }
    return {};
}

}
