// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/pairingmachine.h"
#include "support/testcase.h"

#include <QMetaEnum>

using namespace myna::pairing;

class TstPairingMachine : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void everyPairOfStateAndEvent_data();
    void everyPairOfStateAndEvent();
    void everyStateHasItsOwnName();
};

// The expectation is written as a drawing of its own, not derived from the table under test: one row a state, one column an event.
void TstPairingMachine::everyPairOfStateAndEvent_data()
{
    QTest::addColumn<State>("from");
    QTest::addColumn<Event>("event");
    QTest::addColumn<QString>("to");

    const QStringList drawing = {
        // CheckWanted CodeOffered  ProfileGiven CheckFailed  Bound        TriesUsedUp  CancelWanted Revoked  SessionRefused
        QStringLiteral("checking     -            -            -            -            -            -            -        -"), // Unknown
        QStringLiteral("checking     awaitinguser paired       failed       -            -            unknown      -        -"), // Checking
        QStringLiteral(
            "checking     awaitinguser paired       failed       confirming   failed       unknown      -        -"), // AwaitingUser
        QStringLiteral(
            "checking     awaitinguser paired       failed       -            -            unknown      -        -"), // Confirming
        QStringLiteral(
            "checking     awaitinguser -            -            -            -            -            checking failed"), // Paired
        QStringLiteral("checking     -            -            -            -            -            unknown      -        -"), // Failed
    };
    const auto states = QMetaEnum::fromType<State>();
    const auto events = QMetaEnum::fromType<Event>();
    QCOMPARE(drawing.size(), states.keyCount());
    for (int s = 0; s < states.keyCount(); ++s) {
        const QStringList row = drawing.at(s).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        QCOMPARE(row.size(), events.keyCount());
        for (int e = 0; e < events.keyCount(); ++e)
            QTest::addRow("%s + %s", states.key(s), events.key(e)) << State(states.value(s)) << Event(events.value(e)) << row.at(e);
    }
}

void TstPairingMachine::everyPairOfStateAndEvent()
{
    QFETCH(State, from);
    QFETCH(Event, event);
    QFETCH(QString, to);

    const std::optional<State> next = nextState(from, event);
    QCOMPARE(next ? QString(stateName(*next)) : QStringLiteral("-"), to);
}

void TstPairingMachine::everyStateHasItsOwnName()
{
    const auto states = QMetaEnum::fromType<State>();
    QSet<QString> names;
    for (int s = 0; s < states.keyCount(); ++s)
        names.insert(stateName(State(states.value(s))));
    QCOMPARE(names.size(), states.keyCount());
    QVERIFY(!names.contains(QString()));
}

QTEST_GUILESS_MAIN(TstPairingMachine)
#include "tst_pairingmachine.moc"
