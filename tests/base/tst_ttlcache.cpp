// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ttlcache.h"
#include "support/testcase.h"

#include <QString>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Cache = myna::TtlCache<QString, int>;

class TstTtlCache final : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void keepsWhatItIsGiven();
    void nothingOutlivesItsLife();
    void staysWithinItsBytes();
    void whatIsUsedStays();
    void theRealClockRises();

private:
    Cache::Clock clock()
    {
        return [this] { return m_now; };
    }
    std::chrono::milliseconds m_now { 1000 };
};

void TstTtlCache::keepsWhatItIsGiven()
{
    Cache cache(100, Cache::forEver, clock());
    QVERIFY(!cache.get(u"a"_s));
    QVERIFY(cache.set(u"a"_s, 1, 10));
    QVERIFY(cache.set(u"a"_s, 2, 20)); // instead of the former
    QCOMPARE(cache.get(u"a"_s), std::optional(2));
    QCOMPARE(cache.bytes(), 20);
    cache.remove(u"a"_s);
    QVERIFY(!cache.get(u"a"_s));
    QVERIFY(cache.set(u"b"_s, 3, 10) && cache.set(u"c"_s, 4, 10));
    cache.clear();
    QCOMPARE(cache.count(), 0);
    QCOMPARE(cache.bytes(), 0);
}

void TstTtlCache::nothingOutlivesItsLife()
{
    Cache cache(100, 50ms, clock());
    QVERIFY(cache.set(u"usual"_s, 1, 1) && cache.set(u"longer"_s, 2, 1, 500ms) && cache.set(u"always"_s, 3, 1, Cache::forEver));
    m_now += 49ms;
    QVERIFY(cache.get(u"usual"_s));
    m_now += 1ms; // having been asked for does not make it younger
    QVERIFY(!cache.get(u"usual"_s));
    QCOMPARE(cache.bytes(), 2);
    QVERIFY(cache.get(u"longer"_s));
    m_now += 24h;
    QVERIFY(!cache.get(u"longer"_s));
    QCOMPARE(cache.get(u"always"_s), std::optional(3));
}

void TstTtlCache::staysWithinItsBytes()
{
    Cache cache(100, Cache::forEver, clock());
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(cache.set(QString::number(i), i, i % 30 + 1));
        QVERIFY(cache.bytes() <= 100);
    }
    const qint64 before = cache.bytes();
    QVERIFY(!cache.set(u"huge"_s, 1, 101));
    QCOMPARE(cache.bytes(), before); // and nothing had to go for it
}

void TstTtlCache::whatIsUsedStays()
{
    Cache cache(10, Cache::forEver, clock());
    QVERIFY(cache.set(u"kept"_s, 1, 5));
    for (int i = 0; i < 20; ++i) {
        QVERIFY(cache.get(u"kept"_s));
        QVERIFY(cache.set(QString::number(i), i, 5));
    }
    QVERIFY(cache.get(u"kept"_s));
    QVERIFY(!cache.get(u"0"_s));
}

void TstTtlCache::theRealClockRises()
{
    Cache cache(10, 1ms);
    QVERIFY(cache.set(u"a"_s, 1, 1));
    QTRY_VERIFY(!cache.get(u"a"_s));
}

QTEST_GUILESS_MAIN(TstTtlCache)
#include "tst_ttlcache.moc"
