// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/openaichat.h"
#include "server/engines/memory/localshort.h"
#include "server/engines/net/enginenetwork.h"
#include "support/apis/modelstub.h"
#include "support/testcase.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

const QVector<Utterance> talk { { Utterance::Speaker::User, u"My cat is called Tom."_s },
    { Utterance::Speaker::Assistant, u"A fine name."_s } };

struct Keeper
{
    explicit Keeper(OpenAiStub& stub)
        : memory(makeOpenAiChat(
            { EngineKind::Chat, u"Stub"_s, u"openai"_s, { { u"url"_s, stub.http().url(u"/v1"_s).toString() }, { u"model"_s, u"m"_s } } },
            network))
    {
        QObject::connect(&memory, &Memory::folded, &memory, [this](TurnId turn, const QString& text) {
            ++ends;
            known = text;
            last = turn;
        });
        QObject::connect(&memory, &Memory::failed, &memory, [this](TurnId, const Error& e) {
            ++ends;
            error = e;
        });
    }
    EngineNetwork network;
    LocalShort memory;
    int ends = 0;
    TurnId last;
    QString known;
    std::optional<Error> error;
};

}

class TstLocalShort : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void foldsAConversation()
    {
        OpenAiStub stub;
        stub.onQuestion([](const QJsonObject& request) {
            const QString told = request["messages"_L1][1]["content"_L1].toString();
            return ModelWords { { u"<think>hm</think>"_s,
                told.contains(u"likes tea"_s) && told.contains(u"Person: My cat is called Tom."_s)
                        && told.contains(u"Assistant: A fine name."_s)
                    ? u"Likes tea. Cat: Tom."_s
                    : u"?"_s } };
        });
        Keeper keeper(stub);
        keeper.memory.fold({ 4 }, u"likes tea"_s, talk);
        QCOMPARE(keeper.ends, 0);
        QTRY_COMPARE(keeper.ends, 1);
        QCOMPARE(keeper.known, u"Likes tea. Cat: Tom."_s);
        QCOMPARE(keeper.last, TurnId { 4 });
        QVERIFY(!stub.http().requests().first().json().contains("tools"_L1));
    }

    void staysShort()
    {
        OpenAiStub stub;
        stub.onQuestion([](const QJsonObject&) { return ModelWords { QStringList(200, u"One more fact about the cat. "_s) }; });
        Keeper keeper(stub);
        QVector<Utterance> longTalk(500, { Utterance::Speaker::User, QString(200, u'x') });
        longTalk.append({ Utterance::Speaker::User, u"the newest"_s });
        keeper.memory.fold({ 1 }, QString(100000, u'y'), longTalk);
        QTRY_COMPARE(keeper.ends, 1);
        QVERIFY(keeper.known.size() <= LocalShort::maxKnown);
        QVERIFY(keeper.known.endsWith(u"cat."_s));
        const QString told = stub.http().requests().first().json()["messages"_L1][1]["content"_L1].toString();
        QVERIFY(told.size() < LocalShort::maxConversation + LocalShort::maxKnown + 500);
        QVERIFY(told.endsWith(u"the newest"_s));
    }

    void cutsAtASentence()
    {
        QCOMPARE(shortened(u" a. "_s, 10), u"a."_s);
        QCOMPARE(shortened(u"One two. Three four."_s, 12), u"One two."_s);
        QCOMPARE(shortened(u"一二三。四五六。"_s, 6), u"一二三。"_s);
        QCOMPARE(shortened(QString(20, u'x'), 8), QString(8, u'x'));
        QCOMPARE(shortened(u"1234567😀"_s, 8), u"1234567"_s);
    }

    void saysWhyItFailed()
    {
        OpenAiStub stub;
        stub.onAnswer([](const ApiStub::Answer&) { return ApiStub::Answer { 500 }; });
        Keeper keeper(stub);
        keeper.memory.fold({ 1 }, u"old"_s, talk);
        QTRY_COMPARE(keeper.ends, 1);
        QCOMPARE(keeper.error->code, Error::Code::Unavailable);
    }

    void nothingSaidChangesNothing()
    {
        OpenAiStub stub;
        Keeper keeper(stub);
        keeper.memory.fold({ 1 }, u"old"_s, {});
        QCOMPARE(keeper.ends, 0);
        QTRY_COMPARE(keeper.ends, 1);
        QCOMPARE(keeper.known, u"old"_s);
        QVERIFY(stub.http().requests().isEmpty());
    }

    void isSilentAfterCancel()
    {
        OpenAiStub stub;
        stub.onAnswer([&](ApiStub::Answer answer) {
            answer.silent = stub.http().requests().size() == 1;
            return answer;
        });
        Keeper keeper(stub);
        keeper.memory.fold({ 1 }, {}, talk);
        QTRY_COMPARE(stub.http().requests().size(), 1);
        keeper.memory.cancel({ 1 });
        QTRY_COMPARE(stub.http().openSockets(), 0);
        keeper.memory.fold({ 2 }, {}, talk);
        QTRY_COMPARE(keeper.ends, 1);
        QCOMPARE(keeper.last, TurnId { 2 });
    }

    void noMemoryForgetsNothing()
    {
        NoMemory memory;
        QSignalSpy folded(&memory, &Memory::folded);
        memory.fold({ 1 }, u"first"_s, talk);
        memory.cancel({ 1 });
        memory.fold({ 2 }, u"old"_s, talk);
        QCOMPARE(folded.size(), 0);
        QTRY_COMPARE(folded.size(), 1);
        QCOMPARE(folded[0][1].toString(), u"old"_s);
    }
};

QTEST_GUILESS_MAIN(TstLocalShort)
#include "tst_localshort.moc"
