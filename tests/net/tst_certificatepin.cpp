// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/certificatepin.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QSslCertificate>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

class TstCertificatePin : public test::TestCase
{
    Q_OBJECT

private slots:
    void theFingerprintIsTheOneThatOpensslPrints()
    {
        // openssl x509 -in another.crt -noout -fingerprint -sha256
        QCOMPARE(net::fingerprintOf(test::certificateOf("another")),
            QStringLiteral("5A:A7:79:DA:5B:38:DD:4B:1A:10:6B:D6:3E:6D:20:E2:F1:F2:2F:25:79:4D:16:50:56:13:ED:DD:64:8E:4F:94"));
        QCOMPARE(net::fingerprintOf("no certificate"_ba), QString());
        QCOMPARE(net::fingerprintOf({}), QString());
        QCOMPARE(net::fingerprintOf(test::certificateOf("another") + QByteArray(net::maxCertificateBytes, ' ')), QString());
    }

    void onlyThePinnedOneIsBelieved()
    {
        const QByteArray pinned = test::certificateOf("selfsigned");
        QCOMPARE(net::configurationFor(pinned).caCertificates(), QList { QSslCertificate(pinned, QSsl::Der) });
        QCOMPARE(net::configurationFor({}), QSslConfiguration::defaultConfiguration());
    }

    void errorsAreForgivenForNoOtherCertificateAndNotWhenExpired()
    {
        const QByteArray pinned = test::certificateOf("selfsigned");
        const QList<QSslError> forgiven = net::forgivenErrors(pinned);
        const QSslCertificate mine(pinned, QSsl::Der);
        const QSslCertificate other(test::certificateOf("another"), QSsl::Der);
        QVERIFY(forgiven.contains(QSslError(QSslError::SelfSignedCertificate, mine)));
        QVERIFY(forgiven.contains(QSslError(QSslError::HostNameMismatch, mine)));
        QVERIFY(!forgiven.contains(QSslError(QSslError::SelfSignedCertificate, other)));
        QVERIFY(!forgiven.contains(QSslError(QSslError::CertificateExpired, mine)));
        QVERIFY(!forgiven.contains(QSslError(QSslError::CertificateRevoked, mine)));
        QVERIFY(net::forgivenErrors({}).isEmpty());
        QVERIFY(net::forgivenErrors("no certificate"_ba).isEmpty());
    }

    void onlyMissingTrustCanBePinned()
    {
        QVERIFY(net::canBePinned({ QSslError(QSslError::SelfSignedCertificate), QSslError(QSslError::HostNameMismatch) }));
        QVERIFY(!net::canBePinned({ QSslError(QSslError::SelfSignedCertificate), QSslError(QSslError::CertificateExpired) }));
        QVERIFY(!net::canBePinned({}));
    }

    void theReasonNamesWhatToDo_data()
    {
        QTest::addColumn<QList<QSslError>>("errors");
        QTest::addColumn<bool>("pinned");
        QTest::addColumn<QString>("word");
        QTest::newRow("expired first") << QList { QSslError(QSslError::SelfSignedCertificate), QSslError(QSslError::CertificateExpired) }
                                       << true << u"expired"_s;
        QTest::newRow("early") << QList { QSslError(QSslError::CertificateNotYetValid) } << false << u"date"_s;
        QTest::newRow("changed") << QList { QSslError(QSslError::SelfSignedCertificate) } << true << u"another certificate"_s;
        QTest::newRow("self-signed") << QList { QSslError(QSslError::SelfSignedCertificate) } << false << u"self-signed"_s;
        QTest::newRow("name") << QList { QSslError(QSslError::HostNameMismatch) } << false << u"of another name"_s;
        QTest::newRow("other") << QList { QSslError(QSslError::CertificateRevoked) } << false << u"not believed"_s;
    }

    void theReasonNamesWhatToDo()
    {
        QFETCH(QList<QSslError>, errors);
        QFETCH(bool, pinned);
        QFETCH(QString, word);
        const QString why = net::whyUntrusted(errors, pinned);
        QVERIFY2(why.contains(word), qPrintable(why));
    }
};

QTEST_GUILESS_MAIN(TstCertificatePin)
#include "tst_certificatepin.moc"
