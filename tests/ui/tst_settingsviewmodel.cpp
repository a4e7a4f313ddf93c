// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/settingsviewmodel.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using myna::Error;
using myna::viewmodels::SettingsViewModel;

class TstSettingsViewModel : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void settersWriteAndEmitOnlyOnChange()
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        QSignalSpy language(&model, &SettingsViewModel::languageChanged);
        QSignalSpy theme(&model, &SettingsViewModel::themeChanged);
        QSignalSpy volume(&model, &SettingsViewModel::volumeChanged);
        QSignalSpy devices(&model, &SettingsViewModel::deviceChoiceChanged);
        QSignalSpy server(&model, &SettingsViewModel::serverSettingsChanged);
        for (int i = 0; i < 2; ++i) {
            model.setLanguage(u"zh_CN"_s);
            model.setTheme(u"dark"_s);
            model.setVolume(150);
            model.setInputDevice(u"mic"_s);
            model.setServerAutostart(true);
        }
        QCOMPARE(language.size(), 1);
        QCOMPARE(theme.size(), 1);
        QCOMPARE(volume.size(), 1);
        QCOMPARE(devices.size(), 1);
        QCOMPARE(server.size(), 1);
        QCOMPARE(model.volume(), 100);
        QCOMPARE(store.get(myna::settings::language), u"zh_CN"_s);
    }

    void portsAreJudged_data()
    {
        QTest::addColumn<int>("port");
        QTest::addColumn<int>("httpPort");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("usual") << 9000 << 9003 << true;
        QTest::newRow("same") << 9000 << 9000 << false;
        QTest::newRow("zero") << 0 << 9003 << false;
        QTest::newRow("too large") << 9000 << 65536 << false;
    }
    void portsAreJudged()
    {
        QFETCH(int, port);
        QFETCH(int, httpPort);
        QFETCH(bool, accepted);
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        const auto result = model.setServerPorts(port, httpPort);
        QCOMPARE(result.has_value(), accepted);
        if (!accepted) {
            QVERIFY(!result.error().text.isEmpty());
            QCOMPARE(model.serverPort(), 8000);
        }
    }

    void deviceListsBeginWithTheSystemAndKeepTheMissing()
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        QCOMPARE(model.inputEntries().size(), 1);
        QCOMPARE(model.inputEntries()[0].text, u"System default"_s);
        model.devicesChanged({ { u"a"_s, u"Desk mic"_s, true, true }, { u"b"_s, u"Headset"_s, false, true } });
        QCOMPARE(model.inputEntries()[0].text, u"System default (Desk mic)"_s);
        QCOMPARE(model.inputEntries().size(), 2);
        QCOMPARE(model.outputEntries()[1].id, u"b"_s);
        model.setInputDevice(u"gone"_s);
        QCOMPARE(model.inputEntries().last().id, u"gone"_s);
        QVERIFY(model.inputEntries().last().text.contains(u"not plugged in"_s));
    }

    void processingIsAllOnAndEverySwitchIsKept()
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        QCOMPARE(model.processing(), myna::speech::Processing {});
        QSignalSpy changed(&model, &SettingsViewModel::processingChanged);
        model.setEchoCancellation(true);
        QCOMPARE(changed.size(), 0);
        model.setNoiseSuppression(false);
        model.setNoiseSuppression(false);
        QCOMPARE(changed.size(), 1);
        const auto told = changed[0][0].value<myna::speech::Processing>();
        QVERIFY(told.echoCancellation && !told.noiseSuppression && told.gainControl && told.highPass);
        model.setEchoCancellation(false);
        model.setGainControl(false);
        model.setHighPass(false);
        const SettingsViewModel again(store);
        const myna::speech::Processing kept = again.processing();
        QVERIFY(!kept.echoCancellation && !kept.noiseSuppression && !kept.gainControl && !kept.highPass);
    }

    void packingIsJudged()
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        QSignalSpy changed(&model, &SettingsViewModel::uplinkChanged);
        model.setUplinkFrame(20);
        model.setUplinkFrame(33);
        model.setVoiceBitrate(1);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.uplink(), (myna::viewmodels::UplinkChoice { 20, 8000 }));
        // What somebody typed into the file cannot break the encoder.
        store.set(myna::settings::uplinkFrameMs, 7);
        store.set(myna::settings::voiceBitrate, 9999999);
        QCOMPARE(model.uplink(), (myna::viewmodels::UplinkChoice { 60, 64000 }));
    }

    void cuesAndEchoDelayAreKept()
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        QSignalSpy cues(&model, &SettingsViewModel::cuesChanged);
        QSignalSpy delay(&model, &SettingsViewModel::echoDelayChanged);
        QVERIFY(model.cues());
        const myna::audio::EchoDelay measured { 142, u"mic"_s, u"spk"_s };
        QCOMPARE(model.echoDelay().ms, -1);
        model.setCues(false);
        model.echoDelayMeasured(measured);
        model.echoDelayMeasured({ -1, u"mic"_s, u"spk"_s }); // not heard: what was measured before still holds
        QCOMPARE(cues.size(), 1);
        QCOMPARE(delay.size(), 1);
        QCOMPARE(SettingsViewModel(store).echoDelay(), measured);
        model.echoDelayMeasured({ 142, u"mic"_s, u"headset"_s });
        QCOMPARE(delay.size(), 2);
    }

    void anEchoDelayIsShownForItsOwnDevicesOnly()
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        model.echoDelayMeasured({ 142, u"mic"_s, u"spk"_s });
        QCOMPARE(model.echoDelayMs(), -1);
        model.devicesChanged({ { u"mic"_s, u"Microphone"_s, true, true }, { u"spk"_s, u"Loudspeaker"_s, false, true },
            { u"headset"_s, u"Headset"_s, false, false } });
        QCOMPARE(model.echoDelayMs(), 142);
        model.setOutputDevice(u"headset"_s);
        QCOMPARE(model.echoDelayMs(), -1);
        model.setOutputDevice(u"spk"_s);
        QCOMPARE(model.echoDelayMs(), 142);
        // As written by a version that did not know the devices.
        store.set(myna::settings::echoDelayInput, QString());
        store.set(myna::settings::echoDelayOutput, QString());
        QCOMPARE(model.echoDelayMs(), -1);
    }

    void soundProblemsArrive()
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store(dir.path());
        SettingsViewModel model(store);
        QSignalSpy facts(&model, &SettingsViewModel::factsChanged);
        QVERIFY(model.inputProblem().isEmpty());
        model.inputStatusChanged({ false, {}, { Error::Code::Unavailable, u"Plug one in."_s } });
        QCOMPARE(model.inputProblem(), u"Plug one in."_s);
        QCOMPARE(facts.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstSettingsViewModel)
#include "tst_settingsviewmodel.moc"
