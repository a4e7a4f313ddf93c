// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/identitystore.h"
#include "pairing/memorystore.h"
#include "support/testcase.h"

#include <QFile>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::pairing;
using namespace Qt::Literals::StringLiterals;

class TstIdentityStore : public test::TestCase
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void madeOnceAndFoundAgain();
    void eachServerHasItsOwn();
    void secretsAreNeverInTheFile();
    void aLockedKeyringChangesNothing();
    void withoutAKeyringTheIdStaysForLater();
    void aKeyringThatForgotGetsANewKeyForTheSameDevice();
    void aDamagedFileIsRestoredFromItsCopy_data();
    void aDamagedFileIsRestoredFromItsCopy();
    void aDamagedFileWithoutCopyIsKeptAsideAndSaid();
    void renewMakesAnotherOne();
    void renewWithLockedKeyringKeepsTheOld();
    void aFolderThatCannotBeWrittenIsSaid();
    void theTokenIsASecret();

private:
    IdentityStore::Loaded load(const QString& server = u"official"_s);
    IdentityStore::Loaded renew();
    [[nodiscard]] QString file() const { return m_dir->filePath(u"identities.json"_s); }
    [[nodiscard]] QByteArray content() const;
    void damage(const QByteArray& bytes) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<MemoryShelf> m_shelf;
};

namespace {

const Error locked { Error::Code::Refused, u"locked"_s };
const Error missing { Error::Code::Unavailable, u"no service"_s };

}

void TstIdentityStore::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    m_shelf = std::make_shared<MemoryShelf>();
}

void TstIdentityStore::cleanup()
{
    m_dir.reset();
    m_shelf.reset();
}

// Each call is a program start of its own: new objects on the same folder and the same keyring.
IdentityStore::Loaded TstIdentityStore::load(const QString& server)
{
    MemoryStore secrets(m_shelf);
    IdentityStore store(m_dir->path(), secrets);
    std::optional<IdentityStore::Loaded> got;
    store.load(server, [&](const IdentityStore::Loaded& loaded) { got = loaded; });
    [&] { QTRY_VERIFY(got); }();
    return got.value_or(IdentityStore::Loaded {});
}

IdentityStore::Loaded TstIdentityStore::renew()
{
    MemoryStore secrets(m_shelf);
    IdentityStore store(m_dir->path(), secrets);
    std::optional<IdentityStore::Loaded> got;
    store.renew(u"official"_s, [&](const IdentityStore::Loaded& loaded) { got = loaded; });
    [&] { QTRY_VERIFY(got); }();
    return got.value_or(IdentityStore::Loaded {});
}

QByteArray TstIdentityStore::content() const
{
    QFile reader(file());
    return reader.open(QIODevice::ReadOnly) ? reader.readAll() : QByteArray();
}

void TstIdentityStore::damage(const QByteArray& bytes) const
{
    QFile writer(file());
    QVERIFY(writer.open(QIODevice::WriteOnly));
    writer.write(bytes);
}

void TstIdentityStore::madeOnceAndFoundAgain()
{
    const auto first = load();
    QVERIFY(!first.failure);
    QVERIFY(!first.identity.device.deviceId.isEmpty());
    QCOMPARE(first.identity.hmacKey.size(), 64);
    QCOMPARE(load().identity, first.identity);
}

void TstIdentityStore::eachServerHasItsOwn()
{
    const auto official = load(u"official"_s);
    const auto own = load(u"own"_s);
    QVERIFY(official.identity.device.deviceId != own.identity.device.deviceId);
    QCOMPARE(load(u"official"_s).identity, official.identity);
}

void TstIdentityStore::secretsAreNeverInTheFile()
{
    const auto loaded = load();
    QVERIFY(content().contains(loaded.identity.device.deviceId.toLatin1()));
    QVERIFY(!content().contains(loaded.identity.hmacKey));
    QVERIFY(!content().contains(QByteArray::fromHex(loaded.identity.hmacKey)));
    QCOMPARE(m_shelf->secrets.value(u"identity/official/hmac"_s), loaded.identity.hmacKey);
}

void TstIdentityStore::aLockedKeyringChangesNothing()
{
    const auto before = load();
    const QByteArray file = content();
    const auto secrets = std::exchange(m_shelf->secrets, {}); // a locked keyring says "not stored"
    m_shelf->writeError = locked;
    const auto during = load();
    QVERIFY(during.failure);
    QCOMPARE(during.failure->repair, Repair::UnlockKeyring);
    QCOMPARE(during.failure->step, Step::Identity);
    QCOMPARE(content(), file);

    m_shelf->writeError.reset();
    m_shelf->secrets = secrets;
    QCOMPARE(load().identity, before.identity);
}

void TstIdentityStore::withoutAKeyringTheIdStaysForLater()
{
    m_shelf->readError = missing;
    m_shelf->writeError = missing;
    const auto first = load();
    QVERIFY(first.failure);
    QCOMPARE(first.failure->repair, Repair::KeepInFile);
    const QByteArray file = content();
    QVERIFY(load().failure);
    QCOMPARE(content(), file);

    m_shelf = std::make_shared<MemoryShelf>();
    const auto after = load();
    QVERIFY(!after.failure);
    QVERIFY(file.contains(after.identity.device.deviceId.toLatin1()));
}

void TstIdentityStore::aKeyringThatForgotGetsANewKeyForTheSameDevice()
{
    const auto before = load();
    m_shelf->secrets.clear();
    const auto after = load();
    QVERIFY(!after.failure);
    QCOMPARE(after.identity.device, before.identity.device);
    QCOMPARE(after.identity.hmacKey.size(), 64);
    QVERIFY(after.identity.hmacKey != before.identity.hmacKey);
    QCOMPARE(load().identity, after.identity);
}

void TstIdentityStore::aDamagedFileIsRestoredFromItsCopy_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"devices":{"official":{"device_id":"02:)");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another shape") << QByteArray(R"({"devices":7})");
    QTest::newRow("not a device") << QByteArray(R"({"devices":{"official":{"device_id":"x","client_id":"y"}}})");
    QTest::newRow("binary") << QByteArray("\0\1\2\3", 4);
}

void TstIdentityStore::aDamagedFileIsRestoredFromItsCopy()
{
    QFETCH(QByteArray, bytes);
    const auto before = load();
    damage(bytes);
    const auto after = load();
    QVERIFY(!after.failure);
    QCOMPARE(after.identity, before.identity);
    QVERIFY2(after.notice.contains("identities.json.broken"_L1), qPrintable(after.notice));
    QVERIFY(QFile::exists(file() + ".broken"_L1));
    const auto later = load();
    QCOMPARE(later.notice, QString());
    QCOMPARE(later.identity, before.identity);
}

void TstIdentityStore::aDamagedFileWithoutCopyIsKeptAsideAndSaid()
{
    damage("garbage");
    const auto first = load();
    QVERIFY(first.failure);
    QCOMPARE(first.failure->repair, Repair::NewIdentity);
    QVERIFY(first.failure->error.text.contains("identities.json.broken"_L1));
    QFile aside(file() + ".broken"_L1);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), "garbage");
    QVERIFY(!renew().failure);
    QVERIFY(!load().failure);
}

void TstIdentityStore::renewMakesAnotherOne()
{
    const auto before = load();
    m_shelf->secrets.insert(u"identity/official/token"_s, "old");
    const auto after = renew();
    QVERIFY(!after.failure);
    QVERIFY(after.identity.device.deviceId != before.identity.device.deviceId);
    QCOMPARE(load().identity, after.identity);
    QVERIFY(!m_shelf->secrets.contains(u"identity/official/token"_s));
}

void TstIdentityStore::renewWithLockedKeyringKeepsTheOld()
{
    const auto before = load();
    m_shelf->writeError = locked;
    const auto during = renew();
    QVERIFY(during.failure);
    QCOMPARE(during.failure->repair, Repair::UnlockKeyring);
    m_shelf->writeError.reset();
    QCOMPARE(load().identity, before.identity);
}

void TstIdentityStore::aFolderThatCannotBeWrittenIsSaid()
{
    damage("x"); // makes a file that is then taken for the folder
    MemoryStore secrets(m_shelf);
    IdentityStore store(file(), secrets);
    std::optional<IdentityStore::Loaded> got;
    store.load(u"official"_s, [&](const IdentityStore::Loaded& loaded) { got = loaded; });
    QTRY_VERIFY(got);
    QVERIFY(got->failure);
    QCOMPARE(got->failure->error.code, Error::Code::Unavailable);
    QCOMPARE(got->failure->repair, Repair::TryAgain);
}

void TstIdentityStore::theTokenIsASecret()
{
    MemoryStore secrets(m_shelf);
    IdentityStore store(m_dir->path(), secrets);
    store.keepToken(u"own"_s, u"s3cret"_s);
    QTRY_COMPARE(m_shelf->secrets.value(u"identity/own/token"_s), "s3cret");
    store.keepToken(u"own"_s, {});
    QTRY_VERIFY(!m_shelf->secrets.contains(u"identity/own/token"_s));
    QVERIFY(!content().contains("s3cret"));
}

QTEST_GUILESS_MAIN(TstIdentityStore)
#include "tst_identitystore.moc"
