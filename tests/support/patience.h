// SPDX-License-Identifier: GPL-3.0-or-later
// QTRY_VERIFY and QTRY_COMPARE as the tests of this house want them: they wait long, so that a slow machine only makes tests slower, and
// look often, so that a quick one does not wait for nothing. For what must NOT happen there is QSignalSpy::wait() with a short time.
#pragma once

#include <QElapsedTimer>
#include <QTest>

namespace myna::test {

inline constexpr int patienceMs = 60000; // for what should come at once; below the time a program has

// One wait of `limitMs` for something that becomes true: `for (Patience p(ms); !done && p.goesOn();) { }`
class Patience
{
public:
    explicit Patience(int limitMs);
    bool goesOn(); // lets events happen for a moment; false when the time is over or the test has failed already

private:
    QElapsedTimer m_since;
    int m_limitMs;
    int m_stepMs = 0; // 0: first only what is waiting to happen
};

// As QTest::qWaitFor(), for helpers that hand on what came of it.
template<typename Condition>
bool becomesTrue(Condition&& condition, int limitMs = patienceMs)
{
    for (Patience patience(limitMs);;) {
        if (condition())
            return true;
        if (!patience.goesOn())
            return condition();
    }
}

}

#undef QTRY_IMPL
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_IMPL(expr, timeout)                                                                                                           \
    for (::myna::test::Patience qt_test_patience(timeout); !(expr) && qt_test_patience.goesOn();) { }
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, ::myna::test::patienceMs)
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT(expr, message, ::myna::test::patienceMs)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, ::myna::test::patienceMs)
