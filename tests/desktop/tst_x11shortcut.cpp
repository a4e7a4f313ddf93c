// SPDX-License-Identifier: GPL-3.0-or-later
// The grabbed key on a real X server, pressed by its test extension while no window of ours exists.
#include "desktop/globalshortcut_x11_linux.h"
#include "support/testcase.h"
#include "support/virtualscreen.h"

#include <QProcess>

using namespace Qt::Literals::StringLiterals;
using myna::Error;
using myna::desktop::GlobalShortcut;
using myna::desktop::X11Shortcut;
using myna::test::VirtualScreen;

class TstX11Shortcut : public myna::test::TestCase
{
    Q_OBJECT

    VirtualScreen m_screen;

    struct Grabbed
    {
        X11Shortcut shortcut;
        QSignalSpy bound { &shortcut, &GlobalShortcut::bound };
        QSignalSpy refused { &shortcut, &GlobalShortcut::refused };
        QSignalSpy pressed { &shortcut, &GlobalShortcut::pressed };
        QSignalSpy released { &shortcut, &GlobalShortcut::released };
        explicit Grabbed(const QString& keys) { shortcut.bind(QKeySequence(keys)); }
        Error::Code refusal() { return refused.isEmpty() ? Error::Code::Cancelled : refused[0][0].value<Error>().code; }
    };

private slots:
    void initTestCase() { QVERIFY(m_screen.start(320, 240)); }

    void pressAndReleaseAreTwoFacts()
    {
        Grabbed talk(u"Ctrl+Alt+Space"_s);
        QCOMPARE(talk.bound.size(), 1);
        VirtualScreen::keyDown(u"ctrl+alt+space"_s);
        QTRY_COMPARE(talk.pressed.size(), 1);
        QCOMPARE(talk.released.size(), 0);
        VirtualScreen::keyUp(u"ctrl+alt+space"_s);
        QTRY_COMPARE(talk.released.size(), 1);
        VirtualScreen::key(u"ctrl+alt+space"_s);
        QTRY_COMPARE(talk.released.size(), 2);
        QCOMPARE(talk.pressed.size(), 2);
    }

    void aHeldKeyIsOnePress()
    {
        // The server repeats a held key after 660 ms, 25 times a second.
        Grabbed talk(u"F9"_s);
        VirtualScreen::keyDown(u"F9"_s);
        QTRY_COMPARE(talk.pressed.size(), 1);
        QVERIFY(!talk.released.wait(1200));
        QCOMPARE(talk.pressed.size(), 1);
        VirtualScreen::keyUp(u"F9"_s);
        QTRY_COMPARE(talk.released.size(), 1);
        QCOMPARE(talk.pressed.size(), 1);
    }

    void theModifiersMayBeLetGoFirst()
    {
        Grabbed talk(u"Ctrl+Alt+Space"_s);
        VirtualScreen::keyDown(u"ctrl+alt+space"_s);
        QTRY_COMPARE(talk.pressed.size(), 1);
        VirtualScreen::keyUp(u"ctrl"_s);
        VirtualScreen::keyUp(u"alt"_s);
        QVERIFY(!talk.released.wait(50));
        VirtualScreen::keyUp(u"space"_s);
        QTRY_COMPARE(talk.released.size(), 1);
    }

    void capsLockAndNumLockDoNotMatter()
    {
        Grabbed talk(u"Ctrl+Alt+T"_s);
        for (const QString& lock : { u"Caps_Lock"_s, u"Num_Lock"_s }) {
            VirtualScreen::key(lock);
            VirtualScreen::key(u"ctrl+alt+t"_s);
        }
        QTRY_COMPARE(talk.released.size(), 2);
        VirtualScreen::key(u"Caps_Lock"_s);
        VirtualScreen::key(u"Num_Lock"_s);
    }

    void nothingElseIsSeen()
    {
        Grabbed talk(u"Ctrl+Alt+Space"_s);
        for (const QString& keys : { u"space"_s, u"ctrl+space"_s, u"alt+space"_s, u"ctrl+alt+shift+space"_s, u"ctrl+alt+a"_s, u"a"_s })
            VirtualScreen::key(keys);
        VirtualScreen::key(u"ctrl+alt+space"_s); // the server keeps the order: what came before would be there now
        QTRY_COMPARE(talk.pressed.size(), 1);
    }

    void aTakenKeyIsRefusedAndComesFree()
    {
        auto first = std::make_unique<Grabbed>(u"Ctrl+Alt+Space"_s);
        QCOMPARE(first->bound.size(), 1);
        Grabbed second(u"Ctrl+Alt+Space"_s);
        QCOMPARE(second.refusal(), Error::Code::Refused);
        QCOMPARE(second.bound.size(), 0);
        QVERIFY(second.refused[0][0].value<Error>().text.contains(u"Ctrl+Alt+Space"_s));
        VirtualScreen::key(u"ctrl+alt+space"_s);
        QTRY_COMPARE(first->released.size(), 1);
        QCOMPARE(second.pressed.size(), 0);
        first->shortcut.unbind();
        // The first connection's wish is carried out before the second's only if the server has read it.
        QTRY_VERIFY((second.shortcut.bind(QKeySequence(u"Ctrl+Alt+Space"_s)), !second.bound.isEmpty()));
    }

    void anotherKeyFreesTheOldOne()
    {
        Grabbed talk(u"Ctrl+Alt+Space"_s);
        talk.shortcut.bind(QKeySequence(u"F8"_s));
        VirtualScreen::key(u"ctrl+alt+space"_s);
        VirtualScreen::key(u"F8"_s);
        QTRY_COMPARE(talk.released.size(), 1);
        QCOMPARE(talk.pressed.size(), 1);
    }

    void takingTheKeyAwayLetsGo()
    {
        Grabbed talk(u"F8"_s);
        VirtualScreen::keyDown(u"F8"_s);
        QTRY_COMPARE(talk.pressed.size(), 1);
        talk.shortcut.unbind();
        QCOMPARE(talk.released.size(), 1);
        VirtualScreen::keyUp(u"F8"_s);
        VirtualScreen::key(u"F8"_s);
        QVERIFY(!talk.pressed.wait(50));
    }

    void unusableKeysAreRefused()
    {
        QCOMPARE(Grabbed(u"Ctrl+中"_s).refusal(), Error::Code::Invalid);
        QCOMPARE(Grabbed(QString()).refusal(), Error::Code::Invalid);
        QCOMPARE(Grabbed(u"Ctrl+A, Ctrl+B"_s).refusal(), Error::Code::Invalid);
    }

    void aNewLayoutMovesTheKey()
    {
        Grabbed talk(u"Ctrl+Alt+Y"_s);
        QCOMPARE(QProcess::execute(u"setxkbmap"_s, { u"de"_s }), 0);
        // Y and Z have changed places.
        QTRY_VERIFY((VirtualScreen::key(u"ctrl+alt+y"_s), !talk.pressed.isEmpty()));
        QCOMPARE(QProcess::execute(u"setxkbmap"_s, { u"us"_s }), 0);
    }

    // Last: the server goes.
    void whenTheServerDiesTheKeyIsLetGo()
    {
        Grabbed talk(u"F8"_s);
        VirtualScreen::keyDown(u"F8"_s);
        QTRY_COMPARE(talk.pressed.size(), 1);
        m_screen.stop();
        QTRY_COMPARE(talk.refused.size(), 1);
        QCOMPARE(talk.refusal(), Error::Code::Unavailable);
        QCOMPARE(talk.released.size(), 1);
        talk.shortcut.bind(QKeySequence(u"F8"_s));
        QCOMPARE(talk.refused.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TstX11Shortcut)
#include "tst_x11shortcut.moc"
