// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Entry
{
    QString context;
    QString source;
    QStringList translations; // one, or one for each plural form
    QString type; // "unfinished", "vanished", …; empty: finished
    bool plural = false;

    [[nodiscard]] QString name() const { return context + u": "_s + source; }
};

struct Catalogue
{
    QString language;
    QVector<Entry> entries;
    QString error;
};

Catalogue load(const QString& path)
{
    Catalogue catalogue;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        catalogue.error = file.errorString();
        return catalogue;
    }
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto name = xml.name();
        if (name == u"TS") {
            catalogue.language = xml.attributes().value(u"language"_s).toString();
        } else if (name == u"name") {
            context = xml.readElementText();
        } else if (name == u"message") {
            catalogue.entries.append({ context, {}, {}, {}, xml.attributes().value(u"numerus"_s) == u"yes" });
        } else if (name == u"source") {
            catalogue.entries.last().source = xml.readElementText();
        } else if (name == u"translation") {
            Entry& entry = catalogue.entries.last();
            entry.type = xml.attributes().value(u"type"_s).toString();
            if (!entry.plural)
                entry.translations.append(xml.readElementText());
        } else if (name == u"numerusform") {
            catalogue.entries.last().translations.append(xml.readElementText());
        }
    }
    if (xml.hasError())
        catalogue.error = xml.errorString();
    return catalogue;
}

QString folder()
{
    return QStringLiteral(MYNA_SOURCE_DIR "/translations");
}

// What has to be the same on both sides: placeholders and mark-up, counted.
QMap<QString, int> fixedParts(const QString& text)
{
    static const QRegularExpression part(u"%L?(?:[1-9][0-9]?|n)|</?[a-z]+>|\n"_s);
    QMap<QString, int> parts;
    for (auto it = part.globalMatch(text); it.hasNext();)
        ++parts[it.next().captured()];
    return parts;
}

QStringList unfinished(const Catalogue& catalogue)
{
    QStringList names;
    for (const Entry& entry : catalogue.entries) {
        if (!entry.type.isEmpty() || entry.translations.isEmpty() || entry.translations.contains(QString()))
            names << entry.name();
    }
    return names;
}

}

class TstTranslations : public myna::test::TestCase
{
    Q_OBJECT

    void addCatalogues()
    {
        QTest::addColumn<QString>("path");
        const QStringList names = QDir(folder()).entryList({ u"*.ts"_s });
        QVERIFY(names.contains(u"myna_zh_CN.ts"_s) && names.contains(u"myna_en.ts"_s));
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << folder() + u'/' + name;
    }

private slots:
    void nothingIsUnfinished_data() { addCatalogues(); }
    void nothingIsUnfinished()
    {
        QFETCH(QString, path);
        const Catalogue catalogue = load(path);
        QVERIFY2(catalogue.error.isEmpty(), qPrintable(catalogue.error));
        QVERIFY(!catalogue.entries.isEmpty());
        const QStringList names = unfinished(catalogue);
        QVERIFY2(names.isEmpty(), qPrintable(names.join(u'\n')));
    }

    void placeholdersAreKept_data() { addCatalogues(); }
    void placeholdersAreKept()
    {
        QFETCH(QString, path);
        QStringList wrong;
        for (const Entry& entry : load(path).entries) {
            for (const QString& translation : entry.translations) {
                // A singular may say "one" instead of the number.
                QMap<QString, int> expected = fixedParts(entry.source);
                QMap<QString, int> found = fixedParts(translation);
                if (entry.plural && entry.translations.size() > 1 && !found.contains(u"%n"_s))
                    expected.remove(u"%n"_s);
                if (expected != found)
                    wrong << entry.name() + u" → "_s + translation;
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void pluralsHaveTheFormsOfTheirLanguage_data() { addCatalogues(); }
    void pluralsHaveTheFormsOfTheirLanguage()
    {
        QFETCH(QString, path);
        const Catalogue catalogue = load(path);
        const qsizetype forms = catalogue.language.startsWith(u"zh"_s) ? 1 : 2;
        for (const Entry& entry : catalogue.entries)
            QVERIFY2(entry.translations.size() == (entry.plural ? forms : 1), qPrintable(entry.name()));
    }

    void englishHoldsPluralsOnly()
    {
        for (const Entry& entry : load(folder() + u"/myna_en.ts"_s).entries)
            QVERIFY2(entry.plural, qPrintable(entry.name()));
    }

    // "update_translations" was forgotten when words changed: collects them anew and looks for one without a translation.
    void everyTextOfTheSourcesIsTranslated_data() { addCatalogues(); }
    void everyTextOfTheSourcesIsTranslated()
    {
        QFETCH(QString, path);
        const QTemporaryDir scratch;
        const QString copy = scratch.filePath(QFileInfo(path).fileName());
        QVERIFY(QFile::copy(path, copy));
        QStringList arguments { u"-silent"_s, u"-locations"_s, u"none"_s, u"-no-obsolete"_s };
        if (path.endsWith(u"myna_en.ts"_s))
            arguments << u"-pluralonly"_s;
        for (const QString& include : { u"src"_s, u"ui"_s, u"app"_s })
            arguments << u"-I"_s << include;
        arguments << u"src"_s << u"ui"_s << u"app"_s << u"-ts"_s << copy;
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(MYNA_SOURCE_DIR));
        lupdate.start(QStringLiteral(MYNA_LUPDATE), arguments);
        QVERIFY2(lupdate.waitForFinished(60000), qPrintable(lupdate.errorString()));
        QCOMPARE(lupdate.exitCode(), 0);
        const QStringList names = unfinished(load(copy));
        QVERIFY2(names.isEmpty(), qPrintable(names.join(u'\n')));
    }

    // lupdate writes the context as it stands in the code; at run time it is the full name of the class.
    void contextsAreFullNames()
    {
        for (const Entry& entry : load(folder() + u"/myna_zh_CN.ts"_s).entries)
            QVERIFY2(entry.context == u"myna"_s || entry.context.startsWith(u"myna::"_s), qPrintable(entry.name()));
    }
};

QTEST_GUILESS_MAIN(TstTranslations)
#include "tst_translations.moc"
