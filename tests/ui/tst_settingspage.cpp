// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingspage.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/toggleswitch.h"

#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using myna::Error;
using namespace myna::ui;
using myna::viewmodels::SettingsViewModel;

class TstSettingsPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store { dir.path() };
        SettingsViewModel model { store };
        SettingsPage page;
        explicit Shown(const Theme& theme)
            : page(theme, model)
        {
            page.resize(900, 684);
            page.show();
        }
        template<typename T>
        T* named(const QString& name)
        {
            for (T* widget : page.template findChildren<T*>()) {
                if (widget->accessibleName() == name)
                    return widget;
            }
            return nullptr;
        }
        bool shows(const QString& words) { return myna::test::shows(page, words); }
    };

private slots:
    void initTestCase() { m_theme.setReducedMotion(true); }

    void choosingADeviceIsAWish()
    {
        Shown s(m_theme);
        s.model.devicesChanged({ { u"a"_s, u"Desk mic"_s, true, true }, { u"b"_s, u"Far mic"_s, true, false } });
        auto* box = s.named<QComboBox>(u"Microphone"_s);
        QVERIFY(box);
        QCOMPARE(box->count(), 3);
        QCOMPARE(box->currentText(), u"System default (Desk mic)"_s);
        QSignalSpy choice(&s.model, &SettingsViewModel::deviceChoiceChanged);
        emit box->activated(2);
        QCOMPARE(choice.size(), 1);
        QCOMPARE(s.model.devices().inputId, u"b"_s);
    }

    void aSoundProblemStandsBesideItsDevice()
    {
        Shown s(m_theme);
        QVERIFY(!s.shows(u"Plug one in"_s));
        s.model.inputStatusChanged({ false, {}, { Error::Code::Unavailable, u"Plug one in."_s } });
        QVERIFY(s.shows(u"Plug one in"_s));
        s.model.inputStatusChanged({ .working = true });
        QVERIFY(!s.shows(u"Plug one in"_s));
    }

    void theSliderFollowsAndLeads()
    {
        Shown s(m_theme);
        auto* slider = s.page.findChild<QSlider*>();
        QCOMPARE(slider->value(), 80);
        s.model.setVolume(30);
        QCOMPARE(slider->value(), 30);
        slider->setValue(55);
        QCOMPARE(s.model.volume(), 55);
        QVERIFY(s.shows(u"55 %"_s));
    }

    void processingSwitchesAreKept_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::newRow("echo") << u"Remove echo"_s << u"audio/echoCancellation"_s;
        QTest::newRow("noise") << u"Remove noise"_s << u"audio/noiseSuppression"_s;
        QTest::newRow("gain") << u"Even out the loudness"_s << u"audio/gainControl"_s;
        QTest::newRow("rumble") << u"Cut rumble"_s << u"audio/highPass"_s;
        QTest::newRow("cues") << u"Notification sounds"_s << u"audio/cues"_s;
    }
    void processingSwitchesAreKept()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        Shown s(m_theme);
        auto* wanted = s.named<ToggleSwitch>(name);
        QVERIFY(wanted);
        QVERIFY(wanted->isChecked());
        wanted->click();
        const QByteArray raw = key.toLatin1();
        QVERIFY(!s.store.get(myna::settings::Option<bool> { raw.constData(), true }));
    }

    void packingIsFoldedAwayAndKept()
    {
        Shown s(m_theme);
        auto* frame = s.named<QComboBox>(u"Length of a packet"_s);
        auto* quality = s.named<QComboBox>(u"Voice quality"_s);
        QVERIFY(frame && quality);
        QVERIFY(!frame->isVisible());
        QTest::mouseClick(s.named<QPushButton>(u"How the voice is packed"_s), Qt::LeftButton);
        QVERIFY(frame->isVisible());
        QCOMPARE(frame->currentData().toInt(), 60);
        emit frame->activated(frame->findData(20));
        emit quality->activated(quality->findData(32000));
        QCOMPARE(s.model.uplink(), (myna::viewmodels::UplinkChoice { 20, 32000 }));
    }

    void theSoundCheckIsAWish()
    {
        Shown s(m_theme);
        QSignalSpy check(&s.page, &SettingsPage::openAudioWizard);
        auto* button = s.named<QPushButton>(u"Check microphone and loudspeaker…"_s);
        QVERIFY(button);
        button->click();
        QCOMPARE(check.size(), 1);
        s.model.devicesChanged({ { u"mic"_s, u"Microphone"_s, true, true }, { u"spk"_s, u"Loudspeaker"_s, false, true } });
        s.model.echoDelayMeasured({ 142, u"mic"_s, u"spk"_s });
        QVERIFY(s.shows(u"142"_s));
        s.model.devicesChanged({ { u"mic"_s, u"Microphone"_s, true, true }, { u"headset"_s, u"Headset"_s, false, true } });
        QVERIFY(!s.shows(u"142"_s));
    }

    void serverChoicesAreKept()
    {
        Shown s(m_theme);
        auto* autostart = s.named<ToggleSwitch>(u"Start with Myna"_s);
        QVERIFY(autostart);
        autostart->click();
        QVERIFY(s.model.serverAutostart());
        auto* port = s.named<QSpinBox>(u"Port for conversations"_s);
        port->setValue(8003);
        emit port->editingFinished();
        QVERIFY(s.shows(u"must differ"_s));
        QCOMPARE(s.model.serverPort(), 8000);
    }

    void everyControlHasAName()
    {
        Shown s(m_theme);
        for (QWidget* widget : s.page.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<QLineEdit*>(widget->focusProxy()) || widget->window() != &s.page)
                continue;
            if (widget->objectName() == u"qt_spinbox_lineedit"_s)
                continue; // part of a named control
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(face);
            QVERIFY2(!face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TstSettingsPage)
#include "tst_settingspage.moc"
