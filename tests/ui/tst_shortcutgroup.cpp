// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/options.h"
#include "settings/shortcutgroup.h"
#include "settings/stopkeygroup.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "widgets/keyrecorder.h"
#include "widgets/toggleswitch.h"

#include <QSlider>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna::ui;
using myna::Error;
using myna::viewmodels::ShortcutViewModel;

class TstShortcutGroup : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        QTemporaryDir folder;
        myna::settings::SettingsStore store { folder.path() };
        ShortcutViewModel model { store };
        ShortcutGroup group;
        explicit Shown(const Theme& theme)
            : group(theme, model)
        {
            group.resize(760, 300);
            group.show();
        }
        KeyRecorder* recorder() { return group.findChild<KeyRecorder*>(); }
        bool shows(const QString& words) { return myna::test::shows(group, words); }
    };

private slots:
    void initTestCase() { m_theme.setReducedMotion(true); }

    void theKeyIsChosenByPressingIt()
    {
        Shown s(m_theme);
        QTest::mouseClick(s.recorder(), Qt::LeftButton);
        QVERIFY(s.recorder()->isRecording());
        QTest::keyPress(s.recorder(), Qt::Key_Control, Qt::ControlModifier);
        QVERIFY(s.recorder()->isRecording());
        QTest::keyClick(s.recorder(), Qt::Key_F7, Qt::ControlModifier);
        QVERIFY(!s.recorder()->isRecording());
        QCOMPARE(s.model.key(), QKeySequence(u"Ctrl+F7"_s));
        QCOMPARE(s.recorder()->text(), s.model.keyText());
    }

    void spaceAndTabAreKeysTooWhileRecording()
    {
        Shown s(m_theme);
        QTest::mouseClick(s.recorder(), Qt::LeftButton);
        QTest::keyClick(s.recorder(), Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(s.model.key(), QKeySequence(u"Ctrl+Shift+Space"_s));
        QTest::mouseClick(s.recorder(), Qt::LeftButton);
        QTest::keyClick(s.recorder(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(s.model.key(), QKeySequence(u"Ctrl+Tab"_s));
    }

    void aKeyForTypingIsExplained()
    {
        Shown s(m_theme);
        QTest::mouseClick(s.recorder(), Qt::LeftButton);
        QTest::keyClick(s.recorder(), Qt::Key_A);
        QVERIFY(s.shows(u"for typing"_s));
        QCOMPARE(s.model.key(), QKeySequence(u"Ctrl+Alt+Space"_s));
    }

    void escapeKeepsTheOldOne()
    {
        Shown s(m_theme);
        QTest::mouseClick(s.recorder(), Qt::LeftButton);
        QTest::keyClick(s.recorder(), Qt::Key_Escape);
        QVERIFY(!s.recorder()->isRecording());
        QCOMPARE(s.model.key(), QKeySequence(u"Ctrl+Alt+Space"_s));
    }

    void whatThePlatformSaysIsShown()
    {
        Shown s(m_theme);
        auto* on = s.group.findChild<ToggleSwitch*>();
        QTest::mouseClick(on, Qt::LeftButton);
        QVERIFY(s.model.isOn());
        s.model.refused({ Error::Code::Refused, u"Another program uses it."_s });
        QVERIFY(s.shows(u"Another program uses it."_s));
        s.model.bound({});
        QVERIFY(!s.shows(u"Another program uses it."_s));
        QVERIFY(s.shows(u"in any program"_s));
    }

    void theStopKeyIsAChoiceOfItsOwn()
    {
        QTemporaryDir folder;
        myna::settings::SettingsStore store(folder.path());
        using Purpose = ShortcutViewModel::Purpose;
        // Where the desktop would ask the user first, nobody is asked before they wish it.
        QVERIFY(!ShortcutViewModel(store, Purpose::StopTools, false).isOn());
        ShortcutViewModel model(store, Purpose::StopTools, true);
        QVERIFY(model.isOn());
        StopKeyGroup group(m_theme, model);
        group.show();
        QSignalSpy wanted(&model, &ShortcutViewModel::keyWanted);
        QSignalSpy unwanted(&model, &ShortcutViewModel::noKeyWanted);
        auto* recorder = group.findChild<KeyRecorder*>();
        QCOMPARE(model.key(), QKeySequence(u"Ctrl+Alt+Shift+Esc"_s));
        model.bound({});
        QVERIFY(myna::test::shows(group, u"to stop all tools"_s));
        model.refused({ Error::Code::Unavailable, u"This desktop has none."_s });
        QVERIFY(myna::test::shows(group, u"This desktop has none."_s));
        QTest::mouseClick(recorder, Qt::LeftButton);
        QTest::keyClick(recorder, Qt::Key_F7, Qt::ControlModifier);
        QCOMPARE(wanted.size(), 1);
        QTest::mouseClick(group.findChild<ToggleSwitch*>(), Qt::LeftButton);
        QCOMPARE(unwanted.size(), 1);
        // What was chosen is kept, whatever it is at first; and the key for talking is another.
        const ShortcutViewModel again(store, Purpose::StopTools, true);
        QVERIFY(!again.isOn());
        QCOMPARE(again.key(), QKeySequence(u"Ctrl+F7"_s));
        QCOMPARE(ShortcutViewModel(store).key(), QKeySequence(u"Ctrl+Alt+Space"_s));
    }

    void theDelayIsASlider()
    {
        Shown s(m_theme);
        auto* slider = s.group.findChild<QSlider*>();
        QVERIFY(s.shows(u"150 ms"_s));
        slider->setValue(slider->maximum());
        QCOMPARE(s.model.releaseDelay(), 500ms);
        QVERIFY(s.shows(u"500 ms"_s));
    }
};

QTEST_MAIN(TstShortcutGroup)
#include "tst_shortcutgroup.moc"
