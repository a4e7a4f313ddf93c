// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/encodingline.h"
#include "server/dialogue/pacer.h"
#include "support/testcase.h"

#include <QSemaphore>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

codec::PcmFrame frame(int number)
{
    codec::PcmFrame sound { .rateHz = downlinkRateHz };
    for (int i = 0; i < downlinkRateHz / 1000 * downlinkFrameMs; ++i)
        sound.samples.push_back(int16_t((i * 37 * (number + 1)) % 6000 - 3000));
    return sound;
}

protocol::Body sentence(const QString& text)
{
    return protocol::Speech { protocol::SpeechState::SentenceStart, text };
}

// What came out: "." for a packet, the text of a message.
QString told(const std::vector<PacedItem>& items)
{
    QString text;
    for (const PacedItem& item : items)
        text += std::holds_alternative<QByteArray>(item) ? u"."_s : std::get<protocol::Speech>(std::get<protocol::Body>(item)).text;
    return text;
}

// Keeps a worker busy until it is let go.
struct Plug
{
    explicit Plug(EnginePool& pool)
        : taken(pool.run(
            &context,
            [this] {
                started.release();
                release.acquire();
                return 0;
            },
            [](int) {}))
    {
        started.acquire();
    }
    ~Plug() { release.release(); }
    QObject context;
    QSemaphore started;
    QSemaphore release;
    bool taken;
};

}

class TstEncodingLine : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void messagesPassAtOnceWhenNothingWaits();
    void packetsAndMessagesKeepTheirOrder();
    void sixtyMillisecondPacketsOfSpeech();
    void whatWasClearedNeverComes();
    void theMostUrgentConversationIsServedFirst();
    void encodesItselfWhenTheWorkersRefuse();
    void pacerDrainsOnlyAfterTheLastPacket();
};

void TstEncodingLine::messagesPassAtOnceWhenNothingWaits()
{
    EnginePool workers(1);
    EncodingLine line(&workers);
    QString out;
    connect(&line, &EncodingLine::ready, this, [&](const auto& items) { out += told(items); });
    line.put(PacedItem(sentence(u"a"_s)));
    QCOMPARE(out, u"a"_s);
}

void TstEncodingLine::packetsAndMessagesKeepTheirOrder()
{
    EnginePool workers(2);
    EncodingLine line(&workers);
    QString out;
    connect(&line, &EncodingLine::ready, this, [&](const auto& items) { out += told(items); });
    QString expected;
    for (int i = 0; i < 100; ++i) {
        line.put(frame(i));
        expected += u'.';
        if (i % 7 == 0) {
            line.put(PacedItem(sentence(QString::number(i))));
            expected += QString::number(i);
        }
    }
    QCOMPARE(line.waitingMs(), 100 * downlinkFrameMs);
    QTRY_COMPARE(out, expected);
    QVERIFY(line.isEmpty());
    QCOMPARE(line.waitingMs(), 0);
}

void TstEncodingLine::sixtyMillisecondPacketsOfSpeech()
{
    EnginePool workers(1);
    EncodingLine line(&workers);
    std::vector<PacedItem> out;
    connect(&line, &EncodingLine::ready, this, [&](const auto& items) { out.insert(out.end(), items.begin(), items.end()); });
    for (int i = 0; i < 10; ++i)
        line.put(frame(i));
    QTRY_COMPARE(out.size(), size_t(10));
    for (const PacedItem& item : out)
        QCOMPARE(codec::packetDurationUs(std::get<QByteArray>(item)).value(), downlinkFrameMs * 1000);
}

void TstEncodingLine::whatWasClearedNeverComes()
{
    EnginePool workers(1);
    EncodingLine line(&workers);
    QString out;
    connect(&line, &EncodingLine::ready, this, [&](const auto& items) { out += told(items); });
    {
        const Plug plug(workers);
        line.put(frame(1));
        line.put(PacedItem(sentence(u"old"_s)));
        line.clear();
        QVERIFY(line.isEmpty());
        line.put(frame(2));
        line.put(PacedItem(sentence(u"new"_s)));
    }
    QTRY_COMPARE(out, u".new"_s);
}

void TstEncodingLine::theMostUrgentConversationIsServedFirst()
{
    EnginePool workers(1);
    EncodingLine relaxed(&workers);
    EncodingLine urgent(&workers);
    QString out;
    connect(&relaxed, &EncodingLine::ready, this, [&] { out += u'r'; });
    connect(&urgent, &EncodingLine::ready, this, [&] { out += u'u'; });
    {
        const Plug plug(workers);
        relaxed.setDeadline(5000);
        relaxed.put(frame(1));
        urgent.put(frame(2));
    }
    QTRY_COMPARE(out, u"ur"_s);
}

void TstEncodingLine::encodesItselfWhenTheWorkersRefuse()
{
    EnginePool workers(1, 1);
    EncodingLine line(&workers);
    QString out;
    connect(&line, &EncodingLine::ready, this, [&](const auto& items) { out += told(items); });
    const Plug plug(workers);
    line.put(frame(1));
    QCOMPARE(out, u"."_s);
    QCOMPARE(workers.dropped(), quint64(1));
}

void TstEncodingLine::pacerDrainsOnlyAfterTheLastPacket()
{
    EnginePool workers(1);
    Pacer pacer(&workers, { .frameMs = 2, .tailMs = 1 });
    int packets = 0;
    int packetsAtTheEnd = -1;
    connect(&pacer, &Pacer::packetDue, this, [&] { ++packets; });
    connect(&pacer, &Pacer::drained, this, [&] { packetsAtTheEnd = packets; });
    for (int i = 0; i < 40; ++i)
        pacer.push(frame(i));
    pacer.finish(); // while most of it is unencoded
    QTRY_COMPARE(packetsAtTheEnd, 40);
}

QTEST_GUILESS_MAIN(TstEncodingLine)
#include "tst_encodingline.moc"
