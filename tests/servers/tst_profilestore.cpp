// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keptfile.h"
#include "servers/profilejson.h"
#include "servers/profilestore.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace myna;
using namespace Qt::Literals::StringLiterals;
using pairing::ServerKind;
using pairing::ServerProfile;
using servers::ProfileStore;

namespace {

ServerProfile everything()
{
    return { .id = u"own"_s,
        .otaUrl = QUrl(u"https://desk.example:8443/xiaozhi/ota/"_s),
        .kind = ServerKind::Own,
        .name = u"桌子 server"_s,
        .websocketUrl = QUrl(u"wss://desk.example:8000/xiaozhi/v1/"_s),
        .transport = protocol::TransportChoice::Mqtt,
        .activation = pairing::ActivationKind::CodeOnly,
        .keyForm = pairing::KeyForm::Bytes,
        .shape = protocol::ActivationShape::Payload,
        .pushedBinding = true,
        .reach = { { protocol::ProxyKind::Socks5, u"proxy.example"_s, 1080, u"ann"_s, {} }, test::certificateOf("selfsigned") } };
}

QByteArray contentOf(const QTemporaryDir& dir)
{
    return readKept(dir.filePath(u"profiles.json"_s)).value_or({});
}

QStringList idsOf(const ProfileStore& store)
{
    QStringList ids;
    for (const ServerProfile& profile : store.profiles())
        ids.append(profile.id);
    return ids;
}

}

class TstProfileStore : public test::TestCase
{
    Q_OBJECT

private slots:
    void theOfficialServiceAndThisComputerAreAlwaysThere()
    {
        const QTemporaryDir dir;
        ProfileStore store(dir.path(), {});
        QCOMPARE(idsOf(store), (QStringList { u"local"_s, u"official"_s }));
        QVERIFY(store.problem().isEmpty());
        QVERIFY(!QFile::exists(dir.filePath(u"profiles.json"_s))); // nothing was changed yet
        QCOMPARE(store.remove(u"official"_s).error().code, Error::Code::Invalid);
        QCOMPARE(store.remove(u"local"_s).error().code, Error::Code::Invalid);
    }

    void theAddressOfOlderVersionsIsTakenOverWithItsIdentity()
    {
        const QTemporaryDir dir;
        const QUrl mine(u"http://192.168.1.5:8003/xiaozhi/ota/"_s);
        ProfileStore store(dir.path(), { mine });
        QVERIFY(store.find(u"own"_s)); // the name under which its identity is kept
        QCOMPARE(store.find(u"own"_s)->otaUrl, mine);
        QVERIFY(store.remove(u"own"_s));
        ProfileStore later(dir.path(), { mine });
        QVERIFY(!later.find(u"own"_s)); // removed is removed
    }

    void everyFieldSurvivesAndNoSecretIsWritten()
    {
        const QTemporaryDir dir;
        ServerProfile profile = everything();
        {
            ProfileStore store(dir.path(), {});
            ServerProfile withSecret = profile;
            withSecret.reach.proxy.password = u"open sesame"_s;
            QCOMPARE(store.add(withSecret).value_or({}), u"own"_s);
        }
        QVERIFY(!contentOf(dir).contains("sesame"));
        ProfileStore store(dir.path(), {});
        QCOMPARE(store.find(u"own"_s), std::optional(profile));
    }

    void addsChangesDuplicatesAndRemoves()
    {
        const QTemporaryDir dir;
        ProfileStore store(dir.path(), {});
        QSignalSpy changes(&store, &ProfileStore::changed);
        const auto first = store.add({ .otaUrl = QUrl(u"http://a.example/ota/"_s) });
        const auto second = store.add({ .otaUrl = QUrl(u"http://b.example/ota/"_s), .name = u"  B \n\t server "_s });
        QVERIFY(first && second && *first != *second);
        QCOMPARE(store.find(*second)->name, u"B server"_s);
        QCOMPARE(changes.size(), 2);

        ServerProfile changed = *store.find(*first);
        changed.otaUrl = QUrl(u"http://c.example/ota/"_s);
        changed.kind = ServerKind::Local; // is not for changing
        QVERIFY(store.change(changed));
        QVERIFY(store.change(*store.find(*first))); // the same: nothing happens
        QCOMPARE(changes.size(), 3);
        QCOMPARE(store.find(*first)->kind, ServerKind::Own);
        QCOMPARE(store.change({ .id = u"nobody"_s, .otaUrl = changed.otaUrl }).error().code, Error::Code::NotFound);

        const auto copy = store.duplicate(u"official"_s);
        QVERIFY(copy && *copy != u"official"_s && *copy != u"own"_s);
        QCOMPARE(store.find(*copy)->kind, ServerKind::Official);
        QVERIFY(servers::displayName(*store.find(*copy)) != servers::displayName(*store.find(u"official"_s)));
        QVERIFY(store.remove(*copy));
        QCOMPARE(store.remove(*copy).error().code, Error::Code::NotFound);
        QCOMPARE(store.duplicate(*copy).error().code, Error::Code::NotFound);
        QCOMPARE(store.add({}).error().code, Error::Code::Invalid);
    }

    void isFoundByNameAsPeopleTypeIt()
    {
        const QTemporaryDir dir;
        ProfileStore store(dir.path(), {});
        QVERIFY(store.add({ .otaUrl = QUrl(u"http://desk.local:8003/"_s) }));
        QVERIFY(store.add({ .otaUrl = QUrl(u"http://b.example/"_s), .name = u"Kitchen"_s }));
        QCOMPARE(store.findByName(u"official"_s)->id, u"official"_s);
        QCOMPARE(store.findByName(u"kitchen"_s)->name, u"Kitchen"_s);
        QCOMPARE(store.findByName(u"DESK.local"_s)->id, u"own"_s);
        QVERIFY(!store.findByName(u"garage"_s));
    }

    void aDamagedFileIsKeptAsideAndSaid_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("cut off") << R"({"format":"myna-profiles","version":1,"profiles":[{"id")"_ba;
        QTest::newRow("another file") << R"({"profiles":[]})"_ba;
        QTest::newRow("of a newer version") << R"({"format":"myna-profiles","version":99,"profiles":[]})"_ba;
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("huge") << QByteArray(maxKeptBytes + 1, 'x');
    }

    void aDamagedFileIsKeptAsideAndSaid()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"profiles.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        ProfileStore store(dir.path(), {});
        QCOMPARE(idsOf(store), (QStringList { u"local"_s, u"official"_s }));
        QVERIFY2(store.problem().contains(u"profiles.json.broken"_s), qPrintable(store.problem()));
        QCOMPARE(QFile(dir.filePath(u"profiles.json.broken"_s)).size(), content.size());
        QVERIFY(ProfileStore(dir.path(), {}).problem().isEmpty()); // said once
    }

    void entriesThatCannotBeUsedAreLeftOut()
    {
        const auto decoded = servers::decodeProfiles(R"({"format":"myna-profiles","version":1,"profiles":[)"
                                                     R"({"id":"good","ota_url":"http://a.example/","transport":"smoke","key_form":7,)"
                                                     R"("proxy":{"kind":"http","host":"p","port":99999},"certificate":"bm90IGEgY2VydA=="},)"
                                                     R"({"id":"../../etc","ota_url":"http://a.example/"},)"
                                                     R"({"id":"noaddress"},)"
                                                     R"({"id":"ftp","ota_url":"ftp://a.example/"},)"
                                                     R"({"id":"password","ota_url":"http://u:p@a.example/"},)"
                                                     R"("text", 7, null]})");
        QVERIFY(decoded);
        QCOMPARE(decoded->size(), 1);
        QCOMPARE(decoded->first(), (ServerProfile { .id = u"good"_s, .otaUrl = QUrl(u"http://a.example/"_s), .name = {} }));
    }

    void thereIsALimit()
    {
        const QTemporaryDir dir;
        ProfileStore store(dir.path(), {});
        for (qsizetype i = store.profiles().size(); i < servers::maxProfiles; ++i)
            QVERIFY(store.add({ .otaUrl = QUrl(u"http://a.example/"_s) }));
        QCOMPARE(store.add({ .otaUrl = QUrl(u"http://a.example/"_s) }).error().code, Error::Code::Invalid);
        QCOMPARE(ProfileStore(dir.path(), {}).profiles().size(), servers::maxProfiles);
    }

    void aFolderThatCannotBeWrittenChangesNothing()
    {
        const QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"profiles.json"_s)); // nobody, not even root, can write over it
        ProfileStore store(dir.path(), {});
        QVERIFY(!store.problem().isEmpty());
        QCOMPARE(store.add({ .otaUrl = QUrl(u"http://a.example/"_s) }).error().code, Error::Code::Unavailable);
        QCOMPARE(idsOf(store), (QStringList { u"local"_s, u"official"_s }));
    }

    void whatOneExportsAnotherTakesOnce()
    {
        const QTemporaryDir here;
        const QTemporaryDir there;
        ProfileStore mine(here.path(), {});
        QVERIFY(mine.add(everything()));
        ProfileStore yours(there.path(), {});
        const auto handed = servers::decodeProfiles(servers::encodeProfiles(mine.portable()));
        QVERIFY(handed);
        QCOMPARE(yours.adopt(*handed).value_or(-1), 1); // the official service is there already
        QCOMPARE(yours.adopt(*handed).value_or(-1), 0);
        QCOMPARE(yours.profiles().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TstProfileStore)
#include "tst_profilestore.moc"
