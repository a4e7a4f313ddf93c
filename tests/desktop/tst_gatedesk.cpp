// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "client/clientcore.h"
#include "client/devicedesk.h"
#include "desktop/gatedesk.h"
#include "desktop/paneldesk.h"
#include "settings/options.h"
#include "support/fakesound.h"
#include "support/testcase.h"
#include "support/wsstub.h"
#include "viewmodels/auditlistmodel.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using mcp::Decision;
using session::VoiceSession;

namespace {

client::ClientOptions options(test::FakeSound& sound)
{
    client::ClientOptions made;
    made.soundParts = [&sound] {
        auto monitor = std::make_unique<test::FakeMonitor>();
        monitor->system = test::bothDevices();
        return audio::AudioParts { std::move(monitor), std::make_unique<test::FakeBackend>(sound), {} };
    };
    return made;
}

// Tools that can be exchanged while they are in use.
class Family final : public mcp::ToolFamily
{
public:
    std::vector<mcp::Tool> tools() override { return has; }
    std::vector<mcp::Tool> has;
};

mcp::Tool tool(const QString& name, Decision standard, QVector<mcp::ToolAnswer>* answers = nullptr)
{
    return { .spec = { .name = name, .title = u"Title"_s },
        .run =
            [answers](const QJsonObject&, mcp::ToolAnswer answer, QObject*) {
                if (answers)
                    answers->append(std::move(answer));
                else
                    answer(u"true"_s);
            },
        .standard = standard };
}

struct Room
{
    explicit Room(const QString& folder)
        : settings(folder)
        , profiles(folder, {})
        , gate(devices, settings, profiles, folder)
    {
        QObject::connect(
            &devices, &client::DeviceDesk::called, &devices, [this](const mcp::CallReport& report) { reports.append(report); });
    }
    QStringList names()
    {
        QStringList all;
        for (const mcp::ToolSpec& spec : devices.server().tools())
            all.append(spec.name);
        return all;
    }
    settings::SettingsStore settings;
    servers::ProfileStore profiles;
    client::DeviceDesk devices { 80, client::ReconnectTiming { .relist = 20ms, .quiet = 50ms, .between = 100ms } };
    desktop::GateDesk gate;
    QVector<mcp::CallReport> reports;
};

}

class TstGateDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void familiesComeAndGo()
    {
        QTemporaryDir dir;
        Room room(dir.path());
        QVERIFY(room.names().contains(u"self.get_device_status"_s));
        auto made = std::make_unique<Family>();
        Family* family = made.get();
        family->has = { tool(u"a"_s, Decision::Allow) };
        room.devices.add(std::move(made));
        QTRY_VERIFY(room.names().contains(u"a"_s));
        family->has = { tool(u"b"_s, Decision::Allow), tool(u"self.get_device_status"_s, Decision::Allow) };
        emit family->toolsChanged();
        emit family->toolsChanged();
        QTRY_VERIFY(room.names().contains(u"b"_s));
        QVERIFY(!room.names().contains(u"a"_s));
        QCOMPARE(room.names().count(u"self.get_device_status"_s), 1);
    }

    void decisionsAndTheStopSurviveARestart()
    {
        QTemporaryDir dir;
        {
            Room room(dir.path());
            room.devices.gate().decide(u"a"_s, u"official"_s, Decision::Deny);
            room.devices.gate().decide(u"a"_s, {}, Decision::Ask);
            room.devices.gate().decide(u"a"_s, u"gone"_s, Decision::Allow); // of a server that was removed while nobody looked
            room.gate.toolStop().stop();
        }
        {
            Room room(dir.path());
            QVERIFY(room.devices.gate().isStopped());
            QCOMPARE(room.devices.gate().decisions().written(u"a"_s, u"official"_s), Decision::Deny);
            QCOMPARE(room.devices.gate().decisions().written(u"a"_s, {}), Decision::Ask);
            QVERIFY(!room.devices.gate().decisions().written(u"a"_s, u"gone"_s));
            QVERIFY(!room.settings.get(settings::toolDecisions).contains("gone")); // another server may get the name
            room.gate.toolStop().release();
        }
        Room room(dir.path());
        QVERIFY(!room.devices.gate().isStopped());
    }

    void anotherServerIsNotAllowedWhatTheFormerOneWas()
    {
        QTemporaryDir dir;
        Room room(dir.path());
        const pairing::ServerProfile own { .otaUrl = QUrl(u"http://one.example/ota/"_s), .kind = pairing::ServerKind::Own };
        const auto id = room.profiles.add(own);
        QVERIFY(id);
        room.devices.gate().decide(u"a"_s, *id, Decision::Allow);
        room.devices.gate().decide(u"a"_s, u"official"_s, Decision::Deny);
        QVERIFY(room.profiles.remove(*id));
        QCOMPARE(*room.profiles.add(own), *id);
        QVERIFY(!room.devices.gate().decisions().written(u"a"_s, *id));
        QCOMPARE(room.devices.gate().decisions().written(u"a"_s, u"official"_s), Decision::Deny);
    }

    void whatTheServerWantsPassesTheGate()
    {
        QTemporaryDir dir;
        Room room(dir.path());
        test::FakeSound sound;
        client::ClientCore core(options(sound));
        bool ready = false;
        connect(&core, &client::ClientCore::ready, &core, [&] {
            room.devices.join(core);
            ready = true;
        });
        core.start();
        QTRY_VERIFY(ready);
        QVector<mcp::ToolAnswer> answers;
        room.devices.server().addTool(tool(u"slow"_s, Decision::Allow, &answers));
        room.devices.server().addTool(tool(u"secret"_s, Decision::Ask));
        room.devices.setServer(u"own"_s, u"My server"_s);
        const auto say = [&core](auto fact) { onThreadOf(core.session(), [session = core.session(), fact] { fact(*session); }); };
        const auto call = [](const QString& name) {
            return QJsonObject { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, 1 }, { u"method"_s, u"tools/call"_s },
                { u"params"_s, QJsonObject { { u"name"_s, name } } } };
        };
        say([&](VoiceSession& s) { emit s.heard(u"be slow"_s); });
        say([payload = call(u"secret"_s)](VoiceSession& s) { emit s.mcpReceived(payload); });
        QTRY_COMPARE(room.reports.size(), 1); // nobody can be asked yet
        QCOMPARE(room.reports[0].outcome, mcp::Outcome::Refused);
        QCOMPARE(room.reports[0].caller.name, u"My server"_s);
        QCOMPARE(room.reports[0].caller.reason, u"be slow"_s);
        say([payload = call(u"slow"_s)](VoiceSession& s) { emit s.mcpReceived(payload); });
        QTRY_COMPARE(answers.size(), 1);
        say([](VoiceSession& s) { emit s.linkClosed(1006, {}, false); });
        QTRY_COMPARE(room.reports.size(), 2);
        QCOMPARE(room.reports[1].outcome, mcp::Outcome::Cancelled);
        say([payload = call(u"slow"_s)](VoiceSession& s) { emit s.mcpReceived(payload); });
        QTRY_COMPARE(answers.size(), 2);
        room.gate.toolStop().stop(); // in the middle of a call
        QCOMPARE(room.reports.size(), 3);
        QCOMPARE(room.reports[2].outcome, mcp::Outcome::Cancelled);
        QSignalSpy stopped(&core, &client::ClientCore::stopped);
        core.stop();
        QTRY_COMPARE(stopped.size(), 1);
    }

    // The usual servers ask for tools once: what is new they hear of in a new session, when nobody talks.
    void aServerThatNeverAsksAgainIsConnectedToAnew()
    {
        QTemporaryDir dir;
        Room room(dir.path());
        test::FakeSound sound;
        client::ClientCore core(options(sound));
        test::WsStub server;
        QStringList listed; // by the tools of each session
        const auto say = [&server](const QJsonObject& message) {
            server.peer()->sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
        };
        const auto wish = [](const QString& method) {
            return QJsonObject { { u"type"_s, u"mcp"_s },
                { u"payload"_s, QJsonObject { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, 1 }, { u"method"_s, method } } } };
        };
        connect(&server, &test::WsStub::textReceived, this, [&](const QString& text) {
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            if (message["type"_L1] == "hello"_L1) {
                say({ { u"type"_s, u"hello"_s }, { u"transport"_s, u"websocket"_s }, { u"session_id"_s, u"s"_s } });
                say(wish(u"tools/list"_s));
            }
            if (const QJsonObject result = message["payload"_L1]["result"_L1].toObject(); result.contains("tools"_L1))
                listed.append(QString::fromUtf8(QJsonDocument(result).toJson()));
        });
        bool ready = false;
        connect(&core, &client::ClientCore::ready, &core, [&] {
            room.devices.join(core);
            ready = true;
        });
        core.start();
        QTRY_VERIFY(ready);
        protocol::ConnectionProfile profile;
        profile.url = server.url();
        onThreadOf(core.session(), [session = core.session(), profile] {
            session->setProfile(profile);
            session->connectNow();
        });
        QTRY_COMPARE(listed.size(), 1);
        room.devices.server().addTool(tool(u"self.first.new"_s, Decision::Allow));
        QTRY_COMPARE(server.connections, 2);
        QTRY_COMPARE(listed.size(), 2);
        QVERIFY(!listed[0].contains(u"self.first.new"_s) && listed[1].contains(u"self.first.new"_s));
        // Not while somebody talks.
        onThreadOf(core.session(), [session = core.session()] { session->startListening(protocol::ListenMode::Auto); });
        QSignalSpy old(&room.devices.server(), &mcp::McpServer::listGrewOld);
        room.devices.server().addTool(tool(u"self.second.new"_s, Decision::Allow));
        QTRY_COMPARE(old.size(), 1);
        QVERIFY(!QTest::qWaitFor([&] { return server.connections > 2; }, 300));
        onThreadOf(core.session(), [session = core.session()] { session->stopListening(); });
        QTRY_COMPARE(server.connections, 3);
        QTRY_COMPARE(listed.size(), 3);
        QVERIFY(listed[2].contains(u"self.second.new"_s));
        QSignalSpy stopped(&core, &client::ClientCore::stopped);
        core.stop();
        QTRY_COMPARE(stopped.size(), 1);
    }

    // What a scene does at its time nobody watches: the emergency stop holds for it. The user's own hand stays free.
    void aSceneAtItsTimePassesTheGate()
    {
        QTemporaryDir dir;
        Room room(dir.path());
        QDateTime now(QDate(2026, 11, 21), QTime(21, 59, 30));
        desktop::PanelDesk panel(
            room.settings, dir.path(), room.devices, { .now = [&now] { return now; }, .lookAhead = 1ms, .grace = std::chrono::minutes(2) });
        connect(&panel, &desktop::PanelDesk::doneByHand, &room.gate, &desktop::GateDesk::note);
        things::Thing& lamp = room.devices.lamp();
        lamp.change(u"power"_s, true);
        viewmodels::SceneForm form = panel.scenes().form({});
        form.name = u"Evening"_s;
        for (viewmodels::SceneForm::Entry& entry : form.things)
            entry.isChosen = entry.key == u"own/Lamp"_s;
        form.time = { true, QTime(22, 0), 0x7f };
        QVERIFY(panel.scenes().keep(form));
        lamp.change(u"power"_s, false);
        QStringList said;
        connect(&panel.scenes(), &viewmodels::ScenesViewModel::said, this,
            [&](viewmodels::Tone, const QString& text, bool) { said.append(text); });
        panel.start();
        room.gate.toolStop().stop();
        now = now.addSecs(60);
        QTRY_COMPARE(room.reports.size(), 1);
        QCOMPARE(room.reports[0].outcome, mcp::Outcome::Refused);
        QCOMPARE(room.reports[0].caller.asker, mcp::Asker::Scene);
        QCOMPARE(room.reports[0].caller.name, u"Evening"_s);
        QVERIFY(!lamp.value(u"power"_s).toBool());
        QCOMPARE(said, QStringList { u"“Evening” did not run at its time. All tools are stopped."_s });
        // By hand, in spite of the stop.
        panel.scenes().run(panel.scenes().chips().value(0).id);
        QVERIFY(lamp.value(u"power"_s).toBool());
        lamp.change(u"power"_s, false);
        panel.viewModel().change(u"own/Lamp"_s, u"brightness"_s, 30);
        QCOMPARE(lamp.value(u"brightness"_s).toInt(), 30);
        QCOMPARE(room.reports.size(), 1);
        // And the next day.
        room.gate.toolStop().release();
        now = now.addDays(1);
        QTRY_COMPARE(room.reports.size(), 2);
        QCOMPARE(room.reports[1].outcome, mcp::Outcome::Done);
        QVERIFY(lamp.value(u"power"_s).toBool());
        room.devices.gate().decide(u"self.scene.run"_s, {}, Decision::Deny);
        now = now.addDays(1);
        QTRY_COMPARE(room.reports.size(), 3);
        QCOMPARE(room.reports[2].outcome, mcp::Outcome::Refused);
        QSignalSpy stopped(&room.gate, &desktop::GateDesk::stopped);
        room.gate.stop();
        QTRY_COMPARE(stopped.size(), 1);
        auto opened = mcp::AuditStore::open(dir.path());
        QVERIFY(opened);
        QStringList rows;
        const auto page = (*opened)->store->find({}, 0, 10);
        for (const mcp::AuditEntry& entry : page->entries)
            rows.prepend(u"%1 %2 %3 %4"_s.arg(
                entry.tool, viewmodels::askerText(entry), QString::number(int(entry.outcome)), entry.time.isValid() ? u"timed"_s : u""_s));
        QCOMPARE(rows,
            (QStringList { u"self.scene.run Scene “Evening” 2 timed"_s, u"self.scene.run You 0 timed"_s,
                u"self.lamp.set_brightness You 0 timed"_s, u"self.scene.run Scene “Evening” 0 timed"_s,
                u"self.scene.run Scene “Evening” 2 timed"_s }));
    }

    void callsAreInTheListWhenTheProgramEnds()
    {
        QTemporaryDir dir;
        {
            Room room(dir.path());
            room.devices.server().addTool(tool(u"a"_s, Decision::Allow));
            room.devices.server().call(u"a"_s, {}, { .asker = mcp::Asker::Hand }, [](const Result<QString>&) {});
            QVector<mcp::ToolAnswer> never;
            room.devices.server().addTool(tool(u"b"_s, Decision::Allow, &never));
            room.devices.server().call(u"b"_s, {}, { .asker = mcp::Asker::Hand }, [](const Result<QString>&) {});
            QSignalSpy stopped(&room.gate, &desktop::GateDesk::stopped);
            room.gate.stop();
            QTRY_COMPARE(stopped.size(), 1);
        }
        auto opened = mcp::AuditStore::open(dir.path());
        QVERIFY(opened);
        const auto page = (*opened)->store->find({}, 0, 10);
        QCOMPARE(page->kept, 2);
        QCOMPARE(page->entries.first().outcome, mcp::Outcome::Cancelled); // it was under way
    }
};

QTEST_MAIN(TstGateDesk)
#include "tst_gatedesk.moc"
