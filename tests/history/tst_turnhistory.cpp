// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/turnhistory.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

using namespace Qt::Literals::StringLiterals;
using namespace myna::history;
using myna::Result;

namespace {

Turn turn(const QString& question)
{
    Turn t;
    t.time = QDateTime::currentDateTimeUtc();
    t.server = u"This computer"_s;
    t.question = question;
    return t;
}

Page everything(TurnHistory& history)
{
    std::optional<Page> page;
    history.ask<Page>(
        &history, [](TurnStore& store) { return store.find({}, {}, 1000); }, [&page](const Result<Page>& r) { page = r.value_or({}); });
    [[maybe_unused]] const bool came = myna::test::becomesTrue([&] { return page.has_value(); });
    return page.value_or(Page {});
}

int turnsIn(const Page& page)
{
    int turns = 0;
    for (const Conversation& c : page.conversations)
        turns += c.turns;
    return turns;
}

}

class TstTurnHistory : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void keepsOffTheCallersThread()
    {
        QTemporaryDir folder;
        TurnHistory history(folder.path());
        QSignalSpy kept(&history, &TurnHistory::kept);
        history.keep(turn(u"one"_s));
        history.keep(turn(u"two"_s));
        QTRY_COMPARE(kept.size(), 2);
        QThread* used = nullptr;
        bool answeredHere = false;
        history.ask<int>(
            this,
            [&used](TurnStore&) -> Result<int> {
                used = QThread::currentThread();
                return 7;
            },
            [&](const Result<int>& r) { answeredHere = r.value() == 7 && QThread::currentThread() == thread(); });
        QTRY_VERIFY(answeredHere);
        QVERIFY(used && used != thread());
        QCOMPARE(turnsIn(everything(history)), 2);
    }

    void anAnswerNobodyWaitsForIsDropped()
    {
        QTemporaryDir folder;
        TurnHistory history(folder.path());
        bool answered = false;
        {
            QObject asker;
            history.ask<int>(
                &asker, [](TurnStore&) -> Result<int> { return 1; }, [&](const Result<int>&) { answered = true; });
        }
        everything(history); // comes after it
        QVERIFY(!answered);
    }

    void whatCannotBeWrittenWaitsAndIsWrittenLater()
    {
        QTemporaryDir outer;
        const QString path = outer.filePath(u"data"_s);
        QFile inTheWay(path);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        TurnHistory history(path);
        QSignalSpy trouble(&history, &TurnHistory::troubleChanged);
        history.keep(turn(u"one"_s));
        QTRY_VERIFY(!history.trouble().text.isEmpty());
        QCOMPARE(history.waiting(), 1);
        QVERIFY(inTheWay.remove());
        history.keep(turn(u"two"_s));
        QTRY_COMPARE(history.waiting(), 0);
        QTRY_COMPARE(turnsIn(everything(history)), 2);
        QVERIFY(history.trouble().text.isEmpty());
        QVERIFY(trouble.size() >= 2);
    }

    void whatWaitsIsBounded()
    {
        QTemporaryDir outer;
        const QString path = outer.filePath(u"data"_s);
        QFile inTheWay(path);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        TurnHistory history(path);
        for (int i = 0; i < TurnHistory::mostWaiting + 20; ++i)
            history.keep(turn(QString::number(i)));
        QTRY_VERIFY(!history.trouble().text.isEmpty());
        QVERIFY(history.waiting() <= TurnHistory::mostWaiting + 1);
        QVERIFY(history.lost() >= 19);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be written to the history"_s));
        QSignalSpy stopped(&history, &TurnHistory::stopped);
        history.stop();
        QTRY_COMPARE(stopped.size(), 1);
    }

    void stoppingWritesWhatIsLeft()
    {
        QTemporaryDir folder;
        {
            TurnHistory history(folder.path());
            for (int i = 0; i < 20; ++i)
                history.keep(turn(QString::number(i)));
            QSignalSpy stopped(&history, &TurnHistory::stopped);
            history.stop();
            QTRY_COMPARE(stopped.size(), 1);
        }
        TurnHistory again(folder.path());
        QCOMPARE(turnsIn(everything(again)), 20);
    }

    void nothingIsAskedAfterTheEnd()
    {
        QTemporaryDir folder;
        TurnHistory history(folder.path());
        QSignalSpy stopped(&history, &TurnHistory::stopped);
        QSignalSpy trouble(&history, &TurnHistory::troubleChanged);
        bool answered = false;
        const auto look = [&] {
            history.ask<int>(
                this, [](TurnStore&) -> Result<int> { return 1; }, [&](const Result<int>&) { answered = true; });
        };
        history.stop();
        QTRY_COMPARE(stopped.size(), 1);
        look();
        history.keep(turn(u"late"_s));
        history.tryAgain();
        QCOMPARE(history.waiting(), 0);
        QVERIFY(!answered);
        QCOMPARE(trouble.size(), 0);
    }

    void aFileThatBreaksWhileItIsOpenIsReplaced()
    {
        QTemporaryDir folder;
        TurnHistory history(folder.path());
        QSignalSpy kept(&history, &TurnHistory::kept);
        QSignalSpy warned(&history, &TurnHistory::warned);
        history.keep(turn(u"one"_s));
        QTRY_COMPARE(kept.size(), 1);
        // As after a crash of the disk: the log is gone and the pages are rubbish.
        for (const QString& name : { u"history.db"_s, u"history.db-wal"_s }) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadWrite));
            const qint64 size = file.size();
            file.write(QByteArray(int(size), 'x'));
        }
        history.ask<int>(
            this,
            [](TurnStore&) -> Result<int> {
                return myna::Error { myna::Error::Code::Invalid, u"damaged"_s };
            },
            [](const Result<int>&) {});
        history.keep(turn(u"two"_s));
        QTRY_COMPARE(kept.size(), 2);
        QCOMPARE(warned.size(), 1);
        QCOMPARE(turnsIn(everything(history)), 1);
        QVERIFY(QFile::exists(folder.filePath(u"history.db.broken-1"_s)));
    }
};

QTEST_GUILESS_MAIN(TstTurnHistory)
#include "tst_turnhistory.moc"
