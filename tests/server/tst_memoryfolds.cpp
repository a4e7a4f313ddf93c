// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/memoryfolds.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;

class TstMemoryFolds : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void oneAfterTheOtherForEachDevice();
    void failureLeavesWhatWasKnown();
    void silenceIsNotWaitedFor();
    void waitingIsBounded();
    void whatIsKnownIsBounded();
    void whatAStopLeftIsFoldedTheNextTime();
    void whoDoesNotRememberLeavesNothing();
};

namespace {

class Keeper final : public MemoryKeeper
{
public:
    QHash<QString, QString> known;
    QStringList events;
    void load(const QString& deviceId, QObject* context, std::function<void(const QString&)> done) override
    {
        QTimer::singleShot(0, context, [this, deviceId, done] {
            events += u"load "_s + deviceId;
            done(known.value(deviceId));
        });
    }
    QHash<QString, QVector<Utterance>> kept;
    void keep(const QString& deviceId, const QVector<Utterance>& unfolded) override { kept[deviceId] = unfolded; }
    void loadKept(const QString& deviceId, QObject* context, std::function<void(const QVector<Utterance>&)> done) override
    {
        QTimer::singleShot(0, context, [this, deviceId, done] { done(kept.value(deviceId)); });
    }
    void save(const QString& deviceId, const QString& text) override
    {
        events += u"save "_s + deviceId;
        known[deviceId] = text;
    }
};

enum class Manner { Folds, Fails, Silent, Long };

class Folder final : public Memory
{
public:
    Folder(Manner manner, int& cancels)
        : m_manner(manner)
        , m_cancels(cancels)
    {
    }
    void fold(TurnId turn, const QString& known, const QVector<Utterance>& conversation) override
    {
        if (m_manner == Manner::Silent)
            return;
        QTimer::singleShot(5, this, [this, turn, known, conversation] {
            if (m_manner == Manner::Fails)
                emit failed(turn, { Error::Code::Network, u"gone"_s });
            else
                emit folded(turn, m_manner == Manner::Long ? QString(100000, u'x') : known + conversation.first().text);
        });
    }
    void cancel(TurnId) override { ++m_cancels; }

private:
    Manner m_manner;
    int& m_cancels;
};

QVector<Utterance> saying(const QString& text)
{
    return { { Utterance::Speaker::User, text } };
}

struct Rig
{
    explicit Rig(std::chrono::milliseconds patience = 10s)
        : folds(
            keeper, [this](const EngineWish&) { return remembers ? std::make_unique<Folder>(manner, cancels) : std::unique_ptr<Memory>(); },
            patience)
    {
    }
    Keeper keeper;
    bool remembers = true;
    Manner manner = Manner::Folds;
    int cancels = 0;
    MemoryFolds folds;
};

}

void TstMemoryFolds::oneAfterTheOtherForEachDevice()
{
    Rig rig;
    rig.keeper.known[u"a"_s] = u"0"_s;
    for (const QString& text : { u"1"_s, u"2"_s, u"3"_s })
        rig.folds.fold(u"a"_s, {}, saying(text));
    rig.folds.fold(u"b"_s, {}, saying(u"9"_s));
    rig.folds.fold(u"c"_s, {}, {}); // nothing was said
    QCOMPARE(rig.folds.waiting(), 4);
    QTRY_COMPARE(rig.folds.waiting(), 0);
    QCOMPARE(rig.keeper.known, (QHash<QString, QString> { { u"a"_s, u"0123"_s }, { u"b"_s, u"9"_s } }));
    const QStringList ofA = rig.keeper.events.filter(u" a"_s);
    QCOMPARE(ofA, (QStringList { u"load a"_s, u"save a"_s, u"load a"_s, u"save a"_s, u"load a"_s, u"save a"_s }));
}

void TstMemoryFolds::failureLeavesWhatWasKnown()
{
    Rig rig;
    rig.keeper.known[u"a"_s] = u"0"_s;
    rig.manner = Manner::Fails;
    rig.folds.fold(u"a"_s, {}, saying(u"1"_s));
    QTRY_COMPARE(rig.folds.waiting(), 0);
    QCOMPARE(rig.keeper.known[u"a"_s], u"0"_s);
    rig.manner = Manner::Folds;
    rig.folds.fold(u"a"_s, {}, saying(u"2"_s));
    QTRY_COMPARE(rig.keeper.known[u"a"_s], u"02"_s);
}

void TstMemoryFolds::silenceIsNotWaitedFor()
{
    Rig rig(20ms);
    rig.manner = Manner::Silent;
    rig.folds.fold(u"a"_s, {}, saying(u"1"_s));
    rig.folds.fold(u"a"_s, {}, saying(u"2"_s));
    QTRY_COMPARE(rig.folds.waiting(), 0);
    QCOMPARE(rig.cancels, 2);
    QVERIFY(rig.keeper.known.isEmpty());
}

void TstMemoryFolds::waitingIsBounded()
{
    Rig rig;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"one waits for the next"_s));
    for (int i = 0; i <= MemoryFolds::maxWaiting; ++i)
        rig.folds.fold(QString::number(i), {}, saying(u"x"_s));
    QCOMPARE(rig.folds.waiting(), MemoryFolds::maxWaiting);
    QTRY_COMPARE(rig.folds.waiting(), 0);
}

void TstMemoryFolds::whatIsKnownIsBounded()
{
    Rig rig;
    rig.manner = Manner::Long;
    rig.folds.fold(u"a"_s, {}, saying(u"1"_s));
    QTRY_COMPARE(rig.folds.waiting(), 0);
    QCOMPARE(rig.keeper.known[u"a"_s].size(), MemoryFolds::maxKnown);
}

void TstMemoryFolds::whatAStopLeftIsFoldedTheNextTime()
{
    Keeper keeper;
    int cancels = 0;
    {
        MemoryFolds folds(keeper, [&](const EngineWish&) { return std::make_unique<Folder>(Manner::Silent, cancels); });
        folds.fold(u"a"_s, {}, saying(u"1"_s));
        folds.fold(u"a"_s, {}, saying(u"2"_s));
        QCOMPARE(keeper.kept[u"a"_s], saying(u"1"_s) + saying(u"2"_s));
    }
    QVERIFY(keeper.known.isEmpty());
    MemoryFolds folds(keeper, [&](const EngineWish&) { return std::make_unique<Folder>(Manner::Folds, cancels); });
    QSignalSpy remembered(&folds, &MemoryFolds::remembered);
    folds.resume(u"a"_s, {});
    folds.resume(u"b"_s, {}); // nothing is left of it
    QTRY_COMPARE(remembered.size(), 1);
    QCOMPARE(remembered[0][0].toString(), u"a"_s);
    QCOMPARE(keeper.known, (QHash<QString, QString> { { u"a"_s, u"1"_s } })); // the folder takes the first words
    QVERIFY(keeper.kept[u"a"_s].isEmpty());
    folds.fold(u"c"_s, {}, QVector<Utterance>(MemoryFolds::maxKept + 5, saying(u"x"_s).first()));
    QCOMPARE(keeper.kept[u"c"_s].size(), MemoryFolds::maxKept);
}

void TstMemoryFolds::whoDoesNotRememberLeavesNothing()
{
    Rig rig;
    rig.remembers = false;
    rig.folds.fold(u"a"_s, {}, saying(u"1"_s));
    QCOMPARE(rig.folds.waiting(), 0);
    QVERIFY(rig.keeper.kept.isEmpty());
}

QTEST_GUILESS_MAIN(TstMemoryFolds)
#include "tst_memoryfolds.moc"
