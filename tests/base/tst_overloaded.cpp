// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/overloaded.h"
#include "support/testcase.h"

#include <string>
#include <variant>

using myna::Overloaded;

class TstOverloaded : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void eachAlternativeFindsItsLambda()
    {
        using Value = std::variant<int, std::string, double>;
        const Overloaded size { [](int number) { return number; }, [](const std::string& text) { return int(text.size()); },
            [](const auto&) { return -1; } };
        QCOMPARE(std::visit(size, Value { 7 }), 7);
        QCOMPARE(std::visit(size, Value { std::string("four") }), 4);
        QCOMPARE(std::visit(size, Value { 0.5 }), -1);
    }
};

QTEST_GUILESS_MAIN(TstOverloaded)
#include "tst_overloaded.moc"
