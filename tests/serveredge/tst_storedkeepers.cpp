// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/storedkeepers.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

// What conversations leave behind, in a real database.
class TstStoredKeepers : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void memoriesSurviveARestart();
    void whatIsNotFoldedSurvivesARestart();
    void aRemovedDeviceIsNotRemembered();
    void budgetsSurviveARestart();
};

namespace {

// A server that starts on a folder, and stops at its end.
struct Server
{
    explicit Server(const QString& folder, const StoreConfig& config = {})
        : store(StorePlace { folder, config })
    {
        bool opened = false;
        store.open([&](const Result<StorePicture>& picture) { opened = picture.has_value(); });
        [&] { QTRY_VERIFY(opened); }();
    }
    ~Server()
    {
        bool closed = false;
        store.close([&] { closed = true; });
        [&] { QTRY_VERIFY(closed); }();
    }
    QString known(const QString& deviceId)
    {
        std::optional<QString> text;
        StoredMemories(store).load(deviceId, &store, [&](const QString& found) { text = found; });
        [&] { QTRY_VERIFY(text); }();
        return text.value_or(QString());
    }
    QVector<Utterance> kept(const QString& deviceId)
    {
        std::optional<QVector<Utterance>> left;
        StoredMemories(store).loadKept(deviceId, &store, [&](const QVector<Utterance>& found) { left = found; });
        [&] { QTRY_VERIFY(left); }();
        return left.value_or(QVector<Utterance>());
    }
    void bind(const QString& deviceId) { QVERIFY(store.book().saveDevice({ .deviceId = deviceId, .clientId = u"client"_s }).has_value()); }
    StoreDesk store;
};

}

void TstStoredKeepers::memoriesSurviveARestart()
{
    QTemporaryDir folder;
    {
        Server server(folder.path());
        server.bind(u"a"_s);
        QCOMPARE(server.known(u"a"_s), QString());
        StoredMemories(server.store).save(u"a"_s, u"likes tea"_s);
        StoredMemories(server.store).save(u"a"_s, u"likes tea and milk"_s);
        QCOMPARE(server.known(u"a"_s), u"likes tea and milk"_s); // at once: in the order asked
    }
    Server server(folder.path());
    QCOMPARE(server.known(u"a"_s), u"likes tea and milk"_s);
    QCOMPARE(server.known(u"b"_s), QString());
}

void TstStoredKeepers::whatIsNotFoldedSurvivesARestart()
{
    QTemporaryDir folder;
    const QVector<Utterance> said { { Utterance::Speaker::User, u"我喜欢\"茶\""_s }, { Utterance::Speaker::Assistant, u"Noted."_s } };
    {
        Server server(folder.path());
        server.bind(u"a"_s);
        StoredMemories(server.store).keep(u"a"_s, said);
        StoredMemories(server.store).keep(u"b"_s, said); // nobody knows it
    }
    {
        Server server(folder.path());
        QCOMPARE(server.kept(u"a"_s), said);
        QVERIFY(server.kept(u"b"_s).isEmpty());
        StoredMemories(server.store).keep(u"a"_s, {});
        QVERIFY(server.kept(u"a"_s).isEmpty());
    }
    Server server(folder.path(), { .keepTurnsDays = 0 }); // what is said is not to be kept
    StoredMemories(server.store).keep(u"a"_s, said);
    QVERIFY(server.kept(u"a"_s).isEmpty());
}

// Its last conversation is folded when its connection is closed, which is after it was removed.
void TstStoredKeepers::aRemovedDeviceIsNotRemembered()
{
    QTemporaryDir folder;
    Server server(folder.path());
    server.bind(u"a"_s);
    StoredMemories(server.store).save(u"a"_s, u"likes tea"_s);
    QCOMPARE(server.known(u"a"_s), u"likes tea"_s);
    QVERIFY(server.store.book().removeDevice(u"a"_s).has_value());
    StoredMemories(server.store).save(u"a"_s, u"likes tea and milk"_s);
    server.bind(u"a"_s);
    QCOMPARE(server.known(u"a"_s), QString());
}

void TstStoredKeepers::budgetsSurviveARestart()
{
    QTemporaryDir folder;
    QDate today = QDate::currentDate();
    const auto day = [&today] { return today; };
    {
        Server server(folder.path());
        StoredBudget budget(server.store, day);
        QCOMPARE(budget.spokenToday(u"a"_s), 0);
        budget.add(u"a"_s, 30);
        budget.add(u"a"_s, 12);
        QCOMPARE(budget.spokenToday(u"a"_s), 42); // before the database has answered
        (void)server.known(u"a"_s); // everything before it is written
        QCOMPARE(budget.spokenToday(u"a"_s), 42);
    }
    Server server(folder.path());
    StoredBudget budget(server.store, day);
    (void)budget.spokenToday(u"a"_s); // as when the device says hello
    QTRY_COMPARE(budget.spokenToday(u"a"_s), 42);
    QCOMPARE(budget.spokenToday(u"b"_s), 0);
    today = today.addDays(1);
    QCOMPARE(budget.spokenToday(u"a"_s), 0);
    (void)server.known(u"a"_s);
    QCOMPARE(budget.spokenToday(u"a"_s), 0);
}

QTEST_GUILESS_MAIN(TstStoredKeepers)
#include "tst_storedkeepers.moc"
