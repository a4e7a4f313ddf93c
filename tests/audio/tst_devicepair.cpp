// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicepair.h"
#include "support/testcase.h"

using namespace myna;
using namespace myna::audio;
using namespace Qt::Literals::StringLiterals;

class TstDevicePair : public test::TestCase
{
    Q_OBJECT

private:
    // A canceller in front of the defaults.
    static QVector<SoundDevice> desk()
    {
        return { { u"spk"_s, u"Loudspeaker"_s, false, true }, { u"mic"_s, u"Microphone"_s, true, true },
            { u"headset"_s, u"Headset"_s, false, false }, { u"headsetmic"_s, u"HeadsetMicrophone"_s, true, false },
            { u"through"_s, u"Through"_s, false, false, u"module 7"_s, u"spk"_s },
            { u"clean"_s, u"Clean"_s, true, false, u"module 7"_s, u"mic"_s } };
    }
    static QString told(const DevicePair& pair)
    {
        return pair.inputId() + u' ' + pair.outputId() + (pair.isEchoFree() ? u" echo-free"_s : QString());
    }

private slots:
    void everyChoice_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("pair");
        QTest::newRow("defaults") << QString() << QString() << u"clean through echo-free"_s;
        QTest::newRow("both chosen") << u"headsetmic"_s << u"headset"_s << u"headsetmic headset"_s;
        QTest::newRow("the defaults chosen") << u"mic"_s << u"spk"_s << u"mic spk"_s;
        QTest::newRow("one chosen") << QString() << u"headset"_s << u"mic headset"_s;
        QTest::newRow("the canceller chosen") << u"clean"_s << u"through"_s << u"clean through echo-free"_s;
        QTest::newRow("half of it") << u"clean"_s << u"spk"_s << u"clean spk"_s;
        QTest::newRow("what is unplugged") << u"gone"_s << QString() << u"clean through echo-free"_s;
    }
    void everyChoice()
    {
        QFETCH(QString, input);
        QFETCH(QString, output);
        QTEST(told(pairFor(desk(), { input, output })), "pair");
    }

    void aCancellerOfOtherDevicesIsNoTwin()
    {
        auto devices = desk();
        devices[4].masterId = u"headset"_s;
        QCOMPARE(told(pairFor(devices, {})), u"mic spk"_s);
        devices = desk();
        devices[5].echoGroup = u"module 8"_s; // two cancellers
        QCOMPARE(told(pairFor(devices, {})), u"mic spk"_s);
        devices = desk();
        devices[4].masterId.clear(); // not known
        devices[5].masterId.clear();
        QCOMPARE(told(pairFor(devices, {})), u"mic spk"_s);
    }

    void aCancellerThatIsTheDefaultIsUsedAsIs()
    {
        auto devices = desk();
        devices[0].isDefault = devices[1].isDefault = false;
        devices[4].isDefault = devices[5].isDefault = true;
        QCOMPARE(told(pairFor(devices, {})), u"clean through echo-free"_s);
        devices[4].isDefault = false;
        devices[0].isDefault = true;
        QCOMPARE(told(pairFor(devices, {})), u"clean spk"_s);
    }

    void nothingIsThere()
    {
        const auto pair = pairFor({}, { u"mic"_s, u"spk"_s });
        QVERIFY(!pair.input && !pair.output && !pair.isEchoFree());
        QVERIFY(!pairFor(desk().mid(1, 1), {}).output);
    }
};

QTEST_GUILESS_MAIN(TstDevicePair)
#include "tst_devicepair.moc"
