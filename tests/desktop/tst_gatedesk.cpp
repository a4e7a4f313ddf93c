// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "client/clientcore.h"
#include "client/devicedesk.h"
#include "desktop/gatedesk.h"
#include "support/fakesound.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
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
    client::DeviceDesk devices { 80 };
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
            room.devices.gate().decide(u"a"_s, u"home"_s, Decision::Deny);
            room.gate.toolStop().stop();
        }
        {
            Room room(dir.path());
            QVERIFY(room.devices.gate().isStopped());
            QCOMPARE(room.devices.gate().decisions().written(u"a"_s, u"home"_s), Decision::Deny);
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

    void callsAreInTheListWhenTheProgramEnds()
    {
        QTemporaryDir dir;
        {
            Room room(dir.path());
            room.devices.server().addTool(tool(u"a"_s, Decision::Allow));
            room.devices.server().call(u"a"_s, {}, { .asker = mcp::Asker::Hand }, [](const Result<QString>&) {});
            QSignalSpy stopped(&room.gate, &desktop::GateDesk::stopped);
            room.gate.stop();
            QTRY_COMPARE(stopped.size(), 1);
        }
        auto opened = mcp::AuditStore::open(dir.path());
        QVERIFY(opened);
        QCOMPARE((*opened)->store->find({}, 0, 10)->kept, 1);
    }
};

QTEST_MAIN(TstGateDesk)
#include "tst_gatedesk.moc"
