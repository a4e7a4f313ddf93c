// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/sseparser.h"
#include "support/testcase.h"

using namespace myna::server;

namespace {

QList<SseEvent> parsed(const QList<QByteArray>& pieces)
{
    SseParser parser;
    QList<SseEvent> events;
    for (const QByteArray& piece : pieces)
        events += parser.put(piece);
    return events + parser.end();
}

}

class TstSseParser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void readsEvents_data()
    {
        using Events = QList<SseEvent>;
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<Events>("events");
        const Events both { { {}, "one" }, { {}, "two" } };
        QTest::newRow("LF") << QByteArray("data: one\n\ndata: two\n\n") << both;
        QTest::newRow("CR LF") << QByteArray("data: one\r\n\r\ndata: two\r\n\r\n") << both;
        QTest::newRow("CR") << QByteArray("data: one\r\rdata: two\r\r") << both;
        QTest::newRow("mixed") << QByteArray("data: one\r\n\ndata: two\r\r\n") << both;
        QTest::newRow("no blank") << QByteArray("data:one\n\ndata:two\n\n") << both;
        QTest::newRow("comments") << QByteArray(": ping\n\ndata: one\n: more\n\n:\n\ndata: two\n\n") << both;
        QTest::newRow("ids and times") << QByteArray("id: 7\nretry: 10\ndata: one\n\nid\n\ndata: two\n\n") << both;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "data: one\n\ndata: two\n\n")
                                         << both;
        QTest::newRow("no end") << QByteArray("data: one\n\ndata: two") << both;
        QTest::newRow("several lines") << QByteArray("data: a\ndata\ndata:  b\n\n") << Events { { {}, "a\n\n b" } };
        QTest::newRow("types") << QByteArray("event: delta\ndata: {}\n\ndata: x\n\n") << Events { { "delta", "{}" }, { {}, "x" } };
        QTest::newRow("empty data") << QByteArray("data:\n\n") << Events { { {}, "" } };
        QTest::newRow("colons") << QByteArray("data: {\"a\":\"b: c\"}\n\n") << Events { { {}, "{\"a\":\"b: c\"}" } };
        QTest::newRow("Chinese") << QByteArray("data: 你好\r\n\r\n") << Events { { {}, "你好" } };
        QTest::newRow("nothing") << QByteArray() << Events {};
    }

    // Once in one piece, at every boundary in two, and byte by byte.
    void readsEvents()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QList<SseEvent>, events);
        QCOMPARE(parsed({ stream }), events);
        QList<QByteArray> bytes;
        for (qsizetype i = 0; i < stream.size(); ++i) {
            QCOMPARE(parsed({ stream.left(i), stream.mid(i) }), events);
            bytes += stream.mid(i, 1);
        }
        QCOMPARE(parsed(bytes), events);
    }

    void isBounded()
    {
        SseParser line;
        line.put("data: ");
        const QByteArray piece(64 * 1024, 'x');
        for (int i = 0; i < 100; ++i)
            QVERIFY(line.put(piece).isEmpty());
        QVERIFY(line.isTooLong());
        QVERIFY(line.put("\n\ndata: y\n\n").isEmpty());

        SseParser event;
        const QByteArray shortLine = "data: " + piece + '\n';
        for (int i = 0; i < 100; ++i)
            event.put(shortLine);
        QVERIFY(event.isTooLong());
        QVERIFY(event.end().isEmpty());
    }

    void linesKeepTheirRest()
    {
        LineReader lines;
        QCOMPARE(lines.put("a\nb"), QList<QByteArray> { "a" });
        QCOMPARE(lines.put("c\r"), QList<QByteArray> { "bc" });
        QCOMPARE(lines.put("\nd"), QList<QByteArray> {});
        QCOMPARE(lines.takeRest(), QByteArray("d"));
        QCOMPARE(lines.takeRest(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TstSseParser)
#include "tst_sseparser.moc"
