// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"
#include "base/turnid.h"
#include "support/testcase.h"

#include <QSet>

#include <memory>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

class TstResult : public test::TestCase
{
    Q_OBJECT

private slots:
    void holdsAValue();
    void holdsAnError();
    void holdsNothingButSuccess();
    void movesWhatCannotBeCopied();
    void namesEveryCodeOnce();
    void printsErrors();
    void countsTurns();
};

void TstResult::holdsAValue()
{
    const Result<QString> result(u"yes"_s);
    QVERIFY(result && result.has_value());
    QCOMPARE(*result, u"yes"_s);
    QCOMPARE(result.value(), u"yes"_s);
    QCOMPARE(result->size(), 3);
    QCOMPARE(result.value_or(u"no"_s), u"yes"_s);
}

void TstResult::holdsAnError()
{
    const Result<QString> result(Error { Error::Code::Timeout, u"too late"_s });
    QVERIFY(!result && !result.has_value());
    QCOMPARE(result.error(), (Error { Error::Code::Timeout, u"too late"_s }));
    QCOMPARE(result.value_or(u"no"_s), u"no"_s);
}

void TstResult::holdsNothingButSuccess()
{
    QVERIFY(Result<>());
    const Result<> failed(Error { Error::Code::Refused, u"no"_s });
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, Error::Code::Refused);
}

void TstResult::movesWhatCannotBeCopied()
{
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
    QVERIFY(result);
    const std::unique_ptr<int> taken = std::move(result).value();
    QCOMPARE(*taken, 7);
    QCOMPARE(*Result<std::unique_ptr<int>>(std::make_unique<int>(8)).value_or(nullptr), 8);
}

void TstResult::namesEveryCodeOnce()
{
    QSet<QString> names;
    using enum Error::Code;
    const auto all = { Cancelled, Timeout, Network, Protocol, Refused, Unavailable, NotFound, Invalid };
    for (Error::Code code : all)
        names.insert(codeName(code));
    QCOMPARE(names.size(), qsizetype(all.size()));
    QCOMPARE(codeName(NotFound), "not_found"_L1);
}

void TstResult::printsErrors()
{
    const QString text = QDebug::toString(Error { Error::Code::Network, u"line dead"_s });
    QVERIFY2(text.contains(u"network"_s) && text.contains(u"line dead"_s), qPrintable(text));
}

void TstResult::countsTurns()
{
    const TurnId first { 1 };
    QVERIFY(first < first.next());
    QCOMPARE(first.next().number, quint64(2));
    QVERIFY(first == TurnId { 1 });
}

QTEST_GUILESS_MAIN(TstResult)
#include "tst_result.moc"
