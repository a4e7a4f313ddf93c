// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/keychainstore.h"
#include "pairing/pairing.h"
#include "support/keyringrig.h"
#include "support/otastub.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <cstdlib>

using namespace myna;
using namespace myna::pairing;
using namespace Qt::Literals::StringLiterals;

// The visitor: this program started once more, inside a rig. A process keeps the bus it used first, so each situation has its own.
// It does one thing with the real keychain and prints what came of it as one JSON object.
namespace {

[[noreturn]] void report(const QJsonObject& result)
{
    QTextStream(stdout) << QJsonDocument(result).toJson(QJsonDocument::Compact) << Qt::endl;
    std::quick_exit(0);
}

QJsonObject outcome(const Result<>& result)
{
    if (result)
        return { { u"outcome"_s, u"done"_s } };
    return { { u"outcome"_s, QString(codeName(result.error().code)) }, { u"text"_s, result.error().text } };
}

void visitPairing(const QStringList& arguments)
{
    static Pairing pairing(arguments.value(3), std::make_unique<KeychainStore>(), u"en-US"_s);
    QObject::connect(&pairing, &Pairing::paired, &pairing, [](const protocol::ConnectionProfile& profile) {
        report({ { u"outcome"_s, u"paired"_s }, { u"device"_s, profile.identity.deviceId } });
    });
    QObject::connect(&pairing, &Pairing::failed, &pairing, [](const Failure& failure) {
        report({ { u"outcome"_s, QString(codeName(failure.error.code)) }, { u"text"_s, failure.error.text },
            { u"step"_s, int(failure.step) }, { u"repair"_s, int(failure.repair) } });
    });
    pairing.begin({ u"own"_s, QUrl(arguments.value(4)) });
}

int visit(QCoreApplication& application)
{
    static KeychainStore store;
    const QStringList arguments = application.arguments();
    const QString verb = arguments.value(2);
    const QString key = arguments.value(3);
    const auto done = [](const Result<>& result) { report(outcome(result)); };
    if (verb == "probe"_L1) {
        store.probe(done);
    } else if (verb == "write"_L1) {
        store.write(key, QByteArray::fromHex(arguments.value(4).toLatin1()), done);
    } else if (verb == "remove"_L1) {
        store.remove(key, done);
    } else if (verb == "read"_L1) {
        store.read(key, [](const Result<QByteArray>& secret) {
            QJsonObject result = outcome(secret ? Result<> {} : Result<>(secret.error()));
            result.insert(u"hex"_s, QString::fromLatin1(secret.value_or({}).toHex()));
            report(result);
        });
    } else if (verb == "pair"_L1) {
        visitPairing(arguments);
    }
    return application.exec();
}

}

class TstKeyring : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsBinaryAndAnyScript();
    void stillThereInTheNextSession();
    void aLockedKeyringRefuses();
    void withoutServiceItIsUnavailable();
    void withoutBusItIsUnavailable();
    void pairingKeepsTheIdentityWhenLocked();
    void pairingOffersTheFileWithoutAService();

private:
    static QJsonObject inside(const test::KeyringRig& rig, const QStringList& wish);
    static QString said(const test::KeyringRig& rig, const QStringList& wish) { return inside(rig, wish).value("outcome"_L1).toString(); }
};

// The loop of this process goes on while the visitor works: the stub of the service lives here.
QJsonObject TstKeyring::inside(const test::KeyringRig& rig, const QStringList& wish)
{
    QProcess visitor;
    visitor.setProcessEnvironment(rig.environment());
    visitor.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    visitor.start(QCoreApplication::applicationFilePath(), QStringList(u"--visit"_s) + wish);
    [&] { QTRY_COMPARE_WITH_TIMEOUT(visitor.state(), QProcess::NotRunning, 60000); }();
    return QJsonDocument::fromJson(visitor.readAllStandardOutput()).object();
}

void TstKeyring::initTestCase()
{
    const QString missing = test::KeyringRig::missing();
    if (!missing.isEmpty())
        QSKIP(qPrintable(u"the program %1 is not installed"_s.arg(missing)));
}

void TstKeyring::keepsBinaryAndAnyScript()
{
    test::KeyringRig rig;
    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("open sesame"));
    QCOMPARE(said(rig, { u"probe"_s }), u"done"_s);
    QCOMPARE(said(rig, { u"read"_s, u"nothing"_s }), u"not_found"_s);

    const QString binary = u"00ff01200a00"_s;
    const QString script = QString::fromLatin1(u"密钥 ключ"_s.toUtf8().toHex());
    QCOMPARE(said(rig, { u"write"_s, u"identity/own/hmac"_s, binary }), u"done"_s);
    QCOMPARE(said(rig, { u"write"_s, u"名字"_s, script }), u"done"_s);
    QCOMPARE(inside(rig, { u"read"_s, u"identity/own/hmac"_s }).value("hex"_L1).toString(), binary);
    QCOMPARE(inside(rig, { u"read"_s, u"名字"_s }).value("hex"_L1).toString(), script);
    QCOMPARE(said(rig, { u"remove"_s, u"名字"_s }), u"done"_s);
    QCOMPARE(said(rig, { u"read"_s, u"名字"_s }), u"not_found"_s);
    QCOMPARE(said(rig, { u"remove"_s, u"名字"_s }), u"done"_s);
    QCOMPARE(said(rig, { u"read"_s, u"probe"_s }), u"not_found"_s);
}

void TstKeyring::stillThereInTheNextSession()
{
    test::KeyringRig rig;
    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("open sesame"));
    QCOMPARE(said(rig, { u"write"_s, u"key"_s, u"c0ffee"_s }), u"done"_s);
    rig.stop();
    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("open sesame"));
    QCOMPARE(inside(rig, { u"read"_s, u"key"_s }).value("hex"_L1).toString(), u"c0ffee"_s);
}

void TstKeyring::aLockedKeyringRefuses()
{
    test::KeyringRig rig;
    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("open sesame"));
    QCOMPARE(said(rig, { u"write"_s, u"key"_s, u"c0ffee"_s }), u"done"_s);
    rig.stop();
    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("wrong"));
    const QJsonObject probed = inside(rig, { u"probe"_s });
    QCOMPARE(probed.value("outcome"_L1).toString(), u"refused"_s);
    QVERIFY(probed.value("text"_L1).toString().contains("locked"_L1));
    QCOMPARE(said(rig, { u"write"_s, u"key"_s, u"00"_s }), u"refused"_s);
    QCOMPARE(said(rig, { u"read"_s, u"key"_s }), u"not_found"_s); // the reason for the probe
}

void TstKeyring::withoutServiceItIsUnavailable()
{
    test::KeyringRig rig;
    QVERIFY(rig.startBus());
    QCOMPARE(said(rig, { u"probe"_s }), u"unavailable"_s);
    QCOMPARE(said(rig, { u"read"_s, u"key"_s }), u"unavailable"_s);
    QCOMPARE(said(rig, { u"remove"_s, u"key"_s }), u"unavailable"_s);
}

void TstKeyring::withoutBusItIsUnavailable()
{
    const test::KeyringRig rig;
    QCOMPARE(said(rig, { u"probe"_s }), u"unavailable"_s);
    QCOMPARE(said(rig, { u"read"_s, u"key"_s }), u"unavailable"_s);
}

void TstKeyring::pairingKeepsTheIdentityWhenLocked()
{
    const QTemporaryDir data;
    test::OtaStub stub;
    const QStringList pair { u"pair"_s, data.path(), stub.otaUrl().toString() };
    test::KeyringRig rig;
    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("open sesame"));
    const QJsonObject first = inside(rig, pair);
    QCOMPARE(first.value("outcome"_L1).toString(), u"paired"_s);
    rig.stop();

    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("wrong"));
    const QJsonObject locked = inside(rig, pair);
    QCOMPARE(locked.value("outcome"_L1).toString(), u"refused"_s);
    QCOMPARE(locked.value("step"_L1).toInt(-1), int(Step::Identity));
    QCOMPARE(locked.value("repair"_L1).toInt(-1), int(Repair::UnlockKeyring));
    QVERIFY(locked.value("text"_L1).toString().contains("locked"_L1));
    rig.stop();

    QVERIFY(rig.startBus());
    QVERIFY(rig.startKeyring("open sesame"));
    QCOMPARE(inside(rig, pair), first);
}

void TstKeyring::pairingOffersTheFileWithoutAService()
{
    const QTemporaryDir data;
    test::OtaStub stub;
    test::KeyringRig rig;
    QVERIFY(rig.startBus());
    const QJsonObject result = inside(rig, { u"pair"_s, data.path(), stub.otaUrl().toString() });
    QCOMPARE(result.value("outcome"_L1).toString(), u"unavailable"_s);
    QCOMPARE(result.value("repair"_L1).toInt(-1), int(Repair::KeepInFile));
    QVERIFY(stub.requests().isEmpty());
}

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == "--visit"_L1)
        return visit(application);
    TstKeyring test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keyring.moc"
