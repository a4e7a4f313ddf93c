// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storedesk.h"
#include "serveredge/storefixture.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr StoreTiming quick { .firstRetry = std::chrono::milliseconds(20), .longestRetry = std::chrono::milliseconds(100) };
constexpr int patience = 20000;

}

class TstStoreDesk : public test::TestCase
{
    Q_OBJECT

    test::StorePlaces m_places;

    static void onBoth()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    StorePicture open(StoreDesk& desk)
    {
        std::optional<Result<StorePicture>> answer;
        desk.open([&](const Result<StorePicture>& picture) { answer = picture; });
        if (!test::becomesTrue([&] { return answer.has_value(); }) || !*answer)
            qFatal("the store does not open: %s", answer ? qPrintable(answer->error().text) : "no answer");
        return **answer;
    }

    template<typename T>
    Result<T> ask(StoreDesk& desk, std::function<Result<T>(Store&)> work)
    {
        std::optional<Result<T>> answer;
        desk.ask<T>(this, std::move(work), [&](const Result<T>& result) { answer = result; });
        if (!test::becomesTrue([&] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    }

    QVector<DeviceRecord> devices(StoreDesk& desk)
    {
        return ask<QVector<DeviceRecord>>(desk, [](Store& store) { return store.devices(); }).value_or({});
    }
    QVector<TurnRecord> turns(StoreDesk& desk)
    {
        return ask<QVector<TurnRecord>>(desk, [](Store& store) { return store.turns({ .limit = 1000 }); }).value_or({});
    }
    void close(StoreDesk& desk)
    {
        bool closed = false;
        desk.close([&] { closed = true; });
        QTRY_VERIFY(closed);
    }

private slots:
    void writesInOrderAndReadsWhatWasWritten_data() { onBoth(); }
    void writesInOrderAndReadsWhatWasWritten();
    void writesEverythingBeforeItCloses_data() { onBoth(); }
    void writesEverythingBeforeItCloses();
    void answersOnlyWhoStillLives();
    void oneWriteThatIsNotTakenHarmsNoOther_data() { onBoth(); }
    void oneWriteThatIsNotTakenHarmsNoOther();
    void keepsNoTurnsWhenNoneAreWanted();
    void goesOnWithoutItsDatabase();
    void hearsWhatOthersDo();
};

void TstStoreDesk::writesInOrderAndReadsWhatWasWritten()
{
    QFETCH(bool, postgres);
    const StorePlace place = m_places.make(postgres);
    StoreDesk desk(place, test::someTime);
    QVERIFY(!desk.health().reachable);
    QVERIFY(open(desk).devices.isEmpty());
    QVERIFY(desk.health().reachable);
    QVERIFY(desk.book().saveDevice(test::someDevice()).has_value());
    QVERIFY(desk.book().saveActivation(test::someActivation(u"000001"_s)).has_value());
    QVERIFY(desk.book().endActivation(u"000001"_s, u"bound"_s).has_value());
    QVERIFY(desk.book().saveActivation(test::someActivation(u"000001"_s)).has_value());
    for (int i = 0; i < 200; ++i)
        desk.addTurn(test::someTurn(QString::number(i)));
    QCOMPARE(devices(desk).size(), 1);
    const auto kept = turns(desk);
    QCOMPARE(kept.size(), 200);
    QCOMPARE(kept.first().heard, u"199"_s);
    QCOMPARE(desk.health().waiting, 0);
    close(desk);
    StoreDesk next(place, test::someTime);
    const StorePicture picture = open(next);
    QCOMPARE(picture.devices, QVector { test::someDevice() });
    QCOMPARE(picture.activations, QVector { test::someActivation(u"000001"_s) });
    QCOMPARE(*next.book().devices(), picture.devices);
    QCOMPARE(picture.sharedKey.isEmpty(), !postgres);
}

void TstStoreDesk::writesEverythingBeforeItCloses()
{
    QFETCH(bool, postgres);
    const StorePlace place = m_places.make(postgres);
    {
        StoreDesk desk(place, test::someTime);
        open(desk);
        for (int i = 0; i < 1500; ++i)
            desk.addTurn(test::someTurn(QString::number(i)));
        bool closed = false;
        desk.close([&] { closed = true; });
        desk.addTurn(test::someTurn(u"too late"_s));
        QTRY_VERIFY(closed);
    }
    StoreDesk next(place, test::someTime);
    open(next);
    const auto count = ask<int>(next, [](Store& store) -> Result<int> {
        return int(static_cast<SqlStore&>(store).turns({ .limit = 1000 })->size())
            + int(store.turns({ .before = 501, .limit = 1000 })->size());
    });
    QCOMPARE(*count, 1500);
    QCOMPARE(turns(next).first().heard, u"1499"_s);
}

void TstStoreDesk::answersOnlyWhoStillLives()
{
    StoreDesk desk(m_places.make(false));
    open(desk);
    bool answered = false;
    {
        QObject asker;
        desk.ask<int>(
            &asker, [](Store&) -> Result<int> { return 1; }, [&](const Result<int>&) { answered = true; });
    }
    QCOMPARE(*ask<int>(desk, [](Store&) -> Result<int> { return 2; }), 2);
    QVERIFY(!answered);
}

void TstStoreDesk::oneWriteThatIsNotTakenHarmsNoOther()
{
    QFETCH(bool, postgres);
    StoreDesk desk(m_places.make(postgres));
    QSignalSpy warned(&desk, &StoreDesk::warned);
    open(desk);
    desk.addTurn(test::someTurn(u"before"_s));
    QVERIFY(desk.book().saveActivation(test::someActivation(u"000001"_s)).has_value());
    QVERIFY(desk.book().saveActivation(test::someActivation(u"000001"_s)).has_value()); // there is one
    desk.addTurn(test::someTurn(u"after"_s));
    QCOMPARE(turns(desk).size(), 2);
    QTRY_COMPARE(warned.size(), 1);
    QVERIFY(desk.health().reachable);
}

void TstStoreDesk::keepsNoTurnsWhenNoneAreWanted()
{
    StorePlace place = m_places.make(false);
    place.config.keepTurnsDays = 0;
    StoreDesk desk(place, test::someTime);
    open(desk);
    desk.addTurn(test::someTurn(u"secret"_s));
    QVERIFY(turns(desk).isEmpty());
}

// PostgreSQL is stopped under a running server and comes back: said once each, nothing bound is lost, questions are refused meanwhile.
void TstStoreDesk::goesOnWithoutItsDatabase()
{
    const StorePlace place = m_places.make(true);
    StoreDesk desk(place, {}, quick);
    QSignalSpy warned(&desk, &StoreDesk::warned);
    QSignalSpy pictures(&desk, &StoreDesk::pictureChanged);
    open(desk);
    desk.addTurn(test::someTurn(u"before"_s));
    QCOMPARE(turns(desk).size(), 1);
    QVERIFY(m_places.server().stop());
    const auto asked = ask<int>(desk, [](Store& store) { return store.addSpoken(test::deviceId, test::someTime().date(), 1); });
    QVERIFY(!asked.has_value());
    QCOMPARE(asked.error().code, Error::Code::Unavailable);
    QVERIFY(!desk.health().reachable);
    QVERIFY(!desk.health().reason.isEmpty());
    QVERIFY(desk.book().saveDevice(test::someDevice()).has_value());
    constexpr int many = StoreQueue::mostOfAKind + 10;
    for (int i = 0; i < many; ++i)
        desk.addTurn(test::someTurn(QString::number(i)));
    QCOMPARE(desk.health().dropped, 10U);
    QCOMPARE(desk.health().waiting, StoreQueue::mostOfAKind + 1);
    QTRY_COMPARE(warned.size(), 1);
    QVERIFY(m_places.server().start());
    QTRY_COMPARE_WITH_TIMEOUT(pictures.size(), 1, patience);
    QCOMPARE(warned.size(), 2);
    QVERIFY(desk.health().reachable);
    QCOMPARE(desk.health().waiting, 0);
    QCOMPARE(devices(desk), QVector { test::someDevice() });
    const auto kept = turns(desk);
    QCOMPARE(kept.first().heard, QString::number(many - 1));
    QCOMPARE(pictures.first().first().value<StorePicture>().devices.size(), 1);
}

void TstStoreDesk::hearsWhatOthersDo()
{
    const StorePlace place = m_places.make(true);
    StoreDesk here(place);
    StoreDesk there(place);
    open(here);
    open(there);
    QVector<std::pair<QString, std::optional<DeviceRecord>>> heard;
    QVector<CodeNews> codes;
    connect(&there, &StoreDesk::deviceChanged, this, [&](const QString& id, const auto& device) { heard.append({ id, device }); });
    connect(&there, &StoreDesk::codeChanged, this, [&](const CodeNews& news) { codes.append(news); });
    QSignalSpy echo(&here, &StoreDesk::deviceChanged);
    (void)here.book().saveActivation(test::someActivation(u"000001"_s)).has_value();
    QTRY_COMPARE(codes.size(), 1);
    QCOMPARE(codes[0].state, u"offered"_s);
    QCOMPARE(*codes[0].record, test::someActivation(u"000001"_s));
    (void)here.book().endActivation(u"000001"_s, u"refused"_s).has_value();
    QTRY_COMPARE(codes.size(), 2);
    QCOMPARE(codes[1].state, u"refused"_s);
    QVERIFY(!codes[1].record);
    (void)here.book().saveDevice(test::someDevice()).has_value();
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(*heard[0].second, test::someDevice());
    (void)here.book().touchDevice(test::someDevice()).has_value(); // no news: it would be told for every connection
    (void)here.book().removeDevice(test::deviceId).has_value();
    QTRY_COMPARE(heard.size(), 2);
    QCOMPARE(heard[1].first, test::deviceId);
    QVERIFY(!heard[1].second);
    QCOMPARE(echo.size(), 0);
}

QTEST_GUILESS_MAIN(TstStoreDesk)
#include "tst_storedesk.moc"
