// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"

#include <QRegularExpression>

namespace myna::test {

void TestCase::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
}

}
