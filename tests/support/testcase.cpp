// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"

#include <QRegularExpression>

namespace myna::test {

void TestCase::init()
{
    // The offscreen platform says this of every window that has a least size.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)")));
}

}

#include "moc_testcase.cpp"
