// SPDX-License-Identifier: GPL-3.0-or-later
// The real client against a stand-in of every known server, over real sockets. What was proven is the manual's table of servers.
#include "clientpool.h"
#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "support/manualpage.h"
#include "support/peers/consoleserver.h"
#include "support/peers/goserver.h"
#include "support/peers/javaserver.h"
#include "support/peers/mqttgateway.h"
#include "support/peers/officialservice.h"
#include "support/peers/pocketspeakservice.h"
#include "support/peers/pythonserver.h"
#include "support/soundmath.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QMap>
#include <QSet>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

// The columns and the rows of the table.
const QStringList peerNames { u"Official service"_s, u"xiaozhi-esp32-server"_s, u"… with its console"_s, u"Go server"_s, u"Java server"_s,
    u"PocketSpeak's service"_s };

enum class Feature { VersionCheck, Code, Session, Typed, Spoken, Button, RealTime, Mqtt, Tools, Emotion, Sound, Lost, Refused, Ended };
const QVector<std::pair<Feature, QString>> features { { Feature::VersionCheck, u"Version check, address and token taken from it"_s },
    { Feature::Code, u"Binding with a code of six digits"_s }, { Feature::Session, u"Session with the server's id"_s },
    { Feature::Typed, u"Typed question"_s }, { Feature::Spoken, u"Spoken question, the server hears the end"_s },
    { Feature::Button, u"Spoken question, push to talk"_s }, { Feature::RealTime, u"Spoken question, microphone always open"_s },
    { Feature::Mqtt, u"The same over MQTT and encrypted UDP"_s }, { Feature::Tools, u"Tools of this computer listed and called"_s },
    { Feature::Emotion, u"Emotions"_s }, { Feature::Sound, u"The answer is heard whole, at its own speed"_s },
    { Feature::Lost, u"Connection lost in mid answer: asks again by itself"_s },
    { Feature::Refused, u"A refusal with status 200 is shown in the server's words"_s },
    { Feature::Ended, u"The server ends the conversation: quiet, no error"_s } };

// What a peer does that others do not, and what comes of it.
struct Habit
{
    QString peer;
    QString does;
    QString section;
    QString outcome;
};

class PeerRun final : public ClientRun
{
public:
    QString name;
    QString peerName;
    std::unique_ptr<Peer> peer;
    std::unique_ptr<MosquittoRig> broker; // with a gateway, when it is to be talked with over MQTT
    std::unique_ptr<MqttGateway> gateway;
    QStringList more;
    bool direct = false; // without the version check
    int status = 0; // expected
    QVector<Feature> proves;
    QVector<Habit> habits;
    std::function<QString(PeerRun&)> judge; // nothing: as it should be

    QStringList arguments() override
    {
        if (broker) {
            gateway = std::make_unique<MqttGateway>(*broker, peer->webSocketUrl());
            peer->offerMqtt(protocol::toJson(broker->section()));
        }
        const QStringList address = direct ? QStringList { u"--websocket"_s, peer->webSocketUrl().toString() }
                                           : QStringList { u"--ota"_s, peer->otaUrl().toString() };
        return address + more;
    }
    [[nodiscard]] QString output() const { return folder.filePath(u"answer.wav"_s); }
};

using Run = PeerRun;

// §4.2: what was announced does not matter. The tone is 400 Hz for 600 ms, and all of it is heard.
QString soundTrouble(const Run& run)
{
    const auto played = codec::readWav(run.output());
    if (!played)
        return played.error().text;
    const double from = firstSoundMs(*played);
    const double length = lastSoundMs(*played) - from;
    if (std::abs(length - Peer::answerPackets * 60) > 60)
        return u"%1 ms of sound"_s.arg(length);
    const codec::PcmFrame middle = part(*played, from + 200, 200);
    int crossings = 0;
    for (size_t i = 1; i < middle.samples.size(); ++i)
        crossings += (middle.samples[i - 1] < 0) != (middle.samples[i] < 0) ? 1 : 0;
    return std::abs(crossings - 160) <= 4 ? QString() : u"%1 Hz"_s.arg(crossings * 2.5);
}

QString oneAnswer(Run& run)
{
    if (run.client->events(u"done"_s).value(0)["turns"_L1].toInt() != 1)
        return u"no turn was done"_s;
    if (run.texts(u"sentence"_s).size() != 1)
        return u"sentences: "_s + run.texts(u"sentence"_s).join(u" / "_s);
    return {};
}

// A typed question that makes the server use a tool: most of what a peer can do, in one conversation.
QString wholeConversation(Run& run)
{
    if (QString trouble = oneAnswer(run); !trouble.isEmpty())
        return trouble;
    const QJsonArray sections = run.client->events(u"ota"_s).value(0)["sections"_L1].toArray();
    if (!sections.contains(u"websocket"_s))
        return u"no section websocket"_s;
    for (const auto& request : run.peer->requests()) {
        if (!request.path.contains("/ota/"))
            return u"asked for "_s + QString::fromLatin1(request.path);
    }
    const auto& talk = *run.peer->talks().front();
    if (run.client->events(u"hello"_s).value(0)["session_id"_L1].toString() != talk.sessionId || talk.sessionId.isEmpty())
        return u"another session id"_s;
    const QJsonObject tool = run.client->events(u"tool"_s).value(0);
    if (tool["name"_L1] != u"self.audio_speaker.set_volume"_s || tool["arguments"_L1]["volume"_L1] != 40 || run.peer->volumeSet != 40)
        return u"the tool was not called"_s;
    if (run.client->events(u"emotion"_s).isEmpty())
        return u"no emotion"_s;
    return run.texts(u"stt"_s).contains(u"set the volume please"_s) ? QString() : u"the question was not repeated"_s;
}

QString boundByCode(Run& run, const QString& code)
{
    const QJsonObject offer = run.client->events(u"activation"_s).value(0);
    if (offer["code"_L1] != code)
        return u"code "_s + offer["code"_L1].toString();
    return run.client->events(u"paired"_s).isEmpty() ? u"never paired"_s : QString();
}

QString onceMore(Run& run)
{
    if (!run.states().contains(u"reconnecting"_s) || run.peer->talks().size() != 2)
        return u"no second connection"_s;
    return run.client->events(u"closed"_s).value(0)["clean"_L1].toBool(true) ? u"a loss was taken for a close"_s : QString();
}

QString errorNames(Run& run, const QString& words)
{
    const QString said = run.texts(u"error"_s).value(0);
    return said.contains(words) ? QString() : u"error: "_s + said;
}

}

class TstPeers : public TestCase
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_question; // a recording
    ClientPool<Run> m_pool { 8 };
    QMap<QString, QSet<Feature>> m_proven;
    QVector<Habit> m_habits;
    int m_judged = 0;

    template<typename P>
    Run& add(const QString& name, const QStringList& more, Faults faults = {}, const std::function<void(P&)>& prepare = {})
    {
        auto run = std::make_unique<Run>();
        auto peer = std::make_unique<P>();
        peer->add(faults);
        if (prepare)
            prepare(*peer);
        run->name = name;
        run->peer = std::move(peer);
        run->more = more;
        m_pool.runs.push_back(std::move(run));
        return *m_pool.runs.back();
    }

    [[nodiscard]] static QStringList typed(const QString& text) { return { u"--text"_s, text }; }
    [[nodiscard]] QStringList spoken(const QString& mode) const { return { u"--input"_s, m_question, u"--mode"_s, mode }; }
    static QStringList recorded(const Run& run, QStringList more) { return more << u"--output"_s << run.output(); }

    // The same for every peer.
    template<typename P>
    void addPeer(const QString& name, const QString& refusal, const std::function<void(P&)>& bound = {}, const QString& code = {})
    {
        const auto named = [&](Run& run, const QVector<Feature>& proves, std::function<QString(Run&)> judge) -> Run& {
            run.peerName = name;
            run.proves = proves;
            run.judge = std::move(judge);
            return run;
        };
        Run& whole = named(add<P>(name + u", whole conversation"_s, typed(u"set the volume please"_s)),
            { Feature::VersionCheck, Feature::Session, Feature::Typed, Feature::Tools, Feature::Emotion }, wholeConversation);
        if (!code.isEmpty()) {
            whole.proves << Feature::Code;
            whole.judge = [code](Run& run) {
                const QString trouble = boundByCode(run, code);
                return trouble.isEmpty() ? wholeConversation(run) : trouble;
            };
        }
        Run& heard = named(add<P>(name + u", spoken"_s, spoken(u"auto"_s), {}, bound), { Feature::Spoken, Feature::Sound }, [](Run& run) {
            const QString trouble = oneAnswer(run);
            return trouble.isEmpty() ? soundTrouble(run) : trouble;
        });
        heard.more = recorded(heard, heard.more);
        named(add<P>(name + u", push to talk"_s, spoken(u"manual"_s), {}, bound), { Feature::Button }, oneAnswer);
        named(add<P>(name + u", real time"_s, spoken(u"realtime"_s), {}, bound), { Feature::RealTime }, oneAnswer);
        named(add<P>(name + u", lost"_s, typed(u"hello"_s), Fault::DropsTcp, bound), { Feature::Lost }, onceMore);
        Run& refused = named(add<P>(name + u", refused"_s, typed(u"hello"_s), Fault::RefusesWith200, bound), { Feature::Refused },
            [refusal](Run& run) { return errorNames(run, refusal); });
        refused.status = 4;
        // §4.5: the Go server closes without a frame, which is what `lost` is about.
        if (name != u"Go server"_s) {
            named(add<P>(name + u", ended"_s, typed(u"good bye"_s), Fault::ClosesAfterAnswer, bound), { Feature::Ended }, [](Run& run) {
                const QJsonObject closed = run.client->events(u"closed"_s).value(0);
                return closed["code"_L1] == 1000 && closed["clean"_L1].toBool() && run.texts(u"error"_s).isEmpty() ? QString()
                                                                                                                   : u"not a quiet end"_s;
            });
        }
    }

    template<typename P>
    void addMqtt(const QString& name, const QStringList& more, const std::function<void(P&)>& bound = {})
    {
        Run& run = add<P>(name + u", MQTT"_s, spoken(u"auto"_s) + more, {}, bound);
        run.peerName = name;
        run.proves = { Feature::Mqtt };
        run.broker = std::make_unique<MosquittoRig>(MosquittoRig::Setup { .username = u"device"_s, .password = u"open-sesame"_s });
        run.more = recorded(run, run.more);
        run.judge = [](Run& run) {
            if (run.client->events(u"hello"_s).value(0)["transport"_L1] != u"udp"_s
                || run.gateway->datagrams.size() < Peer::utterancePackets)
                return u"not over UDP"_s;
            const QString trouble = oneAnswer(run);
            return trouble.isEmpty() ? soundTrouble(run) : trouble;
        };
    }

    void addHabits();

    Run& named(const QString& name)
    {
        return **std::find_if(m_pool.runs.begin(), m_pool.runs.end(), [&](const auto& run) { return run->name == name; });
    }

private slots:
    void initTestCase();
    void everyPeerIsSpokenWith_data();
    void everyPeerIsSpokenWith();
    void theManualSaysWhatWasProven();
};

void TstPeers::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    m_question = m_folder.filePath(u"question.wav"_s);
    QVERIFY(codec::writeWav(m_question, sine(300, 1200, 16000, 0.4)));
    addPeer<OfficialService>(
        peerNames[0], u"This board is not supported"_s, [](OfficialService& peer) { peer.pendingTries = 0; }, u"024680"_s);
    addPeer<PythonServer>(peerNames[1], u"request error."_s);
    addPeer<ConsoleServer>(
        peerNames[2], u"设备未绑定"_s, [](ConsoleServer& peer) { peer.setBound(true); }, u"013579"_s);
    addPeer<GoServer>(peerNames[3], u"缺少 device-id"_s);
    addPeer<JavaServer>(peerNames[4], u"设备不存在"_s);
    addPeer<PocketSpeakService>(peerNames[5], u"device unknown"_s, {}, u"987654"_s);
    const QStringList byHand { u"--transport"_s, u"mqtt"_s };
    addMqtt<OfficialService>(peerNames[0], byHand, [](OfficialService& peer) { peer.pendingTries = 0; });
    addMqtt<PythonServer>(peerNames[1], {});
    addMqtt<ConsoleServer>(peerNames[2], byHand, [](ConsoleServer& peer) { peer.setBound(true); });
    addHabits();
    named(u"spoken code"_s).start(); // the longest
}

// Each hangs on a run that would fail if the client did not cope with it.
void TstPeers::addHabits()
{
    const auto also = [this](const QString& run, const QString& does, const QString& section, const QString& outcome) {
        Run& there = named(run);
        there.habits << Habit { there.peerName, does, section, outcome };
    };
    also(peerNames[0] + u", whole conversation"_s, u"says \"not yet\" (202) until the code is typed"_s, u"§3.3"_s,
        u"asks every five seconds, then goes on by itself"_s);
    also(peerNames[0] + u", spoken"_s, u"offers MQTT beside WebSocket"_s, u"§2.4"_s,
        u"talks over WebSocket, unless MQTT is chosen by hand"_s);
    also(peerNames[1] + u", MQTT"_s, u"names only MQTT when it has a gateway"_s, u"§2.4"_s, u"talks over MQTT and UDP"_s);
    also(peerNames[1] + u", whole conversation"_s, u"takes only `Connection: Upgrade`, and that word alone"_s, u"§4.1"_s,
        u"sends just that"_s);
    also(peerNames[1] + u", spoken"_s, u"announces 16 kHz and sends 24 kHz"_s, u"§4.2"_s, u"plays at the right speed"_s);
    also(peerNames[1] + u", whole conversation"_s, u"lists tools a second after `initialize`, and begins its numbers again"_s, u"§7.1"_s,
        u"answers each number as it came"_s);
    also(peerNames[2] + u", whole conversation"_s, u"names an address and a code at once"_s, u"§2.4"_s, u"waits for the code first"_s);
    also(peerNames[2] + u", refused"_s, u"tells errors as `code` and `msg`, with status 200"_s, u"§3.6"_s, u"shows the words"_s);
    also(peerNames[3] + u", whole conversation"_s, u"asks for tools before it has said hello"_s, u"§4.2"_s, u"answers"_s);
    also(peerNames[3] + u", whole conversation"_s, u"ends every sentence with a message of its own"_s, u"§5.4"_s, u"shows each once"_s);
    also(peerNames[3] + u", whole conversation"_s, u"offers old firmware at an address that leads nowhere"_s, u"§12 no. 17, 18"_s,
        u"fetches nothing"_s);
    also(peerNames[3] + u", lost"_s, u"drops the connection without a close"_s, u"§4.5"_s, u"connects again and repeats the question"_s);
    also(peerNames[5] + u", whole conversation"_s, u"sends the code as a number, and news of the binding over WebSocket"_s, u"§3.7"_s,
        u"shows six digits; ignores the rest"_s);

    const auto habit = [](Run& run, const QString& peer, const QString& does, const QString& section, const QString& outcome,
                           std::function<QString(Run&)> judge) -> Run& {
        run.peerName = peer;
        run.habits << Habit { peer, does, section, outcome };
        run.judge = std::move(judge);
        return run;
    };
    const QString any = u"any"_s;
    habit(add<PythonServer>(u"plain text"_s, typed(u"hello"_s), Fault::PlainText), peerNames[1], u"sends lines that are not JSON"_s,
        u"§5.1"_s, u"ignores them, sends none itself"_s, oneAnswer);
    Run& frames = habit(add<PythonServer>(u"announces 20 ms"_s, spoken(u"auto"_s) + QStringList { u"--frame"_s, u"20"_s }), peerNames[1],
        u"announces 20 ms and sends 60 ms"_s, u"§4.2"_s, u"reads the length from each packet"_s, soundTrouble);
    frames.more = recorded(frames, frames.more);
    Run& token = habit(add<PythonServer>(u"wrong token"_s, typed(u"hello"_s), {}, [](PythonServer& peer) { peer.requireToken("t0ken"); }),
        peerNames[1], u"refuses a token with a line of text and code 1000"_s, u"§4.1"_s,
        u"shows that line and asks to check the pairing; does not try for ever"_s, [](Run& run) { return errorNames(run, u"认证失败"_s); });
    token.direct = true;
    token.status = 4;
    Run& spokenCode = habit(add<ConsoleServer>(u"spoken code"_s, typed(u"hello"_s)), peerNames[2],
        u"never greets a device that is not bound, but tells it the code aloud"_s, u"§3.6"_s,
        u"shows and plays it, then asks to check the pairing"_s, [](Run& run) {
            if (!run.texts(u"stt"_s).join(u' ').contains(u"013579"_s))
                return u"the code was not shown"_s;
            const QString sound = soundTrouble(run);
            return sound.isEmpty() ? errorNames(run, u"Check the pairing"_s) : sound;
        });
    spokenCode.direct = true;
    spokenCode.status = 4;
    spokenCode.more = recorded(spokenCode, spokenCode.more);
    Run& often = habit(add<JavaServer>(u"too often"_s, typed(u"hello"_s), {}, [](JavaServer& peer) { peer.tooOften = 1; }), peerNames[4],
        u"turns away who asks too often (429)"_s, u"servers §2.5"_s, u"says so"_s,
        [](Run& run) { return errorNames(run, u"too often"_s); });
    often.status = 4;

    Run& noStart = habit(add<JavaServer>(u"no start"_s, typed(u"hello"_s), Fault::NoStart), any, u"speaks without `tts` start"_s, u"§5.4"_s,
        u"is heard"_s, soundTrouble);
    noStart.more = recorded(noStart, noStart.more);
    Run& early = habit(add<JavaServer>(u"early stop"_s, typed(u"hello"_s), Fault::StopsEarly), any,
        u"says stop with the last packet, far ahead of the loudspeaker"_s, u"§9.2"_s, u"plays all of it, then listens again"_s,
        soundTrouble);
    early.more = recorded(early, early.more);
    habit(add<JavaServer>(u"sound before hello"_s, typed(u"hello"_s), Fault::SoundBeforeHello), any, u"speaks before its hello"_s,
        u"§3.6"_s, u"plays it; the conversation begins with hello"_s, oneAnswer);
    habit(add<JavaServer>(u"unknown messages"_s, typed(u"hello"_s), Fault::UnknownMessages), any,
        u"sends types nobody knows, and known ones without their fields"_s, u"§5.3"_s, u"ignores them"_s, oneAnswer);
}

void TstPeers::everyPeerIsSpokenWith_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(m_pool.runs.size()); ++i)
        QTest::newRow(qPrintable(m_pool.runs[size_t(i)]->name)) << i;
}

void TstPeers::everyPeerIsSpokenWith()
{
    QFETCH(int, index);
    QVERIFY(m_pool.finish(size_t(index)));
    Run& run = *m_pool.runs[size_t(index)];
    const int status = run.client->waitForExit(1000);
    const QString trouble = run.judge(run);
    if (status != run.status || !trouble.isEmpty() || !run.peer->complaints().isEmpty()) {
        for (const QJsonObject& event : run.client->events())
            qInfo() << event;
        qInfo() << run.client->errors() << run.peer->complaints();
    }
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    QCOMPARE(status, run.status);
    QCOMPARE(run.peer->complaints(), QStringList());
    QVERIFY2(run.client->noise().isEmpty(), qPrintable(run.client->noise().join(u'\n')));
    for (const Feature feature : run.proves)
        m_proven[run.peerName].insert(feature);
    m_habits += run.habits;
    ++m_judged;
}

void TstPeers::theManualSaysWhatWasProven()
{
    if (m_judged < int(m_pool.runs.size()))
        QSKIP("Only some of the peers were asked for.");
    MarkdownTable table { .head = QStringList { u"What"_s } + peerNames };
    for (const auto& [feature, words] : features) {
        QStringList row { words };
        for (const QString& peer : peerNames)
            row << (m_proven[peer].contains(feature) ? u"yes"_s : u"–"_s);
        table.rows << row;
    }
    MarkdownTable habits { .head = { u"Server"_s, u"What it does"_s, u"Notes"_s, u"What Myna does"_s } };
    for (const Habit& habit : std::as_const(m_habits))
        habits.rows << QStringList { habit.peer, habit.does, habit.section, habit.outcome };
    const QString page
        = u"# Servers Myna talks with\n\n"
          "Written by a test (`tests/e2e/tst_peers.cpp`) from what it has just proven: the real client against a stand-in of each\n"
          "server, over real sockets. The stand-ins behave as those servers' sources say, faults included; none of them is the\n"
          "server itself. \"–\": this server has no such thing, or ends in another way.\n\n"_s
        + markdown(table)
        + u"\n## Habits of servers, and what comes of them\n\nThe numbers name sections of the protocol notes the stand-ins follow.\n\n"_s
        + markdown(habits);
    const QString trouble = pageTrouble(u"conformance.md"_s, page);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

QTEST_GUILESS_MAIN(TstPeers)
#include "tst_peers.moc"
