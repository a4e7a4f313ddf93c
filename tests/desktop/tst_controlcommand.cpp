// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/commandline.h"
#include "desktop/controlcommand.h"
#include "desktop/controldesk.h"
#include "settings/options.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::desktop;
using myna::session::State;
using myna::viewmodels::PushToTalk;
using myna::viewmodels::TalkViewModel;

class TstControlCommand : public myna::test::TestCase
{
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Desk
    {
        TalkViewModel talk;
        myna::settings::SettingsStore store;
        myna::mcp::Gate gate;
        myna::viewmodels::ToolStop tools;
        ControlDesk desk;
        QSignalSpy shown { &desk, &ControlDesk::showWanted };
        QSignalSpy quit { &desk, &ControlDesk::quitWanted };
        explicit Desk(const QString& folder)
            : store(folder)
            , tools(gate)
            , desk(talk, store, tools)
        {
        }
        bool ok(const QString& verb) { return desk.answer({ { u"verb"_s, verb } }).value("ok"_L1).toBool(); }
        QString refusal(const QJsonObject& request)
        {
            const QJsonObject answer = desk.answer(request);
            return answer.value("ok"_L1).toBool() ? QString() : answer.value("error"_L1).toString();
        }
    };

private slots:
    void everyVerbIsTaken_data()
    {
        QTest::addColumn<QString>("verb");
        for (const char* verb :
            { "status", "show", "talk-start", "talk-stop", "interrupt", "mute", "unmute", "stop-tools", "allow-tools", "quit" })
            QTest::newRow(verb) << QString::fromLatin1(verb);
    }

    void everyVerbIsTaken()
    {
        QFETCH(QString, verb);
        const auto command = parseControlCommand({ u"myna"_s, u"ctl"_s, verb, u"--json"_s, u"--data"_s, m_folder.path() });
        QVERIFY(command);
        QCOMPARE(command->request.value("verb"_L1).toString(), verb);
        QVERIFY(command->json);
        QCOMPARE(command->dataDir, m_folder.path());
        Desk desk(m_folder.path());
        desk.store.set(myna::settings::profile, u"local"_s);
        QVERIFY(desk.ok(verb));
        QVERIFY(!controlSentence(verb, desk.desk.answer(command->request)).isEmpty());
    }

    void wrongUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList {};
        QTest::newRow("unknown") << QStringList { u"dance"_s };
        QTest::newRow("two verbs") << QStringList { u"mute"_s, u"unmute"_s };
        QTest::newRow("unknown option") << QStringList { u"status"_s, u"--loud"_s };
        QTest::newRow("page for another verb") << QStringList { u"mute"_s, u"--page"_s, u"talk"_s };
        QTest::newRow("unknown page") << QStringList { u"show"_s, u"--page"_s, u"garage"_s };
    }

    void wrongUseIsRefused()
    {
        QFETCH(QStringList, words);
        const auto command = parseControlCommand(QStringList { u"myna"_s, u"ctl"_s } + words);
        QVERIFY(!command);
        QVERIFY(!command.error().text.isEmpty());
    }

    void helpNamesTheVerbs()
    {
        const auto command = parseControlCommand({ u"myna"_s, u"ctl"_s, u"--help"_s });
        QVERIFY(command);
        QVERIFY(command->answer.contains(u"talk-start"_s));
    }

    void statusTellsWhatIsThere()
    {
        Desk desk(m_folder.path());
        desk.store.set(myna::settings::profile, u"own"_s);
        desk.talk.linkChanged(true);
        desk.talk.sessionStateChanged(State::Listening, {});
        desk.talk.microphoneWanted(true);
        desk.talk.mute().set(true);
        const QJsonObject status = desk.desk.answer({ { u"verb"_s, u"status"_s } });
        QCOMPARE(status.value("state"_L1).toString(), u"listening"_s);
        QCOMPARE(status.value("profile"_L1).toString(), u"own"_s);
        QCOMPARE(status.value("microphone"_L1).toString(), u"open"_s);
        QCOMPARE(status.value("muted"_L1), QJsonValue(true));
        QCOMPARE(status.value("pid"_L1).toInteger(), QCoreApplication::applicationPid());
        const QString sentence = controlSentence(u"status"_s, status);
        QVERIFY2(sentence.contains(u"listening"_s) && sentence.contains(u"muted"_s), qPrintable(sentence));
    }

    void toolsAreStoppedAndLetActAgain()
    {
        Desk desk(m_folder.path());
        QVERIFY(desk.ok(u"stop-tools"_s));
        QVERIFY(desk.gate.isStopped());
        const QJsonObject status = desk.desk.answer({ { u"verb"_s, u"status"_s } });
        QCOMPARE(status.value("tools"_L1).toString(), u"stopped"_s);
        QVERIFY(controlSentence(u"status"_s, status).contains(u"stopped"_s));
        QVERIFY(desk.ok(u"allow-tools"_s));
        QVERIFY(!desk.gate.isStopped());
    }

    void showCarriesPageAndToken()
    {
        Desk desk(m_folder.path());
        QCOMPARE(desk.refusal({ { u"verb"_s, u"show"_s }, { u"page"_s, u"settings"_s }, { u"token"_s, u"abc"_s } }), QString());
        QCOMPARE(desk.shown.size(), 1);
        QCOMPARE(desk.shown[0][0].toString(), u"settings"_s);
        QCOMPARE(desk.shown[0][1].toString(), u"abc"_s);
        QVERIFY(!desk.refusal({ { u"verb"_s, u"show"_s }, { u"page"_s, u"../etc"_s } }).isEmpty());
        QCOMPARE(desk.shown.size(), 1);
        static_cast<void>(desk.desk.answer({ { u"verb"_s, u"show"_s }, { u"token"_s, QString(3000, u'x') } }));
        QVERIFY(desk.shown[1][1].toString().size() < 300);
    }

    void talkingGoesThroughTheOneHand()
    {
        Desk desk(m_folder.path());
        desk.store.set(myna::settings::profile, QString());
        QVERIFY(desk.refusal({ { u"verb"_s, u"talk-start"_s } }).contains(u"server"_s));
        desk.store.set(myna::settings::profile, u"local"_s);
        QSignalSpy pressed(&desk.talk, &TalkViewModel::talkPressed);
        QSignalSpy released(&desk.talk, &TalkViewModel::talkReleased);
        QVERIFY(desk.ok(u"talk-start"_s));
        QVERIFY(desk.ok(u"talk-start"_s));
        QCOMPARE(pressed.size(), 1);
        QCOMPARE(desk.talk.pushToTalk().grip(), PushToTalk::Grip::Held);
        QVERIFY(desk.ok(u"talk-stop"_s));
        QTRY_COMPARE(released.size(), 1);
        QVERIFY(desk.ok(u"mute"_s));
        QVERIFY(desk.refusal({ { u"verb"_s, u"talk-start"_s } }).contains(u"muted"_s));
        QCOMPARE(pressed.size(), 1);
        QVERIFY(desk.ok(u"unmute"_s));
        QVERIFY(!desk.talk.isMuted());
    }

    void whatIsNoCommandIsRefused()
    {
        Desk desk(m_folder.path());
        QVERIFY(!desk.refusal({}).isEmpty());
        QVERIFY(!desk.refusal({ { u"verb"_s, 7 } }).isEmpty());
        QVERIFY(!desk.refusal({ { u"verb"_s, u"format-disk"_s } }).isEmpty());
        QCOMPARE(desk.quit.size(), 0);
        QVERIFY(desk.ok(u"quit"_s));
        QCOMPARE(desk.quit.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstControlCommand)
#include "tst_controlcommand.moc"
