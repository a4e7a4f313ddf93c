// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/sqlconnection.h"
#include "support/testcase.h"
#include "viewmodels/historyviewmodel.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QTemporaryDir>
using namespace Qt::Literals::StringLiterals;
using namespace myna::history;
using namespace myna::viewmodels;
using Content = HistoryViewModel::Content;
using myna::Result;

namespace {

Turn turn(const QString& question, int minutesAgo, const QString& answer = u"An answer."_s)
{
    Turn t;
    t.time = QDateTime::currentDateTimeUtc().addSecs(-60LL * minutesAgo);
    t.server = u"This computer"_s;
    t.question = question;
    t.answer = answer;
    return t;
}

QStringList titles(HistoryViewModel& model)
{
    QStringList all;
    for (int row = 0; row < model.conversations()->rowCount(); ++row)
        all << model.conversations()->index(row).data().toString();
    return all;
}

struct Kept
{
    QTemporaryDir folder;
    myna::settings::SettingsStore store { folder.path() };
    HistoryChoices choices { store };
    TurnHistory history { folder.path() };
    HistoryViewModel model { history, choices,
        { std::chrono::milliseconds(1), std::chrono::milliseconds(100000), std::chrono::milliseconds(100000) } };
    std::unique_ptr<QAbstractItemModelTester> list; // fetches rows by itself
    std::unique_ptr<QAbstractItemModelTester> turns;

    explicit Kept(bool tested = true)
    {
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        if (tested)
            list = std::make_unique<QAbstractItemModelTester>(model.conversations(), Mode::QtTest);
        turns = std::make_unique<QAbstractItemModelTester>(model.turns(), Mode::QtTest);
    }

    // Everything before it is written then.
    int kept()
    {
        int count = -1;
        history.ask<Page>(
            &history, [](TurnStore& s) { return s.find({}, {}, 1); }, [&count](const Result<Page>& p) { count = p ? p->kept : -2; });
        [[maybe_unused]] const bool came = myna::test::becomesTrue([&] { return count != -1 && history.waiting() == 0; });
        return count;
    }
    void fill(int conversations)
    {
        for (int i = conversations - 1; i >= 0; --i)
            history.keep(turn(u"question %1"_s.arg(i), i * 30));
        QSignalSpy written(&history, &TurnHistory::kept);
        [[maybe_unused]] const bool all = myna::test::becomesTrue([&] { return written.size() == conversations; });
    }
};

}

class TstHistoryViewModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void nothingIsAskedBeforeItIsSeen()
    {
        Kept k;
        k.fill(2);
        QCOMPARE(k.model.content(), Content::Loading);
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.content(), Content::List);
        QCOMPARE(titles(k.model), (QStringList { u"question 0"_s, u"question 1"_s }));
        QCOMPARE(k.model.kept(), 2);
    }

    void emptyAndNotFoundAreTwoThings()
    {
        Kept k;
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.content(), Content::Nothing);
        k.fill(1); // a new turn shows by itself
        QTRY_COMPARE(k.model.content(), Content::List);
        k.model.search(u"zebra"_s);
        QTRY_COMPARE(k.model.content(), Content::NothingFound);
        k.model.search(u" question "_s);
        QTRY_COMPARE(k.model.content(), Content::List);
        QCOMPARE(k.model.marks(), QStringList { u"question"_s });
        k.model.setStarredOnly(true);
        QTRY_COMPARE(k.model.content(), Content::NothingFound);
    }

    void rowsComeAPageAtATime()
    {
        Kept k(false);
        k.fill(100);
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.conversations()->rowCount(), 40);
        QVERIFY(k.model.conversations()->canFetchMore({}));
        k.model.conversations()->fetchMore({});
        QTRY_COMPARE(k.model.conversations()->rowCount(), 80);
        k.model.conversations()->fetchMore({});
        QTRY_COMPARE(k.model.conversations()->rowCount(), 100);
        QVERIFY(!k.model.conversations()->canFetchMore({}));
        QStringList expected;
        for (int i = 0; i < 100; ++i)
            expected << u"question %1"_s.arg(i);
        QCOMPARE(titles(k.model), expected);
        // A new turn does not throw away what was fetched.
        k.history.keep(turn(u"newest"_s, -60));
        QTRY_COMPARE(titles(k.model).first(), u"newest"_s);
        QCOMPARE(k.model.conversations()->rowCount(), 100);
        QVERIFY(k.model.conversations()->canFetchMore({}));
    }

    void openingOneShowsItsTurns()
    {
        Kept k;
        k.history.keep(turn(u"first"_s, 5));
        k.history.keep(turn(u"second"_s, 4));
        QCOMPARE(k.kept(), 1);
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.conversations()->rowCount(), 1);
        k.model.choose(k.model.conversations()->rows().first().id);
        QTRY_COMPARE(k.model.turns()->rowCount(), 2);
        QCOMPARE(k.model.turns()->index(1).data().toString(), u"second"_s);
        QVERIFY(!k.model.hasMoreTurns());
        // It goes on while it is open.
        k.history.keep(turn(u"third"_s, 3));
        QTRY_COMPARE(k.model.turns()->rowCount(), 3);
        QCOMPARE(k.model.chosen()->turns, 3);
        k.model.choose(0);
        QCOMPARE(k.model.turns()->rowCount(), 0);
    }

    void namesAndStarsStick()
    {
        Kept k;
        k.fill(2);
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.conversations()->rowCount(), 2);
        const qint64 id = k.model.conversations()->rows().last().id;
        k.model.choose(id);
        k.model.rename(u"Holiday"_s);
        k.model.star(id, true);
        QTRY_COMPARE(titles(k.model).last(), u"Holiday"_s);
        QTRY_VERIFY(k.model.chosen()->starred);
        QCOMPARE(k.model.chosen()->name, u"Holiday"_s);
        const QModelIndex row = k.model.conversations()->index(1);
        QVERIFY(row.data(ConversationListModel::StarredRole).toBool());
        QCOMPARE(row.data(ConversationListModel::SnippetRole).toString(), u"question 1"_s);
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"Holiday"_s));
    }

    void whatWasDeletedComesBack()
    {
        Kept k;
        k.fill(3);
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.conversations()->rowCount(), 3);
        const qint64 id = k.model.conversations()->rows()[1].id;
        k.model.choose(id);
        k.model.removeConversation(id);
        QTRY_COMPARE(titles(k.model), (QStringList { u"question 0"_s, u"question 2"_s }));
        QTRY_VERIFY(!k.model.chosen());
        QVERIFY(k.model.said().undoable);
        k.model.undo();
        QTRY_COMPARE(titles(k.model), (QStringList { u"question 0"_s, u"question 1"_s, u"question 2"_s }));
        QVERIFY(k.model.said().text.isEmpty());
        k.model.undo(); // once is enough
        QCOMPARE(k.kept(), 3);
    }

    void deletingAllIsForGood()
    {
        Kept k;
        k.fill(3);
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.conversations()->rowCount(), 3);
        k.model.removeAll();
        QTRY_COMPARE(k.model.content(), Content::Nothing);
        QCOMPARE(k.model.said().text, u"The whole history was deleted."_s);
        QVERIFY(!k.model.said().undoable);
        k.model.undo();
        QCOMPARE(k.kept(), 0);
    }

    void whatWasNotDeletedIsNotCalledDeleted()
    {
        QTemporaryDir outer;
        QFile inTheWay(outer.filePath(u"data"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        myna::settings::SettingsStore store(outer.path());
        HistoryChoices choices(store);
        TurnHistory history(inTheWay.fileName());
        HistoryViewModel model(history, choices);
        QVector<Tone> said;
        connect(&model, &HistoryViewModel::saidChanged, this, [&] { said << model.said().tone; });
        model.removeAll();
        QTRY_VERIFY(!said.isEmpty());
        QCOMPARE(said.first(), Tone::Bad);
    }

    void aConversationThatCannotBeReadSaysSo()
    {
        Kept k;
        k.fill(1);
        k.model.setWatched(true);
        QTRY_COMPARE(k.model.conversations()->rowCount(), 1);
        const myna::database::SqlConnection other(myna::database::Dialect::Sqlite); // SqliteFile opens no file of another program
        QSqlDatabase file = other.database();
        file.setDatabaseName(k.folder.filePath(u"history.db"_s));
        QVERIFY(file.open());
        QVERIFY(!other.run(u"DROP TABLE turns"_s).isValid());
        k.model.choose(k.model.conversations()->rows().first().id);
        QTRY_COMPARE(k.model.said().tone, Tone::Bad);
    }

    void daysAreHeadings()
    {
        ConversationListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QDateTime noon = QDateTime(QDate::currentDate(), QTime(12, 0));
        const auto at = [&noon](qint64 id, int daysAgo) {
            Conversation c;
            c.id = id;
            c.begun = noon.addDays(-daysAgo).toUTC();
            c.preview = QString::number(id);
            return c;
        };
        model.show({ at(9, 0), at(8, 0), at(7, 1), at(6, 20) }, false, {});
        const auto day = [&model](int row) { return model.index(row).data(ConversationListModel::DayRole).toString(); };
        QCOMPARE(day(0), u"Today"_s);
        QCOMPARE(day(1), QString());
        QCOMPARE(day(2), u"Yesterday"_s);
        QVERIFY(!day(3).isEmpty());
        model.show({ at(10, 0), at(8, 0), at(6, 20) }, false, {}); // one in front, two gone
        QCOMPARE(model.rows().first().id, 10);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(day(1), QString());
    }

    void exportsWhatIsFound()
    {
        Kept k;
        k.fill(12);
        k.model.setWatched(true);
        k.model.search(u"question 1"_s);
        QTRY_COMPARE(k.model.conversations()->rowCount(), 3); // 1, 10, 11
        const QString path = k.folder.filePath(u"found.md"_s);
        k.model.exportTo(path, false);
        QTRY_VERIFY(k.model.said().text.contains(u"found.md"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()).count(u"\n### "_s), 3);
        k.model.exportTo(u"/nonexistent/folder/x.md"_s, false);
        QTRY_COMPARE(k.model.said().tone, Tone::Bad);
    }

    void troubleIsToldAndNothingIsLost()
    {
        QTemporaryDir outer;
        const QString path = outer.filePath(u"data"_s);
        QFile inTheWay(path);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        myna::settings::SettingsStore store(outer.path());
        HistoryChoices choices(store);
        TurnHistory history(path);
        HistoryViewModel model(history, choices);
        history.keep(turn(u"waits"_s, 0));
        QTRY_VERIFY(model.trouble().contains(u"wait"_s));
        QVERIFY(inTheWay.remove());
        model.tryAgain();
        QTRY_VERIFY(model.trouble().isEmpty());
        model.setWatched(true);
        QTRY_COMPARE(model.conversations()->rowCount(), 1);
    }

    void choicesArePlain()
    {
        Kept k;
        QVERIFY(k.choices.isOn());
        QCOMPARE(k.choices.keptDays(), 0);
        QVERIFY(k.choices.isShorter(365));
        QSignalSpy changed(&k.choices, &HistoryChoices::keptDaysChanged);
        k.choices.setKeptDays(30);
        k.choices.setKeptDays(30);
        k.choices.setKeptDays(-1);
        QCOMPARE(changed.size(), 1);
        QVERIFY(k.choices.isShorter(7));
        QVERIFY(!k.choices.isShorter(90));
        QVERIFY(!k.choices.isShorter(0));
        int count = -2;
        k.history.keep(turn(u"old"_s, 60 * 24 * 40));
        k.model.countOlderThan(30, [&count](int n) { count = n; });
        QTRY_COMPARE(count, 1);
    }
};

QTEST_GUILESS_MAIN(TstHistoryViewModel)
#include "tst_historyviewmodel.moc"
