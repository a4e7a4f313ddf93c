// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/options.h"
#include "support/testcase.h"
#include "viewmodels/shortcutviewmodel.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::Error;
using myna::viewmodels::ShortcutViewModel;

class TstShortcutViewModel : public myna::test::TestCase
{
    Q_OBJECT

    struct Choice
    {
        QTemporaryDir folder;
        myna::settings::SettingsStore store { folder.path() };
        ShortcutViewModel model { store };
        QSignalSpy wanted { &model, &ShortcutViewModel::keyWanted };
        QSignalSpy unwanted { &model, &ShortcutViewModel::noKeyWanted };
        QSignalSpy delays { &model, &ShortcutViewModel::releaseDelayChanged };
    };

private slots:
    void itIsOffUntilItIsAskedFor()
    {
        Choice choice;
        QVERIFY(!choice.model.isOn());
        QVERIFY(choice.model.fact().isEmpty());
        choice.model.setOn(false);
        QCOMPARE(choice.unwanted.size(), 0);
        choice.model.setOn(true);
        QCOMPARE(choice.wanted.size(), 1);
        QCOMPARE(choice.wanted[0][0].value<QKeySequence>(), QKeySequence(u"Ctrl+Alt+Space"_s));
        choice.model.bound({});
        QVERIFY(choice.model.fact().contains(choice.model.keyText()));
        choice.model.setOn(false);
        QCOMPARE(choice.unwanted.size(), 1);
        QVERIFY(choice.model.fact().isEmpty());
    }

    void choicesAreKept()
    {
        Choice choice;
        choice.model.setOn(true);
        QVERIFY(choice.model.setKey(QKeySequence(u"Meta+F5"_s)));
        choice.model.setReleaseDelay(300ms);
        const ShortcutViewModel later(choice.store);
        QVERIFY(later.isOn());
        QCOMPARE(later.key(), QKeySequence(u"Meta+F5"_s));
        QCOMPARE(later.releaseDelay(), 300ms);
    }

    void keysForTypingAreRefused_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<bool>("taken");
        QTest::newRow("letter") << u"A"_s << false;
        QTest::newRow("capital") << u"Shift+A"_s << false;
        QTest::newRow("space") << u"Space"_s << false;
        QTest::newRow("two") << u"Ctrl+A, Ctrl+B"_s << false;
        QTest::newRow("none") << QString() << false;
        QTest::newRow("with Ctrl") << u"Ctrl+A"_s << true;
        QTest::newRow("function key") << u"F9"_s << true;
        QTest::newRow("pause") << u"Pause"_s << true;
        QTest::newRow("super") << u"Meta+Space"_s << true;
    }

    void keysForTypingAreRefused()
    {
        QFETCH(QString, keys);
        QFETCH(bool, taken);
        Choice choice;
        choice.model.setOn(true);
        const auto saved = choice.model.setKey(QKeySequence(keys));
        QCOMPARE(bool(saved), taken);
        QCOMPARE(choice.wanted.size(), taken ? 2 : 1);
        if (!taken)
            QVERIFY(!saved.error().text.isEmpty());
    }

    void theSameKeyIsNoChange()
    {
        Choice choice;
        choice.model.setOn(true);
        QVERIFY(choice.model.setKey(QKeySequence(u"Ctrl+Alt+Space"_s)));
        QCOMPARE(choice.wanted.size(), 1);
    }

    void aRefusalIsShownUntilTheNextWish()
    {
        Choice choice;
        choice.model.setOn(true);
        choice.model.refused({ Error::Code::Refused, u"Another program uses it."_s });
        QVERIFY(choice.model.isProblem());
        QCOMPARE(choice.model.fact(), u"Another program uses it."_s);
        QVERIFY(choice.model.setKey(QKeySequence(u"F9"_s)));
        QVERIFY(!choice.model.isProblem());
        choice.model.bound(u"Press F9"_s);
        QVERIFY(choice.model.fact().contains(u"Press F9"_s));
    }

    void theDelayIsBounded()
    {
        Choice choice;
        QCOMPARE(choice.model.releaseDelay(), 150ms);
        choice.model.setReleaseDelay(9s);
        QCOMPARE(choice.model.releaseDelay(), 500ms);
        choice.model.setReleaseDelay(-1ms);
        QCOMPARE(choice.model.releaseDelay(), 0ms);
        choice.model.setReleaseDelay(0ms);
        QCOMPARE(choice.delays.size(), 2);
        choice.store.set(myna::settings::releaseDelayMs, 90000);
        QCOMPARE(choice.model.releaseDelay(), 500ms);
    }
};

QTEST_GUILESS_MAIN(TstShortcutViewModel)
#include "tst_shortcutviewmodel.moc"
