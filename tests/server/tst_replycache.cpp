// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/replycache.h"
#include "server/dialogue/replyrecorder.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna::server;

class TstReplyCache : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void isKnownByVoiceAndText();
    void staysWithinItsBytes();
    void theLatestUsedStay();
    void recorderKeepsWhatIsWhole();
};

namespace {

QVector<QByteArray> packets(char c, int count = 10)
{
    return QVector<QByteArray>(count, QByteArray(100, c));
}

}

void TstReplyCache::isKnownByVoiceAndText()
{
    ReplyCache cache;
    cache.put(u"ab"_s, u"c"_s, packets('1'));
    cache.put(u"a"_s, u"bc"_s, packets('2'));
    QCOMPARE(*cache.find(u"ab"_s, u"c"_s), packets('1'));
    QCOMPARE(*cache.find(u"a"_s, u"bc"_s), packets('2'));
    QVERIFY(!cache.find(u"ab"_s, u"d"_s));
    cache.put(u"ab"_s, u"c"_s, packets('3')); // the first stays
    QCOMPARE(*cache.find(u"ab"_s, u"c"_s), packets('1'));
}

void TstReplyCache::staysWithinItsBytes()
{
    constexpr qint64 limit = 10000;
    ReplyCache cache(limit);
    for (int i = 0; i < 100; ++i) {
        cache.put(u"v"_s, QString::number(i), packets('x'));
        QVERIFY(cache.bytes() <= limit);
    }
    QVERIFY(cache.bytes() > limit / 2);
    const qint64 before = cache.bytes();
    cache.put(u"v"_s, u"huge"_s, packets('x', 1000));
    QVERIFY(!cache.find(u"v"_s, u"huge"_s));
    QCOMPARE(cache.bytes(), before); // and nothing had to go for it
    cache.put(u"v"_s, u"empty"_s, {});
    QVERIFY(!cache.find(u"v"_s, u"empty"_s));
}

void TstReplyCache::theLatestUsedStay()
{
    ReplyCache cache(5000);
    cache.put(u"v"_s, u"kept"_s, packets('k'));
    for (int i = 0; i < 20; ++i) {
        QVERIFY(cache.find(u"v"_s, u"kept"_s));
        cache.put(u"v"_s, QString::number(i), packets('x'));
    }
    QVERIFY(cache.find(u"v"_s, u"kept"_s));
    QVERIFY(!cache.find(u"v"_s, u"0"_s));
}

void TstReplyCache::recorderKeepsWhatIsWhole()
{
    ReplyCache cache;
    ReplyRecorder recorder;
    recorder.packet("before"); // of something else
    recorder.begin(u"v"_s, u"a"_s);
    recorder.packet("1");
    recorder.packet("2");
    recorder.finish(cache);
    QCOMPARE(*cache.find(u"v"_s, u"a"_s), (QVector<QByteArray> { "1", "2" }));
    recorder.begin(u"v"_s, u"b"_s);
    recorder.packet("1");
    recorder.drop();
    recorder.finish(cache);
    QVERIFY(!cache.find(u"v"_s, u"b"_s));
    recorder.begin(u"v"_s, u"long"_s);
    for (qsizetype i = 0; i <= ReplyRecorder::maxPackets; ++i)
        recorder.packet("x");
    recorder.finish(cache);
    QVERIFY(!cache.find(u"v"_s, u"long"_s));
}

QTEST_GUILESS_MAIN(TstReplyCache)
#include "tst_replycache.moc"
