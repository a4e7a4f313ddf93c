// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secret.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::Literals::StringLiterals;
using namespace myna;

class TstSecret : public test::TestCase
{
    Q_OBJECT

private slots:
    void comparesInFull_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("same") << QByteArray("abc") << QByteArray("abc");
        QTest::newRow("shorter") << QByteArray("abc") << QByteArray("ab");
        QTest::newRow("longer by zeros") << QByteArray("ab") << QByteArray("ab\0", 3);
        QTest::newRow("last") << QByteArray("abc") << QByteArray("abd");
    }
    void comparesInFull()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QCOMPARE(equalInConstantTime(a, b), a == b);
    }

    void tokensHave256BitsAndNeverRepeat()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray token = makeToken();
            QVERIFY(QRegularExpression(u"^[0-9a-f]{64}$"_s).match(QString::fromLatin1(token)).hasMatch());
            seen.insert(token);
        }
        QCOMPARE(seen.size(), 1000);
    }
};

QTEST_GUILESS_MAIN(TstSecret)
#include "tst_secret.moc"
