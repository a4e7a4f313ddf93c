// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/patience.h"

#include <QObject>
#include <QSignalSpy>
#include <QTest>

namespace myna::test {

// Base of every test: a warning nobody announced with QTest::ignoreMessage() fails the function that caused it.
class TestCase : public QObject
{
    Q_OBJECT

private slots:
    void init();
};

}
