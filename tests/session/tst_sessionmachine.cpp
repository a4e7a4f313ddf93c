// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionmachine.h"
#include "support/testcase.h"

#include <QMetaEnum>

using namespace Qt::Literals::StringLiterals;

namespace myna::session {

namespace {

using protocol::ListenMode;

// One letter a state; the table below is written with them.
constexpr char letters[] = "ICLTSRF";
static_assert(sizeof letters - 1 == int(State::Failed) + 1);

// What may be wished for, in the order of a cell's letters: nothing, auto, manual, realtime, typed, typed while in auto.
const Intent intents[] = {
    {},
    { ListenMode::Auto },
    { ListenMode::Manual },
    { ListenMode::Realtime },
    { {}, true },
    { ListenMode::Auto, true },
};

}

class TstSessionMachine final : public test::TestCase
{
    Q_OBJECT

private slots:
    void followsTheTable_data();
    void followsTheTable();
    void everyPairIsInTheTable();
    void everyStateCanBeLeft();
    void namesAreLowerCase();
};

// Rows are events, columns states. A cell: six letters, one per intent, or one for all; `.` means nothing happens; `a|b` without | with a
// session.
void TstSessionMachine::followsTheTable_data()
{
    QTest::addColumn<int>("event");
    QTest::addColumn<QStringList>("cells");
    const auto row = [](const char* name, Event event, const QStringList& cells) { QTest::newRow(name) << int(event) << cells; };
    //                                                     Idle              Connecting      Listening         Thinking          Speaking
    //                                                     Reconnecting Failed
    row("TalkWanted", Event::TalkWanted, { u"C|ILLLTT"_s, u"."_s, u"C|ILLLTT"_s, u"C|ILLLTT"_s, u"C|ILLLTT"_s, u"C"_s, u"C"_s });
    row("TextWanted", Event::TextWanted, { u"C|ILLLTT"_s, u"."_s, u"C|ILLLTT"_s, u"C|ILLLTT"_s, u"C|ILLLTT"_s, u"C"_s, u"C"_s });
    row("ReleaseWanted", Event::ReleaseWanted, { u"."_s, u"."_s, u"IITIII"_s, u"."_s, u"."_s, u"."_s, u"."_s });
    row("InterruptWanted", Event::InterruptWanted, { u"."_s, u"."_s, u"."_s, u"I|ILLLIL"_s, u"I|ILLLIL"_s, u"."_s, u"."_s });
    row("HangUpWanted", Event::HangUpWanted, { u"."_s, u"I"_s, u"I"_s, u"I"_s, u"I"_s, u"I"_s, u"I"_s });
    row("HelloReceived", Event::HelloReceived, { u"."_s, u"C|ILLLTT"_s, u"."_s, u"."_s, u"."_s, u"."_s, u"."_s });
    row("Recognised", Event::Recognised, { u"."_s, u"."_s, u".T...T"_s, u"."_s, u"."_s, u"."_s, u"."_s });
    row("SpeechStarted", Event::SpeechStarted, { u"S"_s, u"."_s, u"S"_s, u"S"_s, u"."_s, u"."_s, u"."_s });
    row("SpeechDrained", Event::SpeechDrained, { u"."_s, u"."_s, u"."_s, u"."_s, u"I|ILLLIL"_s, u"."_s, u"."_s });
    row("AnswerOverdue", Event::AnswerOverdue, { u"."_s, u"."_s, u"."_s, u"I|ILLLIL"_s, u"."_s, u"."_s, u"."_s });
    row("LinkClosed", Event::LinkClosed, { u"."_s, u"I"_s, u"I"_s, u"I"_s, u"."_s, u"."_s, u"."_s });
    row("LinkLost", Event::LinkLost, { u"R"_s, u"R"_s, u"R"_s, u"R"_s, u"R"_s, u"."_s, u"."_s });
    row("RetryDue", Event::RetryDue, { u"."_s, u"."_s, u"."_s, u"."_s, u"."_s, u"C"_s, u"C"_s });
    row("GaveUp", Event::GaveUp, { u"F"_s, u"F"_s, u"F"_s, u"F"_s, u"F"_s, u"F"_s, u"."_s });
}

void TstSessionMachine::followsTheTable()
{
    QFETCH(int, event);
    QFETCH(QStringList, cells);
    QCOMPARE(cells.size(), qsizetype(State::Failed) + 1);
    for (int from = 0; from < cells.size(); ++from) {
        const QStringList halves = cells.at(from).split(u'|');
        for (const bool linked : { false, true }) {
            const QString half = linked ? halves.last() : halves.first();
            for (int i = 0; i < 6; ++i) {
                const QChar expected = half.size() == 1 ? half.at(0) : half.at(i);
                const std::optional<State> next = nextState(State(from), Event(event), intents[i], linked);
                const QChar found = next ? QChar::fromLatin1(letters[int(*next)]) : QChar(u'.');
                QVERIFY2(found == expected,
                    qPrintable(u"from %1, intent %2, linked %3: %4 instead of %5"_s.arg(stateName(State(from)))
                                   .arg(i)
                                   .arg(linked)
                                   .arg(found)
                                   .arg(expected)));
            }
        }
    }
}

void TstSessionMachine::everyPairIsInTheTable()
{
    // A new event needs a row above; a new state a column, which the static_assert and the row's length see.
    QCOMPARE(QMetaEnum::fromType<Event>().keyCount(), 14);
    QCOMPARE(QMetaEnum::fromType<State>().keyCount(), 7);
}

void TstSessionMachine::everyStateCanBeLeft()
{
    for (int from = int(State::Connecting); from <= int(State::Failed); ++from)
        QVERIFY(nextState(State(from), Event::HangUpWanted, {}, true) == State::Idle);
}

void TstSessionMachine::namesAreLowerCase()
{
    QCOMPARE(stateName(State::Idle), "idle"_L1);
    QCOMPARE(stateName(State::Failed), "failed"_L1);
    const QMetaEnum states = QMetaEnum::fromType<State>();
    for (int i = 0; i < states.keyCount(); ++i)
        QCOMPARE(QString(stateName(State(states.value(i)))), QString::fromLatin1(states.key(i)).toLower());
}

}

QTEST_GUILESS_MAIN(myna::session::TstSessionMachine)
#include "tst_sessionmachine.moc"
