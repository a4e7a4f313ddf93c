// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlstore.h"
#include "server/store/storequeue.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

class TstStoreQueue : public test::TestCase
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<SqlStore::Opened> m_opened;

    // The work of a write names it: as the error it ends with.
    static StoreWrite named(const QString& name, WriteKind kind = WriteKind::Turn, const QString& key = {})
    {
        return { kind, key, [name](Store&) -> Result<> { return Error { Error::Code::Invalid, name }; } };
    }
    QStringList names(const std::deque<StoreWrite>& writes)
    {
        QStringList found;
        for (const StoreWrite& write : writes)
            found << write.work(*m_opened->store).error().text; // it does not look at it
        return found;
    }

private slots:
    void initTestCase() { m_opened = SqlStore::open(m_folder.path()).value(); }
    void cleanupTestCase() { m_opened.reset(); }
    void keepsTheOrder();
    void theLaterReplacesTheEarlier();
    void whatIsPutBackComesFirst();
    void losesTheOldestTurnsButNoBinding();
};

void TstStoreQueue::keepsTheOrder()
{
    StoreQueue queue;
    QVERIFY(queue.add(named(u"a"_s)));
    QVERIFY(!queue.add(named(u"b"_s, WriteKind::Binding)));
    QVERIFY(!queue.add(named(u"c"_s)));
    QCOMPARE(names(queue.take(2)), (QStringList { u"a"_s, u"b"_s }));
    QCOMPARE(names(queue.take(2)), QStringList { u"c"_s });
    QVERIFY(queue.take(2).empty());
    QVERIFY(queue.add(named(u"d"_s)));
}

void TstStoreQueue::theLaterReplacesTheEarlier()
{
    StoreQueue queue;
    queue.add(named(u"old"_s, WriteKind::Binding, u"d|1"_s));
    queue.add(named(u"other"_s, WriteKind::Binding, u"d|2"_s));
    queue.add(named(u"without a key"_s, WriteKind::Binding)); // a removal: what was saved before it must not come back after it
    queue.add(named(u"new"_s, WriteKind::Binding, u"d|1"_s));
    QCOMPARE(queue.size(), 3);
    QCOMPARE(names(queue.take(9)), (QStringList { u"other"_s, u"without a key"_s, u"new"_s }));
    QVERIFY(queue.add(named(u"alone"_s, WriteKind::Other, u"m|1"_s)));
    QVERIFY(!queue.add(named(u"instead"_s, WriteKind::Other, u"m|1"_s))); // somebody was woken already
    QCOMPARE(names(queue.take(9)), QStringList { u"instead"_s });
}

void TstStoreQueue::whatIsPutBackComesFirst()
{
    StoreQueue queue;
    queue.add(named(u"a"_s));
    queue.add(named(u"b"_s, WriteKind::Binding, u"d|1"_s));
    auto taken = queue.take(9);
    queue.add(named(u"c"_s));
    queue.add(named(u"newer"_s, WriteKind::Binding, u"d|1"_s));
    queue.putBack(std::move(taken));
    QCOMPARE(names(queue.take(9)), (QStringList { u"a"_s, u"c"_s, u"newer"_s }));
    QCOMPARE(queue.size(), 0);
}

void TstStoreQueue::losesTheOldestTurnsButNoBinding()
{
    StoreQueue queue;
    for (int i = 0; i < StoreQueue::mostOfAKind + 5; ++i) {
        queue.add(named(u"b%1"_s.arg(i), WriteKind::Binding));
        queue.add(named(u"t%1"_s.arg(i)));
    }
    QCOMPARE(queue.dropped(), 5U);
    QCOMPARE(queue.size(), 2 * StoreQueue::mostOfAKind + 5);
    const QStringList left = names(queue.take(1000000));
    QVERIFY(!left.contains(u"t4"_s) && left.contains(u"t5"_s) && left.contains(u"b0"_s));
}

QTEST_GUILESS_MAIN(TstStoreQueue)
#include "tst_storequeue.moc"
