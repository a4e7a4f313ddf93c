// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/enginenetwork.h"
#include "server/engines/vision/openaivision.h"
#include "support/apis/modelstub.h"
#include "support/testcase.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;
using namespace std::chrono_literals;

namespace {

const QByteArray picture = QByteArray::fromHex("ffd8ffe000104a464946") + QByteArray(3000, '\x7f');

// One that looks, and what it told.
struct Eyes
{
    explicit Eyes(OpenAiStub& stub, QJsonObject settings = { { u"model_name"_s, u"glm-4v"_s } })
    {
        settings.insert(u"url"_s, stub.http().url(u"/v4"_s).toString());
        settings.insert(u"api_key"_s, u"sk-secret"_s);
        RemoteChatOptions options;
        options.restWished = [this](std::chrono::milliseconds time) { rest = time; };
        vision = makeOpenAiVision({ EngineKind::Vision, u"Eyes"_s, u"openai"_s, settings }, network, options);
        QObject::connect(vision.get(), &Vision::seen, vision.get(), [this](TurnId turn, const QString& words) {
            ++ends;
            answer = words;
            last = turn;
        });
        QObject::connect(vision.get(), &Vision::failed, vision.get(), [this](TurnId turn, const Error& e) {
            ++ends;
            error = e;
            last = turn;
        });
    }
    EngineNetwork network;
    std::unique_ptr<Vision> vision;
    int ends = 0;
    TurnId last;
    QString answer;
    std::optional<Error> error;
    std::optional<std::chrono::milliseconds> rest;
};

// As services answer that were told not to stream.
ApiStub::Answer whole(const QByteArray& words)
{
    return { 200, "application/json", {}, { R"({"choices":[{"index":0,"message":{"role":"assistant","content":")" + words + R"("}}]})" } };
}

}

class TstOpenAiVision : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void looks()
    {
        OpenAiStub stub;
        stub.onAnswer([](const ApiStub::Answer&) { return whole("<think>hm</think>\\nA cat."); });
        Eyes eyes(stub);
        eyes.vision->look({ 1 }, picture, u"image/jpeg"_s, u"What is it?"_s, u"en"_s);
        QCOMPARE(eyes.ends, 0);
        QTRY_COMPARE(eyes.ends, 1);
        QCOMPARE(eyes.answer, u"A cat."_s);
        QCOMPARE(eyes.last, TurnId { 1 });
        QCOMPARE(stub.complaints(), QStringList());
        const ApiStub::Request& request = stub.http().requests().first();
        QCOMPARE(request.path, "/v4/chat/completions");
        QCOMPARE(request.headers.value("authorization"), "Bearer sk-secret");
        const QJsonObject body = request.json();
        QCOMPARE(body["model"_L1], u"glm-4v"_s);
        QCOMPARE(body["stream"_L1], false);
        const QJsonArray content = body["messages"_L1][0]["content"_L1].toArray();
        QVERIFY(content[0]["text"_L1].toString().startsWith(u"What is it?"_s));
        const QString url = content[1]["image_url"_L1]["url"_L1].toString();
        QVERIFY(url.startsWith(u"data:image/jpeg;base64,"_s));
        QCOMPARE(QByteArray::fromBase64(url.section(u',', 1).toLatin1()), picture);
    }

    void asksByItselfInTheLanguage()
    {
        OpenAiStub stub; // which streams although it was told not to
        Eyes eyes(stub);
        eyes.vision->look({ 1 }, picture, u"image/png"_s, {}, u"zh"_s);
        QTRY_COMPARE(eyes.ends, 1);
        QCOMPARE(eyes.answer, u"Hello."_s);
        const QJsonArray content = stub.http().requests().first().json()["messages"_L1][0]["content"_L1].toArray();
        QVERIFY(content[0]["text"_L1].toString().contains(u"图片"_s));
    }

    void failsInPlainWords()
    {
        OpenAiStub stub;
        QList<ApiStub::Answer> answers { { 401, "application/json" }, { 429, "text/plain", { { "Retry-After", "3" } } }, whole(""),
            { 200, "application/json", {}, { "{" } }, { 200, "text/html", {}, { "<p>" } } };
        const QList<Error::Code> codes { Error::Code::Refused, Error::Code::Unavailable, Error::Code::Protocol, Error::Code::Protocol,
            Error::Code::Protocol };
        stub.onAnswer([&](const ApiStub::Answer&) { return answers.takeFirst(); });
        Eyes eyes(stub);
        for (int i = 0; i < codes.size(); ++i) {
            eyes.vision->look({ quint64(i) }, picture, u"image/jpeg"_s, u"?"_s, u"en"_s);
            QTRY_COMPARE(eyes.ends, i + 1);
            QCOMPARE(eyes.error->code, codes[i]);
            QVERIFY2(eyes.error->text.endsWith(u'.') && !eyes.error->text.contains(u"sk-secret"_s), qPrintable(eyes.error->text));
        }
        QCOMPARE(eyes.rest, std::optional<std::chrono::milliseconds>(3s));
    }

    void saysWhatIsMissing()
    {
        OpenAiStub stub;
        Eyes eyes(stub, {});
        eyes.vision->look({ 1 }, picture, u"image/jpeg"_s, u"?"_s, u"en"_s);
        QCOMPARE(eyes.ends, 0);
        QTRY_COMPARE(eyes.ends, 1);
        QVERIFY(eyes.error->text.contains(u"model_name"_s));
        QVERIFY(stub.http().requests().isEmpty());
    }

    void cancelClosesTheConnection()
    {
        OpenAiStub stub;
        stub.onAnswer([](const ApiStub::Answer&) {
            ApiStub::Answer answer;
            answer.silent = true;
            return answer;
        });
        Eyes eyes(stub);
        eyes.vision->look({ 1 }, picture, u"image/jpeg"_s, u"?"_s, u"en"_s);
        QTRY_COMPARE(stub.http().requests().size(), 1);
        eyes.vision->cancel({ 2 }); // another one
        QCOMPARE(stub.http().openSockets(), 1);
        eyes.vision->cancel({ 1 });
        QTRY_COMPARE(stub.http().openSockets(), 0);
        QCOMPARE(eyes.ends, 0);
    }
};

QTEST_GUILESS_MAIN(TstOpenAiVision)
#include "tst_openaivision.moc"
