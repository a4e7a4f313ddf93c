// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enumtable.h"
#include "support/testcase.h"

#include <array>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

class TstEnumTable : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsInBothDirections();
    void isEmptyForWhatItDoesNotHold();
};

namespace {

enum class Bird { Myna, Crow, Owl };

constexpr auto birds = std::to_array<Word<Bird>>({ { Bird::Myna, "myna"_L1 }, { Bird::Crow, "crow"_L1 } });

}

void TstEnumTable::readsInBothDirections()
{
    for (const Word<Bird>& row : birds) {
        QCOMPARE(wordOf(birds, row.value), row.text);
        QVERIFY(valueOf<Bird>(birds, QString(row.text)) == row.value);
    }
}

void TstEnumTable::isEmptyForWhatItDoesNotHold()
{
    QVERIFY(wordOf(birds, Bird::Owl).isEmpty());
    for (const QString& text : { u"owl"_s, u"Myna"_s, u""_s, u"myna "_s })
        QVERIFY(!valueOf<Bird>(birds, text));
}

QTEST_GUILESS_MAIN(TstEnumTable)
#include "tst_enumtable.moc"
