// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"
#include "settings/scorebar.h"
#include "settings/wakewordgroup.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "widgets/pilllabel.h"
#include "widgets/toggleswitch.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::ui;
using myna::viewmodels::WakeWordViewModel;

namespace {

Result<QString> check(const QString& typed)
{
    if (typed.contains(u"zz"_s))
        return Error { Error::Code::Invalid, u"Nobody knows zz."_s };
    return typed.trimmed();
}

struct Shown
{
    Theme theme;
    QTemporaryDir dir;
    settings::SettingsStore store { dir.path() };
    WakeWordViewModel model { store, check, { .typing = 1ms } };
    WakeWordGroup group { theme, model };

    Shown()
    {
        theme.setReducedMotion(true);
        group.resize(720, 700);
        group.show();
    }
    template<typename T>
    T* named(const QString& name)
    {
        for (T* widget : group.findChildren<T*>()) {
            if (widget->isVisible() && widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    bool shows(const QString& words) { return myna::test::shows(group, words); }
};

}

class TstWakeWordGroup final : public test::TestCase
{
    Q_OBJECT

private slots:
    void switchesAndSlider()
    {
        Shown shown;
        shown.named<ToggleSwitch>(u"Listen for a phrase"_s)->click();
        QVERIFY(shown.model.isOn());
        shown.named<ToggleSwitch>(u"Interrupt answers"_s)->click();
        QVERIFY(!shown.model.interrupts());
        shown.named<QSlider>(u"Sensitivity"_s)->setValue(70);
        QCOMPARE(shown.model.sensitivity(), 70);
        QCOMPARE(shown.group.findChild<ScoreBar*>()->needed(), 30);
        QVERIFY(shown.shows(u"stays on this computer"_s));
        QVERIFY(shown.shows(u"English for now"_s));
    }

    void phrasesAreEdited()
    {
        Shown shown;
        QVERIFY(shown.shows(u"“hello computer”"_s));
        QVERIFY(!shown.named<QPushButton>(u"Remove “hello computer”"_s)->isEnabled());
        auto* field = shown.named<QLineEdit>(u"Another phrase"_s);
        QTest::keyClicks(field, u"buzz zz"_s);
        QTRY_VERIFY(shown.shows(u"Nobody knows zz."_s));
        field->clear();
        QTest::keyClicks(field, u"wake up computer"_s);
        QTRY_VERIFY(shown.shows(u"can be listened for"_s));
        shown.named<QPushButton>(u"Add the phrase"_s)->click();
        QVERIFY(field->text().isEmpty());
        QTRY_VERIFY(shown.shows(u"“wake up computer”"_s)); // layouts show new lines a moment later
        QVERIFY(!shown.shows(u"can be listened for"_s));
        QTRY_VERIFY(shown.named<QPushButton>(u"Remove “hello computer”"_s));
        shown.named<QPushButton>(u"Remove “hello computer”"_s)->click();
        QCOMPARE(shown.model.phrases(), QStringList { u"wake up computer"_s });
        QTest::keyClicks(field, u"zz"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(shown.shows(u"Nobody knows zz."_s));
        QCOMPARE(field->text(), u"zz"_s);
    }

    void theTesterLights()
    {
        Shown shown;
        auto* lamp = shown.group.findChild<PillLabel*>();
        QVERIFY(!lamp->isVisible());
        shown.named<QPushButton>(u"Start the test"_s)->click();
        QVERIFY(shown.model.isTesting());
        QVERIFY(lamp->isVisible());
        QCOMPARE(lamp->tone(), Tone::Neutral);
        shown.model.spotterScore(u"hello computer"_s, 30);
        QCOMPARE(shown.group.findChild<ScoreBar*>()->score(), 30);
        QCOMPARE(lamp->text(), u"Not clear enough"_s);
        shown.model.spotted(u"hello computer"_s, 80);
        QCOMPARE(lamp->tone(), Tone::Good);
        QCOMPARE(lamp->text(), u"“hello computer”"_s);
        shown.group.hide();
        QVERIFY(!shown.model.isTesting()); // nobody looks
    }

    void problemsAreShown()
    {
        Shown shown;
        shown.model.setOn(true);
        shown.model.spotterFailed({ Error::Code::Unavailable, u"No model is installed."_s });
        QVERIFY(shown.shows(u"No model is installed."_s));
        shown.model.spotterArmed();
        QVERIFY(!shown.shows(u"No model is installed."_s));
    }

    void speaksChinese()
    {
        Shown shown;
        Language language;
        language.choose(u"zh_CN"_s);
        QTRY_VERIFY(shown.shows(u"唤醒词"_s));
        QVERIFY(shown.shows(u"英文"_s) || shown.shows(u"英语"_s));
        language.choose(u"en"_s);
        QTRY_VERIFY(shown.shows(u"Wake word"_s));
    }
};

QTEST_MAIN(TstWakeWordGroup)
#include "tst_wakewordgroup.moc"
