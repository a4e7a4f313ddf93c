// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop portal's global shortcuts over a real bus, with a stub in the portal's place.
#include "desktop/globalshortcut_portal_linux.h"
#include "portalstub.h"
#include "support/keyringrig.h"
#include "support/testcase.h"

#include <QDBusMetaType>

using namespace Qt::Literals::StringLiterals;
using myna::Error;
using myna::desktop::GlobalShortcut;
using myna::desktop::PortalShortcut;
using myna::test::PortalStub;

// What the stub puts into its lists.
struct StubEntry
{
    QString id;
    QVariantMap details;
};
static QDBusArgument& operator<<(QDBusArgument& argument, const StubEntry& entry)
{
    argument.beginStructure();
    argument << entry.id << entry.details;
    argument.endStructure();
    return argument;
}
static const QDBusArgument& operator>>(const QDBusArgument& argument, StubEntry& entry)
{
    argument.beginStructure();
    argument >> entry.id >> entry.details;
    argument.endStructure();
    return argument;
}
Q_DECLARE_METATYPE(StubEntry)

class TstPortalShortcut : public myna::test::TestCase
{
    Q_OBJECT

    myna::test::KeyringRig m_rig;
    QString m_address;

    struct Talk
    {
        PortalStub portal;
        PortalShortcut shortcut;
        QSignalSpy bound { &shortcut, &GlobalShortcut::bound };
        QSignalSpy refused { &shortcut, &GlobalShortcut::refused };
        QSignalSpy pressed { &shortcut, &GlobalShortcut::pressed };
        QSignalSpy released { &shortcut, &GlobalShortcut::released };
        explicit Talk(const QString& address, bool there = true)
            : portal(address)
        {
            portal.setEntryType(QMetaType::fromType<StubEntry>());
            if (there && !portal.enter())
                qFatal("the stub could not take the portal's name");
        }
        void bind(const QString& keys = u"Ctrl+Alt+Space"_s) { shortcut.bind(QKeySequence(keys)); }
        Error refusal() { return refused.isEmpty() ? Error {} : refused.last()[0].value<Error>(); }
    };

private slots:
    void initTestCase()
    {
        QVERIFY(m_rig.startBus());
        m_address = m_rig.environment().value(u"DBUS_SESSION_BUS_ADDRESS"_s);
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toUtf8());
        qDBusRegisterMetaType<StubEntry>();
    }

    void theDesktopIsAskedAndTellsPressAndRelease()
    {
        Talk talk(m_address);
        talk.bind();
        QTRY_COMPARE(talk.bound.size(), 1);
        QCOMPARE(talk.bound[0][0].toString(), u"Press <Control><Alt>space"_s);
        QCOMPARE(talk.portal.preferredTrigger(), u"CTRL+ALT+space"_s);
        talk.portal.activate();
        talk.portal.activate();
        QTRY_COMPARE(talk.pressed.size(), 1);
        QCOMPARE(talk.released.size(), 0);
        talk.portal.deactivate();
        talk.portal.deactivate();
        QTRY_COMPARE(talk.released.size(), 1);
        talk.portal.activate();
        QTRY_COMPARE(talk.pressed.size(), 2);
    }

    void keysAreNamedAsTheSpecificationDoes_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("trigger");
        QTest::newRow("letter") << u"Ctrl+Shift+T"_s << u"CTRL+SHIFT+t"_s;
        QTest::newRow("super") << u"Meta+F5"_s << u"LOGO+F5"_s;
        QTest::newRow("bare") << u"Pause"_s << u"Pause"_s;
        QTest::newRow("unknown") << u"Ctrl+中"_s << QString(); // the desktop lets the user choose
    }

    void keysAreNamedAsTheSpecificationDoes()
    {
        QFETCH(QString, keys);
        Talk talk(m_address);
        talk.bind(keys);
        QTRY_COMPARE(talk.bound.size(), 1);
        QTEST(talk.portal.preferredTrigger(), "trigger");
    }

    // Two keys of one program: each is asked for and told by its own name.
    void theStopKeyHasANameOfItsOwn()
    {
        PortalStub portal(m_address);
        portal.setEntryType(QMetaType::fromType<StubEntry>());
        QVERIFY(portal.enter());
        PortalShortcut stop(myna::desktop::KeyPurpose::StopTools);
        QVERIFY(stop.asksTheUser()); // so it is not asked for before the user wishes it
        QSignalSpy bound(&stop, &GlobalShortcut::bound);
        QSignalSpy pressed(&stop, &GlobalShortcut::pressed);
        stop.bind(QKeySequence(u"Ctrl+Alt+Shift+Esc"_s));
        QTRY_COMPARE(bound.size(), 1);
        QCOMPARE(portal.preferredTrigger(), u"CTRL+ALT+SHIFT+Escape"_s);
        portal.activate();
        portal.activate(u"stop-tools"_s);
        QTRY_COMPARE(pressed.size(), 1);
        QVERIFY(myna::desktop::noGlobalKeys(myna::desktop::KeyPurpose::StopTools).text.contains(u"myna ctl stop-tools"_s));
    }

    void othersShortcutsAreNotOurs()
    {
        Talk talk(m_address);
        talk.bind();
        QTRY_COMPARE(talk.bound.size(), 1);
        talk.portal.activate(u"paint"_s);
        talk.portal.activateOther();
        talk.portal.deactivate();
        talk.portal.activate();
        QTRY_COMPARE(talk.pressed.size(), 1);
        QCOMPARE(talk.released.size(), 0);
    }

    void theDesktopMayChooseAnotherKeyLater()
    {
        Talk talk(m_address);
        talk.bind();
        QTRY_COMPARE(talk.bound.size(), 1);
        talk.portal.changeTrigger(u"Press F4"_s);
        QTRY_COMPARE(talk.bound.size(), 2);
        QCOMPARE(talk.bound[1][0].toString(), u"Press F4"_s);
    }

    void theUserMaySayNo_data()
    {
        QTest::addColumn<uint>("create");
        QTest::addColumn<uint>("bind");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("no at once") << 1U << 0U << Error::Code::Refused;
        QTest::newRow("no to the key") << 0U << 1U << Error::Code::Refused;
        QTest::newRow("no session") << 2U << 0U << Error::Code::Unavailable;
        QTest::newRow("no key") << 0U << 2U << Error::Code::Refused;
    }

    void theUserMaySayNo()
    {
        QFETCH(uint, create);
        QFETCH(uint, bind);
        QFETCH(Error::Code, code);
        Talk talk(m_address);
        talk.portal.createAnswer = create;
        talk.portal.bindAnswer = bind;
        talk.bind();
        QTRY_COMPARE(talk.refused.size(), 1);
        QCOMPARE(talk.refusal().code, code);
        QCOMPARE(talk.bound.size(), 0);
        // Asking again works.
        talk.portal.createAnswer = 0;
        talk.portal.bindAnswer = 0;
        talk.bind();
        QTRY_COMPARE(talk.bound.size(), 1);
    }

    void withoutAPortalTheOtherWayIsNamed()
    {
        Talk talk(m_address, false);
        talk.bind();
        QTRY_COMPARE(talk.refused.size(), 1);
        QCOMPARE(talk.refusal().code, Error::Code::Unavailable);
        QVERIFY(talk.refusal().text.contains(u"myna ctl talk-start"_s));
    }

    void anOldPortalHasNoShortcuts()
    {
        Talk talk(m_address);
        talk.portal.hasShortcuts = false;
        talk.bind();
        QTRY_COMPARE(talk.refused.size(), 1);
        QCOMPARE(talk.refusal().code, Error::Code::Unavailable);
    }

    void givingTheKeyBackClosesTheSession()
    {
        Talk talk(m_address);
        talk.bind();
        QTRY_COMPARE(talk.bound.size(), 1);
        talk.portal.activate();
        QTRY_COMPARE(talk.pressed.size(), 1);
        talk.shortcut.unbind();
        QCOMPARE(talk.released.size(), 1);
        QTRY_COMPARE(talk.portal.calls(u"Close"_s).size(), 1);
        talk.portal.activate();
        talk.bind(u"F8"_s);
        QTRY_COMPARE(talk.bound.size(), 2);
        QCOMPARE(talk.pressed.size(), 1);
        QCOMPARE(talk.portal.calls(u"CreateSession"_s).size(), 2);
    }

    void anAnswerThatCameTooLateIsDropped()
    {
        Talk talk(m_address);
        talk.bind();
        talk.shortcut.unbind();
        talk.bind(u"F8"_s);
        QTRY_COMPARE(talk.bound.size(), 1);
        QCOMPARE(talk.portal.preferredTrigger(), u"F8"_s);
        QCOMPARE(talk.portal.calls(u"BindShortcuts"_s).size(), 1);
    }

    void whenThePortalGoesTheKeyIsLetGo()
    {
        Talk talk(m_address);
        talk.bind();
        QTRY_COMPARE(talk.bound.size(), 1);
        talk.portal.activate();
        QTRY_COMPARE(talk.pressed.size(), 1);
        talk.portal.leave();
        QTRY_COMPARE(talk.refused.size(), 1);
        QCOMPARE(talk.refusal().code, Error::Code::Unavailable);
        QCOMPARE(talk.released.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstPortalShortcut)
#include "tst_portalshortcut.moc"
