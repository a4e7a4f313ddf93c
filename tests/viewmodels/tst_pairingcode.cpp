// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/pairingcode.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::protocol::ActivationOffer;
using myna::viewmodels::PairingCode;

class TstPairingCode : public myna::test::TestCase
{
    Q_OBJECT

    static PairingCode code(std::chrono::milliseconds life = 0ms)
    {
        ActivationOffer offer;
        offer.code = u"482913"_s;
        offer.timeout = life;
        return { offer, QUrl(u"https://console.example"_s) };
    }

private slots:
    void noCodeHasNothingToApproveOrCount()
    {
        PairingCode none;
        QVERIFY(!none.isOffered());
        QVERIFY(!none.approve());
        QVERIFY(!none.isBeingApproved());
        QCOMPARE(none.limit(), 0);
        QCOMPARE(none.partLeft(), 0.0);
        QVERIFY(none.spelled().isEmpty());
    }

    void isSpelledDigitByDigit()
    {
        QVERIFY(code().isOffered());
        QCOMPARE(code().spelled(), u"4 8 2 9 1 3"_s);
        QCOMPARE(code().console(), QUrl(u"https://console.example"_s));
    }

    void aPollingHintIsNoLife()
    {
        QCOMPARE(code(30s).life(), 0ms);
        QCOMPARE(code(10min).life(), std::chrono::milliseconds(10min));
    }

    void isApprovedOnceAtATime()
    {
        PairingCode offered = code();
        QVERIFY(offered.approve());
        QVERIFY(!offered.approve());
        offered.wishFailed(u"Nobody has this code."_s);
        QVERIFY(!offered.isBeingApproved());
        QCOMPARE(offered.notice(), u"Nobody has this code."_s);
        QVERIFY(offered.approve());
        QVERIFY(offered.notice().isEmpty());
    }

    // Hours, so that no busy machine moves the figures.
    void countsThePresentTry()
    {
        PairingCode offered = code();
        offered.waiting(1, 4, 1h);
        QCOMPARE(offered.limit(), 4);
        QVERIFY(offered.partLeft() > 0.99);
        QVERIFY(offered.timeLeft() == u"240:00"_s || offered.timeLeft().startsWith(u"239:"_s));
        offered.waiting(3, 4, 1h);
        QVERIFY(offered.partLeft() > 0.49 && offered.partLeft() <= 0.5);
        offered.waiting(6, 4, 1h); // beyond the last
        QCOMPARE(offered.partLeft(), 0.0);
        QCOMPARE(offered.timeLeft(), u"0:00"_s);
    }
};

QTEST_GUILESS_MAIN(TstPairingCode)
#include "tst_pairingcode.moc"
