// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyexport.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::history;

class TstHistoryExport : public myna::test::TestCase
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<TurnStore> m_store;
    qint64 m_second = 0;

    static QByteArray content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase()
    {
        auto opened = TurnStore::open(m_folder.path());
        QVERIFY(opened);
        m_store = std::move((*opened)->store);
        for (int i = 0; i < 120; ++i) {
            Turn t;
            t.time = QDateTime(QDate(2026, 11, 1), QTime(10, 0), Qt::UTC).addSecs(i * 3600);
            t.server = u"This computer"_s;
            t.question = i == 1 ? u"# what is *new*?\nline two"_s : u"question %1"_s.arg(i);
            t.answer = i == 1 ? u"你好 😀\nlarge\n===\n - one"_s : u"answer"_s;
            t.tools = { { u"lamp · 40"_s, false } };
            t.timeline.recognised = 120;
            const auto kept = m_store->add(t);
            QVERIFY(kept);
            if (i == 1)
                m_second = kept->conversation;
        }
        QVERIFY(m_store->rename(m_second, u"News"_s));
        QVERIFY(m_store->star(m_second, true));
    }

    void jsonHoldsEverything()
    {
        const QString path = m_folder.filePath(u"all.json"_s);
        const auto count = exportHistory(*m_store, { .path = path });
        QVERIFY(count);
        QCOMPARE(*count, 120);
        QJsonParseError error;
        const QJsonObject whole = QJsonDocument::fromJson(content(path), &error).object();
        QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
        QCOMPARE(whole[u"format"].toString(), u"myna-history"_s);
        const QJsonArray list = whole[u"conversations"].toArray();
        QCOMPARE(list.size(), 120);
        const QJsonObject news = list[118].toObject();
        QCOMPARE(news[u"name"].toString(), u"News"_s);
        QVERIFY(news[u"starred"].toBool());
        const QJsonObject turn = news[u"turns"][0].toObject();
        QCOMPARE(turn[u"answer"].toString(), u"你好 😀\nlarge\n===\n - one"_s);
        QCOMPARE(turn[u"timeline_ms"][u"recognised"].toInt(), 120);
        QCOMPARE(turn[u"tools"][0][u"what"].toString(), u"lamp · 40"_s);
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void markdownIsForPeople()
    {
        const QString path = m_folder.filePath(u"one.md"_s);
        QCOMPARE(*exportHistory(*m_store, { .path = path, .conversation = m_second }), 1);
        const QString text = QString::fromUtf8(content(path));
        QVERIFY(text.contains(u"· News · This computer ★"_s));
        QVERIFY(text.contains(u"> \\# what is \\*new\\*?\n> line two"_s)); // said, not a heading
        QVERIFY(text.contains(u"> 你好 😀\n> large\n> \\===\n>  \\- one"_s)); // nor what is underlined, nor a list
        QVERIFY(text.contains(u"- used: lamp · 40"_s));
        QVERIFY(!text.contains(u"question 2"_s));
    }

    void onlyWhatIsFound()
    {
        const QString path = m_folder.filePath(u"found.json"_s);
        QCOMPARE(*exportHistory(*m_store, { .path = path, .query = { .words = u"question 11"_s } }), 11); // 11 and 110–119
        QCOMPARE(*exportHistory(*m_store, { .path = path, .query = { .words = u"nothing like it"_s } }), 0);
        QVERIFY(QJsonDocument::fromJson(content(path)).object()[u"conversations"].toArray().isEmpty());
    }

    void aPlaceThatCannotBeWrittenIsSaid()
    {
        const auto done = exportHistory(*m_store, { .path = m_folder.filePath(u"no/such/folder.md"_s) });
        QVERIFY(!done);
        QVERIFY(done.error().text.contains(u"Choose another place"_s));
    }
};

QTEST_GUILESS_MAIN(TstHistoryExport)
#include "tst_historyexport.moc"
