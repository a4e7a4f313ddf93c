// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/turnstore.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::history;
using myna::Error;

namespace {

const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), Qt::UTC);

Turn turn(const QString& question, const QString& answer, int minutes = 0, const QString& server = u"This computer"_s)
{
    Turn t;
    t.time = noon.addSecs(minutes * 60);
    t.server = server;
    t.question = question;
    t.answer = answer;
    t.durationMs = 2000;
    return t;
}

QStringList previews(const myna::Result<Page>& page)
{
    QStringList found;
    for (const Conversation& c : page->conversations)
        found << c.preview;
    return found;
}

}

class TstTurnStore : public myna::test::TestCase
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<TurnStore> m_store;

    void open()
    {
        m_store.reset();
        auto opened = TurnStore::open(m_folder.path());
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().text));
        m_store = std::move((*opened)->store);
    }
    [[nodiscard]] QString file() const { return m_folder.filePath(u"history.db"_s); }
    QStringList find(const QString& words) { return previews(m_store->find({ .words = words }, {}, 50)); }

private slots:
    void initTestCase() { open(); }

    void cleanup()
    {
        m_store.reset();
        for (const QFileInfo& old : QDir(m_folder.path()).entryInfoList(QDir::Files))
            QFile::remove(old.filePath());
        open();
    }

    void everythingComesBackAsItWent()
    {
        Turn full = turn(u"Turn the lamp down, 请"_s, u"Done 😀."_s);
        full.typed = true;
        full.emotion = u"happy"_s;
        full.tools = { { u"lamp · brightness 40"_s, false }, { u"speaker did not work: \"x\""_s, true } };
        full.timeline = { 120, 300, std::nullopt, 420, 430, 3000 };
        full.interrupted = true;
        const auto kept = m_store->add(full);
        QVERIFY(kept);
        open();
        const auto read = m_store->turns(kept->conversation, 0, 10);
        QVERIFY(read);
        QCOMPARE(read->size(), 1);
        full.id = kept->id;
        full.conversation = kept->conversation;
        QVERIFY(read->first() == full);
        QVERIFY(kept->id > 0 && kept->conversation > 0);
    }

    void onlyTheOwnerReadsTheFile()
    {
        const auto kept = m_store->add(turn(u"q"_s, u"a"_s));
        QVERIFY(kept);
        for (const QString& part : { file(), file() + u"-wal"_s }) {
            QVERIFY(QFile::exists(part));
            QVERIFY(!(QFile::permissions(part) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
        }
    }

    void aPauseOrAnotherServerBeginsAConversation()
    {
        QVERIFY(m_store->add(turn(u"one"_s, u"1"_s, 0)));
        QVERIFY(m_store->add(turn(u"two"_s, u"2"_s, 9)));
        QVERIFY(m_store->add(turn(u"three"_s, u"3"_s, 30)));
        QVERIFY(m_store->add(turn(u"four"_s, u"4"_s, 31, u"Other"_s)));
        const auto page = m_store->find({}, {}, 10);
        QVERIFY(page);
        QCOMPARE(previews(page), (QStringList { u"four"_s, u"three"_s, u"one"_s }));
        QCOMPARE(page->conversations.last().turns, 2);
        QCOMPARE(page->conversations.last().ended, noon.addSecs(9 * 60 + 2));
        QCOMPARE(page->kept, 3);
        QVERIFY(!page->more);
    }

    void findsWordsAnywhereInATurn_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("found");
        QTest::newRow("part of a word") << u"ambur"_s << true;
        QTest::newRow("without case") << u"HAMBURG weather"_s << true;
        QTest::newRow("question and answer together") << u"weather rain"_s << true;
        QTest::newRow("one that is missing") << u"weather snow"_s << false;
        QTest::newRow("one Chinese character") << u"雨"_s << true;
        QTest::newRow("two Chinese characters") << u"天气"_s << true;
        QTest::newRow("Chinese sentence") << u"明天天气怎么样"_s << true;
        QTest::newRow("Chinese that is not there") << u"雪"_s << false;
        QTest::newRow("emoji") << u"☔"_s << true;
        QTest::newRow("tool") << u"forecast"_s << true;
        QTest::newRow("short and long") << u"天气 Hamburg"_s << true;
        QTest::newRow("wildcards are characters") << u"%"_s << false;
        QTest::newRow("operators are words") << u"weather OR snow"_s << false;
        QTest::newRow("quotes") << u"\"weather"_s << false;
        QTest::newRow("umlaut without case") << u"SCHÖN"_s << true;
    }

    void findsWordsAnywhereInATurn()
    {
        QFETCH(QString, words);
        QFETCH(bool, found);
        Turn t = turn(u"How is the weather in Hamburg? 明天天气怎么样"_s, u"Rain, not schön. 明天有雨 ☔"_s);
        t.tools = { { u"forecast"_s, false } };
        QVERIFY(m_store->add(turn(u"Something else"_s, u"entirely"_s, 0, u"x"_s)));
        QVERIFY(m_store->add(t));
        QCOMPARE(find(words).size(), found ? 1 : 0);
        if (found)
            QVERIFY(!m_store->find({ .words = words }, {}, 50)->conversations.first().hit.isEmpty());
    }

    void findsNamesAndStars()
    {
        const auto a = m_store->add(turn(u"one"_s, u"1"_s, 0, u"a"_s));
        QVERIFY(m_store->add(turn(u"two"_s, u"2"_s, 1, u"b"_s)));
        QVERIFY(m_store->rename(a->conversation, u"  Holiday\nplans "_s));
        QVERIFY(m_store->star(a->conversation, true));
        QCOMPARE(find(u"holi plan"_s), QStringList { u"one"_s });
        const auto starred = m_store->find({ .starredOnly = true }, {}, 10);
        QCOMPARE(starred->conversations.size(), 1);
        QCOMPARE(starred->conversations.first().name, u"Holiday plans"_s);
        QVERIFY(starred->conversations.first().starred);
        QCOMPARE(starred->kept, 2);
    }

    void pagesNeverRepeatOrSkip()
    {
        for (int i = 0; i < 25; ++i)
            QVERIFY(m_store->add(turn(QString::number(i), {}, i / 2 * 20, QString::number(i))));
        QStringList all;
        Position after;
        for (bool more = true; more;) {
            const auto page = m_store->find({}, after, 10);
            QVERIFY(page);
            all << previews(page);
            after = { page->conversations.last().begun.toMSecsSinceEpoch(), page->conversations.last().id };
            more = page->more;
        }
        QStringList expected;
        for (int i = 24; i >= 0; --i)
            expected << QString::number(i);
        QCOMPARE(all, expected);
    }

    void whatIsDeletedIsNotFoundAndCanComeBack()
    {
        const auto one = m_store->add(turn(u"first question"_s, u"1"_s));
        const auto two = m_store->add(turn(u"second question"_s, u"2"_s, 1));
        QVERIFY(m_store->rename(one->conversation, u"Pair"_s));
        const auto turnGone = m_store->removeTurn(two->id);
        QVERIFY(turnGone && !turnGone->whole);
        QCOMPARE(find(u"second"_s), QStringList());
        const auto lastGone = m_store->removeTurn(one->id);
        QVERIFY(lastGone && lastGone->whole);
        QCOMPARE(m_store->find({}, {}, 10)->kept, 0);
        QVERIFY(m_store->putBack(*lastGone));
        QVERIFY(m_store->putBack(*turnGone));
        QCOMPARE(find(u"second"_s).size(), 1);
        QCOMPARE(m_store->conversation(one->conversation)->name, u"Pair"_s);
        QCOMPARE(m_store->turns(one->conversation, 0, 10)->size(), 2);
        const auto all = m_store->removeConversation(one->conversation);
        QCOMPARE(all->turns.size(), 2);
        QCOMPARE(m_store->conversation(one->conversation).error().code, Error::Code::NotFound);
        QVERIFY(m_store->putBack(*all));
        QCOMPARE(m_store->turns(one->conversation, 0, 10)->last().question, u"second question"_s);
    }

    void oldOnesGoUnlessTheyAreStarred()
    {
        const auto starred = m_store->add(turn(u"old star"_s, {}, 0, u"a"_s));
        QVERIFY(m_store->add(turn(u"old"_s, {}, 1, u"b"_s)));
        QVERIFY(m_store->add(turn(u"new"_s, {}, 60, u"c"_s)));
        QVERIFY(m_store->star(starred->conversation, true));
        const QDateTime limit = noon.addSecs(1800);
        QCOMPARE(*m_store->countBefore(limit), 1);
        QCOMPARE(*m_store->removeBefore(limit), 1);
        QCOMPARE(previews(m_store->find({}, {}, 10)), (QStringList { u"new"_s, u"old star"_s }));
    }

    void deletingLeavesNothingInTheFile_data()
    {
        QTest::addColumn<QString>("way");
        for (const char* way : { "all", "conversation", "turn", "age" })
            QTest::newRow(way) << QString::fromLatin1(way);
    }

    void deletingLeavesNothingInTheFile()
    {
        QFETCH(QString, way);
        myna::Result<Turn> last = Turn {};
        for (int i = 0; i < 50; ++i)
            last = m_store->add(turn(u"my secret wish number %1"_s.arg(i), u"granted"_s, i));
        QVERIFY(last);
        if (way == u"all") {
            QVERIFY(m_store->removeAll());
        } else if (way == u"conversation") {
            QVERIFY(m_store->removeConversation(last->conversation));
        } else if (way == u"age") {
            QCOMPARE(*m_store->removeBefore(noon.addDays(1)), 1);
        } else {
            const auto all = m_store->turns(last->conversation, 0, 100);
            QCOMPARE(all->size(), 50);
            for (const Turn& one : *all)
                QVERIFY(m_store->removeTurn(one.id));
        }
        m_store.reset();
        for (const QFileInfo& part : QDir(m_folder.path()).entryInfoList(QDir::Files)) {
            QFile bytes(part.filePath());
            QVERIFY(bytes.open(QIODevice::ReadOnly));
            const QByteArray content = bytes.readAll();
            QVERIFY2(!content.contains("secret") && !content.contains("granted"), qPrintable(part.fileName()));
        }
    }

    void aDamagedFileIsKeptAside()
    {
        QVERIFY(m_store->add(turn(u"q"_s, u"a"_s)));
        m_store.reset();
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(8192, 'x'));
        damaged.close();
        auto opened = TurnStore::open(m_folder.path());
        QVERIFY(opened);
        QVERIFY((*opened)->warning.contains(u"history.db.broken-1"_s));
        QVERIFY(QFile::exists(file() + u".broken-1"_s));
        QVERIFY((*opened)->store->add(turn(u"q"_s, u"a"_s)));
    }

    void aNewerFileIsLeftAlone()
    {
        m_store.reset();
        {
            const myna::database::SqlConnection later(myna::database::Dialect::Sqlite);
            QSqlDatabase database = later.database();
            database.setDatabaseName(file());
            QVERIFY(database.open());
            QVERIFY(!later.run(u"PRAGMA user_version=99"_s).isValid());
        }
        const auto opened = TurnStore::open(m_folder.path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::Refused);
        QVERIFY(opened.error().text.contains(u"newer"_s));
        QVERIFY(!QFile::exists(file() + u".broken-1"_s));
    }

    void aFullDiskIsExplainedAndPasses()
    {
        QVERIFY(m_store->add(turn(u"q"_s, u"a"_s)));
        // A limit of pages is SQLite's own full disk.
        QVERIFY(m_store->limitSize(1));
        const auto full = m_store->add(turn(QString(200000, u'x'), QString(200000, u'y'), 1));
        QVERIFY(!full);
        QCOMPARE(full.error().code, Error::Code::Unavailable);
        QVERIFY(full.error().text.contains(u"disk is full"_s));
        QVERIFY(m_store->limitSize(1000000));
        QVERIFY(m_store->add(turn(u"q2"_s, u"a2"_s, 1)));
    }

    void aTurnThatWasDeletedIsSaidToBeEvenWhenTheDiskIsFull()
    {
        QVector<qint64> ids;
        for (int i = 0; i < 20; ++i) {
            const auto kept = m_store->add(turn(u"question %1 "_s.arg(i).repeated(40), u"answer %1 "_s.arg(i).repeated(40), i));
            QVERIFY(kept);
            ids << kept->id;
        }
        QVERIFY(m_store->limitSize(1));
        // How often the index finds no room to be written anew depends on SQLite, and each time is told.
        const auto former = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& text) {
            if (!text.startsWith(u"Deleted words may still be in"_s))
                qFatal("%s", qPrintable(text));
        });
        const auto restored = qScopeGuard([former] { qInstallMessageHandler(former); });
        for (const qint64 id : ids) {
            const auto removed = m_store->removeTurn(id);
            const auto left = m_store->turns(1, 0, 100);
            QVERIFY(left);
            bool there = false;
            for (const Turn& t : *left)
                there = there || t.id == id;
            QVERIFY2(bool(removed) == !there, qPrintable(removed ? QString() : removed.error().text));
        }
    }

    void nothingCanBeKeptInAFolderThatIsNotOne()
    {
        const QString path = m_folder.filePath(u"taken"_s);
        QFile taken(path);
        QVERIFY(taken.open(QIODevice::WriteOnly));
        const auto opened = TurnStore::open(path);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::Refused);
    }
};

QTEST_GUILESS_MAIN(TstTurnStore)
#include "tst_turnstore.moc"
