// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/mcpserver.h"
#include "server/dialogue/memoryfolds.h"
#include "server/dialogue/replycache.h"
#include "server/dialogue/spokenbudget.h"
#include "sessionrig.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;
using namespace std::chrono_literals;
using protocol::ListenMode;

// Two devices at one server: whatever they do at the same time, nothing of the one is ever said, shown, asked or remembered at the other.
class TstIsolation : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void nothingCrossesOver();
};

namespace {

class SharedKeeper final : public MemoryKeeper
{
public:
    QHash<QString, QString> known;
    void load(const QString& deviceId, QObject* context, std::function<void(const QString&)> done) override
    {
        QTimer::singleShot(0, context, [this, deviceId, done] { done(known.value(deviceId)); });
    }
    QHash<QString, QVector<Utterance>> kept;
    void keep(const QString& deviceId, const QVector<Utterance>& unfolded) override { kept[deviceId] = unfolded; }
    void loadKept(const QString& deviceId, QObject* context, std::function<void(const QVector<Utterance>&)> done) override
    {
        QTimer::singleShot(0, context, [this, deviceId, done] { done(kept.value(deviceId)); });
    }
    void save(const QString& deviceId, const QString& text) override { known[deviceId] = text; }
};

// How often a tone goes up through zero between its first and its last loud sample, in Hz: one number for a clean sine; 0: too short.
double pitch(const int16_t* samples, size_t count)
{
    const auto loud = [samples](size_t i) { return std::abs(samples[i]) > 2000; };
    size_t first = 0;
    while (first < count && !loud(first))
        ++first;
    size_t last = count;
    while (last > first && !loud(last - 1))
        --last;
    if (last - first < 360) // 15 ms
        return 0;
    int crossings = 0;
    for (size_t i = first + 1; i < last; ++i)
        crossings += samples[i - 1] < 0 && samples[i] >= 0;
    return 24000.0 * crossings / double(last - first);
}

// A household member: mark, device, desk and voice are its own.
struct Member
{
    Member(QString name, int toneHz, QString other)
        : mark(std::move(name))
        , stranger(std::move(other))
    {
        script.toneHz = toneHz;
        script.delayMs = 8;
        script.msPerCharacter = 6;
        script.seed = quint32(toneHz);
        script.heard = u"spoken "_s + mark;
        script.tools = [this](const QVector<mcp::ToolSpec>& tools) {
            std::vector<ToolCall> calls;
            for (const mcp::ToolSpec& tool : tools)
                calls.push_back({ u"id"_s + mark, tool.name, {} });
            return calls;
        };
        script.answer = [this](const Conversation& c, const QVector<mcp::ToolSpec>& tools) {
            note(c.deviceId);
            note(c.prompt);
            note(c.memory);
            for (const Utterance& said : c.utterances)
                note(said.text);
            for (const mcp::ToolSpec& tool : tools)
                note(tool.name);
            return u"Answer of %1, as %1 wanted. And more of %1 for you."_s.arg(mark);
        };
    }
    void note(const QString& text)
    {
        seen += text.contains(mark);
        if (text.contains(stranger))
            leaks += text;
    }
    void connectTo(EngineRegistry& engines, const DialogueServices& services)
    {
        DeviceFacts facts { .deviceId = u"device-"_s + mark };
        facts.persona.prompt = u"You belong to "_s + mark;
        facts.persona.voice = mark;
        facts.rules.wakeWords = { u"hello "_s + mark };
        rig = std::make_unique<SessionRig>(engines, facts, DialogueTiming { .greetAfter = 10ms }, services);
        desk = std::make_unique<mcp::McpServer>();
        desk->addTool({ { u"self."_s + mark, u"Does it."_s, {} },
            [this](const QJsonObject&, const mcp::ToolAnswer& done, QObject*) { done(u"done by "_s + mark); } });
        QObject::connect(desk.get(), &mcp::McpServer::replyReady, rig->wire, [this](const QJsonObject& payload) {
            QTimer::singleShot(0, rig->wire, [this, payload] { rig->wire->say(protocol::Mcp { payload }); });
        });
        rig->wire->onSent = [this] { look(); };
        messages = 0;
        packets = 0;
        rig->hello(true);
    }
    void look()
    {
        for (; messages < rig->wire->sent.size(); ++messages) {
            const protocol::Message message = rig->wire->sent[messages];
            if (const auto* mcp = std::get_if<protocol::Mcp>(&message.body)) {
                note(QString::fromUtf8(QJsonDocument(mcp->payload).toJson()));
                const QJsonObject payload = mcp->payload;
                QTimer::singleShot(0, desk.get(), [this, payload] { desk->receive(payload); });
            } else if (const auto* stt = std::get_if<protocol::Stt>(&message.body)) {
                note(stt->text);
            } else if (const auto* speech = std::get_if<protocol::Speech>(&message.body)) {
                note(speech->text);
            }
        }
        for (; packets < rig->wire->sentAudio.size(); ++packets)
            sound.append(rig->wire->sentAudio[packets]);
    }

    QString mark;
    QString stranger;
    Script script;
    std::unique_ptr<mcp::McpServer> desk;
    std::unique_ptr<SessionRig> rig;
    qsizetype messages = 0;
    qsizetype packets = 0;
    QVector<protocol::AudioPacket> sound;
    QStringList leaks;
    int seen = 0;
};

void act(Member& member, int what, const codec::PcmFrame& clip, EngineRegistry& engines, const DialogueServices& services)
{
    SessionRig& rig = *member.rig;
    if (what < 4) {
        rig.type(u"typed by "_s + member.mark);
    } else if (what < 6) {
        rig.listen(what == 4 ? ListenMode::Auto : ListenMode::Realtime);
        rig.hear(clip);
    } else if (what == 6) {
        rig.abort();
    } else if (what == 7) {
        rig.type(u"hello "_s + member.mark); // greeted from the cache that both share
    } else if (what == 8) {
        rig.session->say(u"A word for %1."_s.arg(member.mark));
    } else {
        rig.wire->say(protocol::Goodbye {});
        member.connectTo(engines, services);
    }
}

}

void TstIsolation::nothingCrossesOver()
{
    const auto clip = speechClip({ .text = u"what is it"_s, .silenceBeforeMs = 200, .silenceAfterMs = 800 });
    ScriptedEngines engines;
    SharedKeeper keeper;
    MemoryFolds folds(keeper, [&](const EngineWish& wish) { return engines.makeMemory(wish); });
    ReplyCache cache;
    DailyBudget budget;
    const DialogueServices services { .replies = &cache, .budget = &budget, .memories = &folds };
    Member ann(u"Xann"_s, 400, u"Ybob"_s);
    Member bob(u"Ybob"_s, 1600, u"Xann"_s);
    engines.scripts = { { ann.mark, &ann.script }, { bob.mark, &bob.script } };
    ann.connectTo(engines, services);
    bob.connectTo(engines, services);
    QRandomGenerator random(20261121);
    constexpr int actsOfEach = 60;
    int acts = 0;
    int at = 0;
    for (int i = 0; i < actsOfEach; ++i) {
        at += int(random.bounded(20, 220));
        for (Member* member : { &ann, &bob }) {
            QTimer::singleShot(at + int(random.bounded(15)), this, [&, member, what = int(random.bounded(10))] {
                act(*member, what, clip, engines, services);
                ++acts;
            });
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(acts, 2 * actsOfEach, 60000);
    for (Member* member : { &ann, &bob })
        member->rig->wire->say(protocol::Goodbye {});
    QTRY_COMPARE(folds.waiting(), 0);
    for (const Member* member : { &ann, &bob }) {
        QVERIFY2(member->leaks.isEmpty(), qPrintable(member->leaks.join(u'\n')));
        QVERIFY2(member->seen > 50, qPrintable(QString::number(member->seen)));
        QVERIFY(member->script.conversations.size() > 10);
        for (const Result<QString>& result : member->script.toolAnswers)
            QVERIFY(!result || *result == u"done by "_s + member->mark);
        QVERIFY(std::any_of(member->script.toolAnswers.begin(), member->script.toolAnswers.end(), [](const auto& r) { return bool(r); }));
        const QString known = keeper.known.value(u"device-"_s + member->mark);
        QVERIFY(known.contains(member->mark) && !known.contains(member->stranger));
        for (const QString& sentence : member->script.spoken)
            QVERIFY2(!sentence.contains(member->stranger), qPrintable(sentence));
        // In every packet only this voice's tone, also in a greeting that is no longer than one.
        const codec::PcmFrame sound = decoded(member->sound, 24000);
        constexpr size_t frame = 1440;
        int frames = 0;
        for (size_t i = 0; i + frame <= sound.samples.size(); i += frame) {
            if (const double hz = pitch(sound.samples.data() + i, frame); hz > 0) {
                const bool mine = member == &ann ? hz < 700 : hz > 1000;
                QVERIFY2(mine, qPrintable(u"%1: %2 Hz in packet %3"_s.arg(member->mark).arg(hz).arg(i / frame)));
                ++frames;
            }
        }
        QVERIFY2(frames > 30, qPrintable(QString::number(frames)));
    }
    QCOMPARE(keeper.known.size(), 2);
}

QTEST_GUILESS_MAIN(TstIsolation)
#include "tst_isolation.moc"
