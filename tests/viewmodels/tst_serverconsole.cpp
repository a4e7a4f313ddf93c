// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveredge/edgerig.h"
#include "support/daemonprocess.h"
#include "support/testcase.h"
#include "viewmodels/consolefixture.h"

#include <QFile>

using namespace myna;
using namespace myna::viewmodels;
using namespace Qt::Literals::StringLiterals;
using admin::AdminLink;

// What the owner sees and wishes, against a real server over loopback.
class TstServerConsole : public test::TestCase
{
    Q_OBJECT

    const QString token = u"the owner's long secret of this test"_s;

private slots:
    void aDeviceIsRenamedAndGrouped()
    {
        test::ManagedServer home;
        home.start();
        ServerConsole console(home.quick());
        console.localStarted(home.folder.path());
        QTRY_VERIFY(console.isConnected());
        home.bind();
        auto& devices = console.devices();
        QTRY_VERIFY(devices.find(test::deviceId));
        QCOMPARE(devices.nameOf(test::deviceId), u"bread-compact"_s);
        DeviceForm form = devices.formOf(test::deviceId);
        form.name = u" Kitchen "_s;
        form.group = u"Downstairs"_s;
        form.prompt = u"You are short."_s;
        form.blockedTools = u"self.reboot, self.camera"_s;
        form.remembers = false;
        QSignalSpy done(&devices, &ServerDevicesViewModel::done);
        devices.change(test::deviceId, form);
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(devices.nameOf(test::deviceId), u"Kitchen"_s);
        const DeviceForm kept = devices.formOf(test::deviceId);
        QCOMPARE(kept.group, u"Downstairs"_s);
        QCOMPARE(kept.prompt, u"You are short."_s);
        QCOMPARE(kept.blockedTools, u"self.reboot, self.camera"_s);
        QCOMPARE(kept.remembers, false);
        form = kept;
        form.prompt.clear();
        form.remembers.reset();
        devices.change(test::deviceId, form);
        QTRY_COMPARE(done.size(), 2);
        QVERIFY(devices.formOf(test::deviceId).prompt.isEmpty());
        QVERIFY(!devices.formOf(test::deviceId).remembers);
        devices.change(test::deviceId, devices.formOf(test::deviceId)); // nothing to do
        QCOMPARE(done.size(), 3);
        devices.rename(test::deviceId, u"Hall"_s);
        QTRY_COMPARE(devices.nameOf(test::deviceId), u"Hall"_s);
    }

    void quarantineAndReleaseAndRevoke()
    {
        test::ManagedServer home;
        home.start();
        home.bind();
        ServerConsole console(home.quick());
        console.localStarted(home.folder.path());
        auto& devices = console.devices();
        QTRY_VERIFY(devices.find(test::deviceId));
        devices.quarantine(test::deviceId, u"It shouts."_s);
        QTRY_COMPARE(devices.find(test::deviceId)->quarantine, u"It shouts."_s);
        QCOMPARE(devices.list()->rowCount(), 1);
        const auto row = devices.list()->index(0);
        QCOMPARE(row.data(DeviceListModel::QuarantineRole).toString(), u"It shouts."_s);
        devices.release(test::deviceId);
        QTRY_VERIFY(devices.find(test::deviceId)->quarantine.isEmpty());
        QSignalSpy refused(&devices, &ServerDevicesViewModel::refused);
        devices.say(test::deviceId, u"Dinner"_s); // it is not there
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(!refused.first().at(1).toString().isEmpty());
        devices.revoke(test::deviceId);
        QTRY_VERIFY(!devices.find(test::deviceId));
        QCOMPARE(devices.list()->rowCount(), 0);
    }

    void theThingsOfADeviceAreChangedFromHere()
    {
        test::ManagedServer home;
        home.start();
        home.bind();
        ServerConsole console(home.quick());
        console.localStarted(home.folder.path());
        QTRY_VERIFY(console.isConnected());
        ConnectedDevices& devices = console.connectedDevices();
        QSignalSpy leaving(&devices, &ConnectedDevices::leaving);
        auto device = std::make_unique<test::RawClient>(quint16(home.addresses.websocket.port()));
        device->send(test::EdgeRig::handshake(test::EdgeRig::identity()));
        QTRY_COMPARE(device->status(), 101);
        device->send(test::clientFrame(1, R"({"type":"hello","version":1,"transport":"websocket"})"));
        device->send(test::clientFrame(1,
            R"({"type":"iot","descriptors":[{"name":"Lamp","properties":{"level":{"type":"number"}},)"
            R"("methods":{"SetLevel":{"parameters":{"level":{"type":"number"}}}}}]})"));
        QTRY_COMPARE(devices.all().size(), 1);
        ConnectedDevice& kitchen = *devices.all().first();
        QCOMPARE(kitchen.name(), u"bread-compact"_s);
        QTRY_VERIFY(kitchen.things().find(u"Lamp"));
        QTRY_VERIFY(!kitchen.offers().isEmpty());
        QPointer<things::Thing> lamp(kitchen.things().find(u"Lamp"));
        QVERIFY(!lamp->value(u"level"_s).isValid()); // it told nothing yet
        std::optional<Result<>> done;
        lamp->change(u"level"_s, 60.0, [&done](const Result<>& result) { done = result; });
        QTRY_VERIFY(device->body().contains("\"method\":\"SetLevel\""));
        device->send(test::clientFrame(1, R"({"type":"iot","states":[{"name":"Lamp","state":{"level":60}}]})"));
        QTRY_VERIFY(done.has_value());
        QVERIFY2(done->has_value(), done->has_value() ? "" : qPrintable(done->error().text));
        QCOMPARE(lamp->value(u"level"_s), QVariant(60.0));
        device->send(test::clientFrame(1, R"({"type":"iot","states":[{"name":"Lamp","state":{"level":10}}]})")); // by its own button
        QTRY_COMPARE(lamp->value(u"level"_s), QVariant(10.0));
        device.reset();
        QTRY_VERIFY(lamp && !lamp->isReachable());
        QCOMPARE(lamp->value(u"level"_s), QVariant(10.0)); // kept
        QVERIFY(kitchen.offers().isEmpty());
        devices.setOwn(test::deviceId); // it was this program
        QCOMPARE(leaving.size(), 1);
        QVERIFY(devices.all().isEmpty());
    }

    void theConfigurationIsCheckedAppliedAndTakenBack()
    {
        test::ManagedServer home;
        home.start();
        ServerConsole console(home.quick());
        console.localStarted(home.folder.path());
        auto& config = console.config();
        QTRY_VERIFY(config.isLoaded());
        QVERIFY(!config.isChanged());
        QVERIFY(!config.canApply());
        config.edit(u"prompt: \"You are a bird.\"\nserver:\n  http_prot: 8003\n"_s);
        QVERIFY(config.isChanged());
        QVERIFY(config.isChecking());
        QTRY_VERIFY(!config.isChecking());
        QVERIFY(!config.findings().isEmpty()); // the misspelt key
        config.edit(u"server: [\n"_s);
        QTRY_VERIFY(!config.isChecking());
        QCOMPARE(config.findingsTone(), Tone::Bad);
        QVERIFY(!config.canApply());
        config.edit(u"prompt: \"You are a bird.\"\n"_s);
        QTRY_VERIFY(config.canApply());
        QVERIFY2(config.effectText().contains(u"prompt"_s), qPrintable(config.effectText()));
        const int base = config.revision();
        QSignalSpy said(&config, &ServerConfigViewModel::said);
        config.apply();
        QTRY_COMPARE(said.size(), 1);
        QTRY_VERIFY(config.revision() > base);
        QTRY_VERIFY(!config.isChanged());
        const int first = config.revision();
        const QString kept = config.text();
        config.edit(u"prompt: \"You are a fish.\"\n"_s);
        QTRY_VERIFY(config.canApply());
        config.apply();
        QTRY_COMPARE(said.size(), 2);
        QTRY_VERIFY(config.revisions().size() >= 2);
        config.rollback(first);
        QTRY_COMPARE(said.size(), 3);
        QTRY_COMPARE(config.text(), kept);
        QVERIFY(config.revision() > first);
    }

    void aChangeFromElsewhereIsAConflict()
    {
        test::ManagedServer home;
        home.start();
        ServerConsole mine(home.quick());
        ServerConsole theirs(home.quick());
        mine.localStarted(home.folder.path());
        theirs.localStarted(home.folder.path());
        QTRY_VERIFY(mine.config().isLoaded() && theirs.config().isLoaded());
        mine.config().edit(u"prompt: \"Mine.\"\n"_s);
        theirs.config().edit(u"prompt: \"Theirs.\"\n"_s);
        QTRY_VERIFY(theirs.config().canApply());
        theirs.config().apply();
        QTRY_VERIFY(mine.config().isConflict());
        QVERIFY(!mine.config().canApply());
        QCOMPARE(mine.config().text(), u"prompt: \"Mine.\"\n"_s); // nothing typed is lost
        mine.config().reload();
        QTRY_COMPARE(mine.config().text(), u"prompt: \"Theirs.\"\n"_s);
        QVERIFY(!mine.config().isConflict());
    }

    void anEngineIsTried()
    {
        test::ManagedServer home;
        home.server = std::make_unique<server::LocalServer>();
        server::ServerOptions options;
        options.dataDir = home.folder.path();
        options.bind = QHostAddress::LocalHost;
        options.port = 0;
        options.httpPort = 0;
        QSignalSpy started(home.server.get(), &server::LocalServer::started);
        home.server->start(options);
        QTRY_COMPARE(started.size(), 1);
        ServerConsole console(home.quick());
        console.localStarted(home.folder.path());
        auto& engines = console.engines();
        QTRY_VERIFY(!engines.groups().isEmpty());
        QStringList kinds;
        const ServerEnginesViewModel::Row* chat = nullptr;
        const auto find = [&] {
            for (const auto& group : engines.groups()) {
                for (const auto& row : group.rows) {
                    if (group.kind == u"LLM" && row.engine.selected == 1)
                        chat = &row;
                }
            }
        };
        find();
        QVERIFY(chat);
        engines.test(u"LLM"_s, chat->engine.name);
        find();
        QVERIFY(chat->testing);
        QTRY_VERIFY((find(), !chat->testing));
        QCOMPARE(chat->testTone, Tone::Good);
        QVERIFY(!chat->testText.isEmpty());
        engines.test(u"LLM"_s, u"nobody"_s);
    }

    void attachesWithTheRightTokenOnly()
    {
        test::ManagedServer local;
        local.start();
        test::ManagedServer far;
        far.start(std::make_unique<test::MuteEngines>(), token);
        far.bind();
        ServerConsole console(far.quick());
        console.localStarted(local.folder.path());
        QTRY_VERIFY(console.isConnected());
        QVERIFY(!console.isRemote());
        QTRY_VERIFY(console.config().isLoaded());
        console.config().edit(console.config().text() + u"prompt: of this computer\n"_s);
        QSignalSpy attached(&console, &ServerConsole::attached);
        console.attach(u"not an address"_s, token);
        QVERIFY(!console.attachError().isEmpty());
        QVERIFY(!console.isRemote());
        const QString address = far.addresses.admin.authority();
        console.attach(address, u"wrong"_s);
        QTRY_COMPARE(console.state(), AdminLink::State::Refused);
        QVERIFY(!console.trouble().isEmpty());
        QVERIFY(attached.isEmpty());
        QVERIFY(!console.config().isLoaded() && console.config().text().isEmpty()); // what was written for the former server
        console.attach(address, token);
        QTRY_VERIFY(console.isConnected());
        QCOMPARE(attached.size(), 1);
        QCOMPARE(console.placeName(), address);
        QTRY_VERIFY(console.devices().find(test::deviceId));
        console.detach();
        QVERIFY(!console.isRemote());
        QTRY_VERIFY(console.isConnected());
        QTRY_COMPARE(console.devices().list()->rowCount(), 0); // this computer's has none
    }

    // A `mynad serve` of its own, as on another computer: all that joins them is the address and the token.
    void attachesToAServerThatIsNoPartOfThisProgram()
    {
        QTemporaryDir folder;
        QFile config(folder.filePath(u"server.yaml"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        QVERIFY(
            config.write("server:\n  ip: 127.0.0.1\n  port: 0\n  http_port: 0\n  activation: open\n  admin_token: " + token.toUtf8() + "\n")
            > 0);
        config.close();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.insert(u"PULSE_SERVER"_s, u"unix:/nonexistent"_s);
        test::DaemonProcess daemon({ u"serve"_s, u"--data"_s, folder.filePath(u"data"_s), u"--config"_s, config.fileName(), u"--json"_s });
        daemon.process().setProcessEnvironment(environment);
        daemon.start();
        const QUrl ota(daemon.waitFor(u"ready"_s)["ota"_L1].toString());
        QVERIFY2(ota.isValid() && ota.port() > 0, daemon.errors().constData());
        ServerConsole console(test::ManagedServer::quick());
        console.attach(ota.authority(), u"wrong"_s);
        QTRY_COMPARE(console.state(), AdminLink::State::Refused);
        console.attach(ota.authority(), token);
        QTRY_VERIFY(console.isConnected());
        QVERIFY(console.isRemote());
        QTRY_VERIFY(!console.engines().groups().isEmpty());
        QTRY_VERIFY(console.config().isLoaded());
        QVERIFY(!console.config().text().contains(token)); // masked
        test::DaemonProcess talk({ u"talk"_s, u"--ota"_s, ota.toString(), u"--data"_s, folder.filePath(u"client"_s), u"--json"_s,
            u"--text"_s, u"what is two plus three"_s });
        talk.process().setProcessEnvironment(environment);
        talk.start();
        QTRY_COMPARE(console.turns().rowCount(), 1); // told live
        QCOMPARE(console.turns().at(0).heard, u"what is two plus three"_s);
        QCOMPARE(talk.waitForExit(), 0);
        QVERIFY(console.devices().find(console.turns().at(0).device));
        console.config().edit(console.config().text() + u"prompt: You are a bird.\n"_s);
        QTRY_VERIFY(console.config().canApply());
        console.config().apply();
        QVERIFY(!daemon.waitFor(u"config"_s).isEmpty()); // it says so itself
        daemon.process().terminate();
        QCOMPARE(daemon.waitForExit(), 0);
        QTRY_COMPARE(console.state(), AdminLink::State::Waiting);
        QVERIFY(!console.trouble().isEmpty());
    }

    void comesBackAfterARestart()
    {
        test::ManagedServer home;
        home.start();
        home.bind();
        ServerConsole console(home.quick());
        console.localStarted(home.folder.path());
        QTRY_VERIFY(console.devices().find(test::deviceId));
        home.stop();
        QTRY_COMPARE(console.state(), AdminLink::State::Waiting);
        QVERIFY(!console.trouble().isEmpty());
        home.start();
        QTRY_VERIFY(console.isConnected());
        QVERIFY(console.trouble().isEmpty());
        QTRY_VERIFY(console.devices().find(test::deviceId));
        console.localStopped();
        QCOMPARE(console.state(), AdminLink::State::Off);
        QCOMPARE(console.devices().list()->rowCount(), 0);
    }

    void turnsAndFiguresOfTheDay()
    {
        AdminLink link;
        ServerDevicesViewModel devices(link);
        ServerTurnsViewModel turns(link, devices);
        QSignalSpy hearing(&turns, &ServerTurnsViewModel::hearingChanged);
        devices.setDevices({ { .id = u"a"_s, .name = u"Kitchen"_s, .hears = u"what time"_s }, { .id = u"b"_s } });
        QVERIFY(!hearing.isEmpty());
        QCOMPARE(turns.hearing(), QStringList { u"Kitchen hears “what time”"_s });
        QVERIFY(devices.figures().isEmpty()); // nothing is made up
        admin::Device kitchen { .id = u"a"_s, .name = u"Kitchen"_s };
        devices.setDevices({ kitchen });
        turns.setTurns({});
        QCOMPARE(turns.content(), ServerTurnsViewModel::Content::Nothing);
        admin::Turn turn { .id = 4, .device = u"a"_s, .time = QDateTime::currentDateTimeUtc(), .heard = u"Rain?"_s, .said = u"Yes."_s };
        turn.timeline.firstPacket = 740;
        turn.ownMs = 9.2;
        turn.frames = 100;
        turn.framesLate = 1;
        turns.addTurn(turn);
        devices.applyTurn(turn);
        QCOMPARE(turns.rowCount(), 1);
        QCOMPARE(turns.deviceName(0), u"Kitchen"_s);
        QVERIFY(turns.index(0).data().toString().contains(u"Kitchen · Rain? · Yes."_s));
        turns.addTurn(
            { .id = 5, .device = u"a"_s, .heard = u"Repeat after me: Your timer is up: tea"_s, .said = u"Your timer is up: tea"_s });
        QVERIFY2(turns.index(0).data().toString().contains(u"Kitchen · Reminder spoken · Your timer"_s),
            qPrintable(turns.index(0).data().toString()));
        QStringList values;
        for (const auto& figure : devices.figures())
            values << figure.value;
        QCOMPARE(values, QStringList({ u"1"_s, u"740 ms"_s, u"9 ms"_s, u"1.00 %"_s }));
        QCOMPARE(devices.list()->index(0).data(DeviceListModel::LastWordsRole).toString(), u"Yes."_s);
        turns.setDevice(u"b"_s);
        turns.addTurn(turn);
        QCOMPARE(turns.rowCount(), 0);
    }

    void linesOfTheLogAreFiltered()
    {
        AdminLink link;
        ServerLogsViewModel logs(link);
        using Level = admin::LogLine::Level;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        logs.setLines({ { now.addSecs(1), Level::Error, u"error"_s, u"The disk is full."_s, u"device=a"_s },
            { now, Level::Info, u"error"_s, u"Started."_s, {} } });
        QCOMPARE(logs.lines().first().text, u"Started."_s); // oldest first
        logs.setLevel(Level::Warning);
        QCOMPARE(logs.lines().size(), 1);
        logs.setWords(u"FULL device"_s);
        QCOMPARE(logs.lines().size(), 1);
        QSignalSpy added(&logs, &ServerLogsViewModel::lineAdded);
        logs.addLine({ now, Level::Error, u"access"_s, u"full device"_s, {} }); // of another channel
        logs.addLine({ now, Level::Error, u"error"_s, u"other"_s, {} });
        QCOMPARE(added.size(), 0);
        logs.addLine({ now, Level::Error, u"error"_s, u"device full"_s, {} });
        QCOMPARE(added.size(), 1);
        for (size_t i = 0; i < 2 * ServerLogsViewModel::mostLines; ++i)
            logs.addLine({ now, Level::Error, u"error"_s, u"device full"_s, {} });
        QVERIFY(logs.lines().size() <= qsizetype(ServerLogsViewModel::mostLines));
    }

    void curvesOfTenMinutes()
    {
        double now = 0;
        AdminLink link;
        ServerMetricsViewModel metrics(
            link, [&now] { return now; }, nullptr);
        using Curve = ServerMetricsViewModel::Curve;
        QCOMPARE(metrics.valueText(Curve::Memory), u"—"_s);
        for (int second = 0; second <= 700; ++second) {
            now = second;
            metrics.addMetrics({ { { u"myna_turns_total"_s, second / 10 } },
                { { u"myna_sessions"_s, 4 }, { u"myna_resident_bytes"_s, 71e6 }, { u"myna_pool_queued{pool=\"a\"}"_s, 1 },
                    { u"myna_pool_queued{pool=\"b\"}"_s, 2 } },
                { { u"myna_turn_own_milliseconds"_s, { 9, 1, 1, 1, 1, 8.5 } } } });
        }
        QCOMPARE(metrics.points(Curve::Sessions).size(), 601);
        QCOMPARE(metrics.valueText(Curve::TurnsPerMinute), u"6"_s);
        QCOMPARE(metrics.valueText(Curve::Memory), u"71 MB"_s);
        QCOMPARE(metrics.valueText(Curve::Overhead), u"8.50 ms"_s);
        QCOMPARE(metrics.valueText(Curve::Queue), u"3"_s);
        QCOMPARE(metrics.valueText(Curve::FirstSound), u"—"_s);
        QVERIFY(metrics.table().size() >= 5);
    }
};

QTEST_GUILESS_MAIN(TstServerConsole)
#include "tst_serverconsole.moc"
