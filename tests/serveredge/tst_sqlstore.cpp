// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveredge/storefixture.h"
#include "support/testcase.h"

#include <QThread>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

// What the store promises, on both databases.
class TstSqlStore : public test::TestCase
{
    Q_OBJECT

    test::StorePlaces m_places;
    StorePlace m_place;
    std::shared_ptr<SqlStore::Opened> m_opened;

    SqlStore& open()
    {
        m_opened.reset();
        const auto opened = SqlStore::open(m_place);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        m_opened = *opened;
        return *m_opened->store;
    }

    void onBoth()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    SqlStore& fresh()
    {
        const bool postgres = *static_cast<bool*>(QTest::qData("postgres", qMetaTypeId<bool>()));
        m_place = m_places.make(postgres);
        return open();
    }

private slots:
    void cleanup() { m_opened.reset(); }

    void keepsDevices_data() { onBoth(); }
    void keepsDevices();
    void touchesOnlyWhatIsBound_data() { onBoth(); }
    void touchesOnlyWhatIsBound();
    void keepsActivations_data() { onBoth(); }
    void keepsActivations();
    void forgetsOldActivations_data() { onBoth(); }
    void forgetsOldActivations();
    void takesStrangeText_data() { onBoth(); }
    void takesStrangeText();
    void keepsTurns_data() { onBoth(); }
    void keepsTurns();
    void keepsAudit_data() { onBoth(); }
    void keepsAudit();
    void remembers_data() { onBoth(); }
    void remembers();
    void countsWhatIsSpoken_data() { onBoth(); }
    void countsWhatIsSpoken();
    void prunes_data() { onBoth(); }
    void prunes();
    void writesTogetherOrNotAtAll_data() { onBoth(); }
    void writesTogetherOrNotAtAll();
    void comesBackFromABackup_data();
    void comesBackFromABackup();
    void manyMayStartAtOnce_data() { onBoth(); }
    void manyMayStartAtOnce();
    void refusesANewerDatabase_data() { onBoth(); }
    void refusesANewerDatabase();
    void saysWhyADatabaseCannotBeReached();
    void sharesOneKey();
};

void TstSqlStore::keepsDevices()
{
    Store* store = &fresh();
    QVERIFY(store->devices()->isEmpty());
    QVERIFY(store->saveDevice(test::someDevice()).has_value());
    QVERIFY(store->saveDevice(test::someDevice(u"00:00:00:00:00:01"_s)).has_value());
    DeviceRecord changed = test::someDevice();
    changed.version = u"2.2.0"_s;
    changed.quarantine = u"noisy"_s;
    QVERIFY(store->saveDevice(changed).has_value());
    QVERIFY(store->removeDevice(u"00:00:00:00:00:01"_s).has_value());
    store = &open();
    QCOMPARE(*store->devices(), QVector { changed });
    QCOMPARE(**store->device(test::deviceId), changed);
    QVERIFY(!store->device(u"00:00:00:00:00:01"_s)->has_value());
}

void TstSqlStore::touchesOnlyWhatIsBound()
{
    Store& store = fresh();
    QVERIFY(store.touchDevice(test::someDevice()).has_value());
    QVERIFY(store.devices()->isEmpty()); // one that was revoked elsewhere does not come back
    QVERIFY(store.saveDevice(test::someDevice()).has_value());
    DeviceRecord seen = test::someDevice();
    seen.name = u"an old name"_s;
    seen.version = u"3"_s;
    seen.lastSeen = test::someTime().addDays(1);
    QVERIFY(store.touchDevice(seen).has_value());
    DeviceRecord expected = seen;
    expected.name = test::someDevice().name;
    QCOMPARE(store.devices()->constFirst(), expected);
}

void TstSqlStore::keepsActivations()
{
    Store& store = fresh();
    QVERIFY(store.saveActivation(test::someActivation(u"000001"_s)).has_value());
    QVERIFY(store.saveActivation(test::someActivation(u"000002"_s)).has_value());
    const auto twice = store.saveActivation(test::someActivation(u"000002"_s));
    QVERIFY(!twice.has_value()); // unique among those waiting
    QCOMPARE(twice.error().code, Error::Code::Invalid);
    QVERIFY(store.endActivation(u"000002"_s, u"bound"_s).has_value());
    QCOMPARE(*store.activations(), QVector { test::someActivation(u"000001"_s) });
    QVERIFY(store.activation(u"000001"_s)->has_value());
    QVERIFY(!store.activation(u"000002"_s)->has_value());
    QVERIFY(store.saveActivation(test::someActivation(u"000002"_s)).has_value()); // free again
}

void TstSqlStore::forgetsOldActivations()
{
    SqlStore& store = fresh();
    QVERIFY(store
                .together([&]() -> Result<> {
                    for (int i = 0; i < 1005; ++i) {
                        ActivationRecord record = test::someActivation(QString::number(i).rightJustified(6, u'0'));
                        record.offeredAt = record.offeredAt.addSecs(i);
                        if (auto saved = store.saveActivation(record); !saved)
                            return saved;
                        if (auto ended = store.endActivation(record.code, u"expired"_s); !ended)
                            return ended;
                    }
                    return {};
                })
                .has_value());
    QSqlQuery query(store.connection()->database());
    QVERIFY(!store.connection()->run(query, u"SELECT count(*), min(code) FROM activations"_s).isValid());
    QVERIFY(query.next());
    QVERIFY2(query.value(0).toInt() <= 1001, qPrintable(query.value(0).toString()));
    QVERIFY(query.value(1).toString() >= u"000004"_s); // the oldest are gone
}

void TstSqlStore::takesStrangeText()
{
    Store& store = fresh();
    DeviceRecord strange = test::someDevice();
    strange.board = u"'; DROP TABLE devices; -- \\' \\\\ $1 ? :a \u4f60\u597d \U0001F426\n\t%"_s;
    QVERIFY(store.saveDevice(strange).has_value());
    QCOMPARE(store.devices()->first().board, strange.board);
    strange.board = u"a"_s + QChar(u'\0') + u"b"_s; // PostgreSQL has no such character
    QVERIFY(store.saveDevice(strange).has_value());
    QCOMPARE(store.devices()->first().board, u"ab"_s);
    const QString half(1, QChar(0xd83d)); // of a pair
    QVERIFY(store.addTurn(test::someTurn(half)).has_value());
    const QString large(200000, u'x');
    QVERIFY(store.addTurn(test::someTurn(large)).has_value());
    QCOMPARE(store.turns({ .limit = 1 })->first().heard, large);
}

void TstSqlStore::keepsTurns()
{
    Store* store = &fresh();
    QVector<qint64> ids;
    for (const auto& heard : { u"one"_s, u"two"_s, u"three"_s })
        ids.append(store->addTurn(test::someTurn(heard)).value());
    QVERIFY(ids[0] < ids[1] && ids[1] < ids[2]);
    TurnRecord other = test::someTurn(u"elsewhere"_s);
    other.deviceId = u"00:00:00:00:00:01"_s;
    QVERIFY(store->addTurn(other).has_value());
    store = &open();
    const auto turns = *store->turns({ .deviceId = test::deviceId });
    QCOMPARE(turns.size(), 3);
    TurnRecord expected = test::someTurn(u"three"_s);
    expected.id = ids[2];
    QCOMPARE(turns[0], expected);
    QCOMPARE(store->turns({ .deviceId = test::deviceId, .before = ids[2], .limit = 1 })->first().heard, u"two"_s);
    QCOMPARE(store->turns({ .limit = 100 })->size(), 4);
    QVERIFY(store->removeTurns(test::deviceId).has_value());
    QCOMPARE(store->turns({})->size(), 1);
    QVERIFY(store->removeTurns({}).has_value());
    QVERIFY(store->turns({})->isEmpty());
}

void TstSqlStore::keepsAudit()
{
    Store& store = fresh();
    AuditRecord record { .time = test::someTime(),
        .deviceId = test::deviceId,
        .actor = u"owner"_s,
        .action = u"revoke"_s,
        .subject = u"x"_s,
        .outcome = u"done"_s,
        .detail = {} };
    record.id = store.addAudit(record).value();
    AuditRecord general { .time = test::someTime(), .actor = u"server"_s, .action = u"start"_s };
    general.id = store.addAudit(general).value();
    QCOMPARE(*store.audit({}), (QVector { general, record }));
    QCOMPARE(*store.audit({ .deviceId = test::deviceId }), QVector { record });
    QVERIFY(store.audit({ .before = record.id })->isEmpty());
}

void TstSqlStore::remembers()
{
    Store& store = fresh();
    QVERIFY(!store.memory(test::deviceId)->updated.isValid());
    const MemoryRecord memory { u"喜欢爵士乐"_s, test::someTime() };
    QVERIFY(store.saveMemory(test::deviceId, memory).has_value());
    QCOMPARE(*store.memory(test::deviceId), memory);
    const MemoryRecord later { QString(longestMemory, u'x'), test::someTime().addSecs(1) };
    QVERIFY(store.saveMemory(test::deviceId, later).has_value());
    QCOMPARE(*store.memory(test::deviceId), later);
    const auto tooLong = store.saveMemory(test::deviceId, { QString(longestMemory / 3 + 1, u'好'), test::someTime() });
    QVERIFY(!tooLong.has_value());
    QCOMPARE(tooLong.error().code, Error::Code::Invalid);
    QCOMPARE(*store.memory(test::deviceId), later);
    // Whoever gets the device next does not get the memory.
    QVERIFY(store.removeDevice(test::deviceId).has_value());
    QVERIFY(store.memory(test::deviceId)->text.isEmpty());
    QVERIFY(store.saveMemory(test::deviceId, memory).has_value());
    QVERIFY(store.removeMemory(test::deviceId).has_value());
    QVERIFY(!store.memory(test::deviceId)->updated.isValid());
    // What waits to become part of it.
    for (const QString& forget : { u"said"_s, u"memory"_s, u"device"_s, u"time"_s }) {
        QVERIFY(store.unfolded(test::deviceId)->isEmpty());
        QVERIFY(store.saveUnfolded(test::deviceId, u"before"_s, test::someTime()).has_value());
        QVERIFY(store.saveUnfolded(test::deviceId, u"喝茶"_s, test::someTime()).has_value());
        QCOMPARE(*store.unfolded(test::deviceId), u"喝茶"_s);
        QVERIFY((forget == u"said"    ? store.saveUnfolded(test::deviceId, {}, test::someTime())
                : forget == u"memory" ? store.removeMemory(test::deviceId)
                : forget == u"device" ? store.removeDevice(test::deviceId)
                                      : store.prune(test::someTime().addDays(40), 30, 30))
                    .has_value());
    }
    QVERIFY(store.unfolded(test::deviceId)->isEmpty());
}

// Several instances add at once, and every one is told a number of its own.
void TstSqlStore::countsWhatIsSpoken()
{
    Store& store = fresh();
    const QDate day(2026, 11, 21);
    QCOMPARE(*store.addSpoken(test::deviceId, day, 0), 0);
    constexpr int each = 50;
    QVector<int> seen[2];
    std::vector<std::unique_ptr<QThread>> threads;
    for (QVector<int>& numbers : seen) {
        threads.emplace_back(QThread::create([&numbers, &day, place = m_place] {
            const auto opened = SqlStore::open(place);
            for (int i = 0; opened && i < each; ++i)
                numbers.append(opened.value()->store->addSpoken(test::deviceId, day, 3).value_or(-1));
        }));
        threads.back()->start();
    }
    for (auto& thread : threads)
        QVERIFY(thread->wait(30000));
    QVector<int> all = seen[0] + seen[1];
    std::sort(all.begin(), all.end());
    QCOMPARE(all.size(), 2 * each);
    for (int i = 0; i < all.size(); ++i)
        QCOMPARE(all[i], 3 * (i + 1));
    QCOMPARE(*store.addSpoken(test::deviceId, day.addDays(1), 5), 5);
}

void TstSqlStore::prunes()
{
    Store& store = fresh();
    const QDateTime now = test::someTime();
    for (const int days : { 0, 29, 31, 400 }) {
        QVERIFY(store.addTurn(test::someTurn(QString::number(days), now.addDays(-days))).has_value());
        QVERIFY(store.addAudit({ .time = now.addDays(-days), .action = QString::number(days) }).has_value());
        QVERIFY(store.addSpoken(test::deviceId, now.date().addDays(-days), 7).has_value());
    }
    QVERIFY(store.prune(now, 30, 365).has_value());
    QCOMPARE(store.turns({})->size(), 2);
    QCOMPARE(store.audit({})->size(), 3);
    QCOMPARE(*store.addSpoken(test::deviceId, now.date(), 0), 7);
    QCOMPARE(*store.addSpoken(test::deviceId, now.date().addDays(-31), 0), 0);
    QVERIFY(store.prune(now, 0, 365).has_value());
    QVERIFY(store.turns({})->isEmpty());
}

void TstSqlStore::writesTogetherOrNotAtAll()
{
    SqlStore& store = fresh();
    const Error no { Error::Code::Invalid, u"No."_s };
    const auto half = store.together([&]() -> Result<> {
        if (auto saved = store.saveDevice(test::someDevice()); !saved)
            return saved;
        return no;
    });
    QCOMPARE(half.error(), no);
    QVERIFY(store.devices()->isEmpty());
    // A statement that is not taken spoils the whole of it, and nothing after it.
    QVERIFY(!store
                 .together([&]() -> Result<> {
                     (void)store.saveDevice(test::someDevice()).has_value();
                     (void)store.saveActivation(test::someActivation(u"1"_s)).has_value();
                     return store.saveActivation(test::someActivation(u"1"_s));
                 })
                 .has_value());
    QVERIFY(store.devices()->isEmpty());
    QVERIFY(store.saveDevice(test::someDevice()).has_value());
}

void TstSqlStore::comesBackFromABackup_data()
{
    QTest::addColumn<bool>("postgres");
    QTest::addColumn<bool>("toPostgres");
    QTest::newRow("SQLite to SQLite") << false << false;
    QTest::newRow("SQLite to PostgreSQL") << false << true;
    QTest::newRow("PostgreSQL to SQLite") << true << false;
    QTest::newRow("PostgreSQL to PostgreSQL") << true << true;
}

void TstSqlStore::comesBackFromABackup()
{
    QFETCH(bool, toPostgres);
    SqlStore& store = fresh();
    QVERIFY(store.saveDevice(test::someDevice()).has_value());
    QVERIFY(store.saveActivation(test::someActivation(u"123456"_s)).has_value());
    QVERIFY(store.addTurn(test::someTurn(u"你好 'quoted' \\"_s)).has_value());
    QVERIFY(store.addAudit({ .time = test::someTime(), .action = u"approve"_s }).has_value());
    QVERIFY(store.saveMemory(test::deviceId, { u"likes jazz"_s, test::someTime() }).has_value());
    QVERIFY(store.addSpoken(test::deviceId, test::someTime().date(), 9).has_value());
    const auto key = store.sharedKey();
    QTemporaryDir folder;
    const QString path = folder.filePath(u"backup.db"_s);
    const auto made = store.backup(path);
    QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().text));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList { u"backup.db"_s });
    const auto again = store.backup(path);
    QVERIFY(!again.has_value()); // never over something
    QCOMPARE(again.error().code, Error::Code::Refused);
    QVERIFY(!store.restore(path).has_value()); // it is not empty

    const auto opened = SqlStore::open(m_places.make(toPostgres));
    SqlStore& other = *opened.value()->store;
    const auto restored = other.restore(path);
    QVERIFY2(restored.has_value(), restored ? "" : qPrintable(restored.error().text));
    QCOMPARE(*other.devices(), *store.devices());
    QCOMPARE(*other.activations(), *store.activations());
    QCOMPARE(*other.turns({}), *store.turns({}));
    QCOMPARE(*other.audit({}), *store.audit({}));
    QCOMPARE(*other.memory(test::deviceId), *store.memory(test::deviceId));
    QCOMPARE(*other.addSpoken(test::deviceId, test::someTime().date(), 0), 9);
    if (!key->isEmpty() && toPostgres)
        QCOMPARE(*other.sharedKey(), *key);
    QVERIFY(*other.addTurn(test::someTurn(u"next"_s)) > store.turns({})->first().id); // goes on counting
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList { u"backup.db"_s });
}

void TstSqlStore::manyMayStartAtOnce()
{
    fresh();
    m_opened.reset();
    const bool postgres = !m_place.config.url.isEmpty();
    m_place = m_places.make(postgres);
    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic_int well = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([place = m_place, &well] {
            const auto opened = SqlStore::open(place);
            if (opened && opened.value()->store->devices())
                ++well;
            else
                qWarning("%s", qPrintable(opened.error().text));
        }));
        threads.back()->start();
    }
    for (auto& thread : threads)
        QVERIFY(thread->wait(30000));
    QCOMPARE(well, 4);
}

void TstSqlStore::refusesANewerDatabase()
{
    SqlStore& store = fresh();
    QVERIFY(!store.connection()->run(u"INSERT INTO schema_steps (number, hash) VALUES (99, 'x')"_s).isValid());
    if (!store.isShared())
        QVERIFY(!store.connection()->run(u"PRAGMA user_version=99"_s).isValid());
    m_opened.reset();
    const auto opened = SqlStore::open(m_place);
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().code, Error::Code::Refused);
    QVERIFY2(opened.error().text.contains(u"newer version"_s), qPrintable(opened.error().text));
}

void TstSqlStore::saysWhyADatabaseCannotBeReached()
{
    StorePlace place { {}, { .url = u"postgresql://myna@127.0.0.1:1/store"_s, .password = u"hunter2"_s } };
    const auto nobody = SqlStore::open(place);
    QVERIFY(!nobody.has_value());
    QCOMPARE(nobody.error().code, Error::Code::Unavailable);
    QVERIFY2(nobody.error().text.contains(u"127.0.0.1:1/store"_s), qPrintable(nobody.error().text));
    place = m_places.make(true);
    place.config.password = u"hunter2"_s;
    const auto wrong = SqlStore::open(place);
    QVERIFY(!wrong.has_value());
    QVERIFY2(!wrong.error().text.contains(u"hunter2"_s) && wrong.error().text.contains(u"password"_s), qPrintable(wrong.error().text));
    for (const QString& url : { u"mysql://a/b"_s, u"postgresql://a@b/"_s, u"postgresql://a@b/c?options=-c"_s, u"not an address"_s }) {
        place.config.url = url;
        const auto invalid = SqlStore::open(place);
        QVERIFY(!invalid.has_value());
        QCOMPARE(invalid.error().code, Error::Code::Invalid);
        QVERIFY(invalid.error().text.contains(u"database.url"_s));
    }
}

void TstSqlStore::sharesOneKey()
{
    m_place = m_places.make(true);
    const QByteArray key = open().sharedKey().value();
    QCOMPARE(key.size(), 32);
    m_place.config.url = m_places.server().socketUrl(m_place.config.url.section(u'/', -1)); // by another way
    QCOMPARE(*open().sharedKey(), key);
    m_place = m_places.make(true);
    QVERIFY(*open().sharedKey() != key);
    m_place = m_places.make(false);
    QVERIFY(open().sharedKey()->isEmpty());
}

QTEST_GUILESS_MAIN(TstSqlStore)
#include "tst_sqlstore.moc"
