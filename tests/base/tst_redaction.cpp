// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/redaction.h"
#include "support/testcase.h"

using namespace myna;
using namespace Qt::Literals::StringLiterals;

class TstRedaction : public test::TestCase
{
    Q_OBJECT

private slots:
    void hidesSecrets_data();
    void hidesSecrets();
    void leavesTheRestAlone_data();
    void leavesTheRestAlone();
    void keepsWhatStandsAround();
    void isStable_data() { hidesSecrets_data(); }
    void isStable();
};

void TstRedaction::hidesSecrets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    const QString session = u"rL-W8IM_eQ_2n_NUKrG438hKJtEbhwsJJ7EtbyAEey4.1760000000"_s;
    const QString hmac = u"2cf268fec0fa14e113814356fda0eecee7c5dac0a3aa4bbc3294737a7a5ba788"_s;
    const auto row = [](const char* name, const QString& text, const QString& secret) {
        QTest::newRow(name) << QString(text).replace("%1"_L1, secret) << secret;
    };
    row("header", u"Authorization: Bearer %1"_s, u"abc123"_s);
    row("header, lower case", u"sending authorization: bearer %1 to the server"_s, u"abc123"_s);
    row("header, basic", u"Authorization: Basic %1"_s, u"dXNlcjpwYXNz"_s);
    row("header, bare", u"Authorization: %1"_s, u"abc123"_s);
    row("header as a pair", u"QPair(\"Authorization\",\"Bearer %1\")"_s, u"abc123"_s);
    row("header as a bare pair", u"(\"Authorization\", \"%1\")"_s, u"abc123"_s);
    row("bearer alone", u"token is Bearer  %1, is it"_s, u"x.y-z_1"_s);
    row("query", u"ws://h/?device-id=a&authorization=Bearer%20%1"_s, u"abc123"_s);
    row("JSON token", u"{\"websocket\":{\"token\":\"%1\",\"url\":\"ws://h\"}}"_s, u"abc"_s);
    row("escaped JSON", u"\"{\\\"token\\\": \\\"%1\\\"}\""_s, u"abc"_s);
    row("password", u"password=%1 user=me"_s, u"hunter2"_s);
    row("api key", u"api_key: %1"_s, u"sk-123456"_s);
    row("openai key name", u"OPENAI_API_KEY=%1"_s, u"sk-123456"_s);
    row("client secret", u"client_secret='%1'"_s, u"shh"_s);
    row("hmac", u"\"hmac\":\"%1\""_s, hmac);
    row("hmac alone", u"signed %1 in 2 ms"_s, hmac);
    row("hmac, upper case", u"<%1>"_s, hmac.toUpper());
    row("16-byte key", u"key %1"_s, u"00112233445566778899aabbccddeeff"_s);
    row("session token", u"connecting with %1."_s, session);
    row("web token", u"vision %1"_s, u"eyJhbGciOiJIUzI1NiJ9.eyJkYXRhIjoieCJ9.abc_def-123"_s);
}

void TstRedaction::hidesSecrets()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    QVERIFY(text.contains(secret));
    const QString clean = redacted(text);
    QVERIFY2(!clean.contains(secret), qPrintable(clean));
    QVERIFY2(clean.contains(u"[redacted]"_s), qPrintable(clean));
}

void TstRedaction::leavesTheRestAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { "plain words", "session 4b6c5d0e-1f2a-4b3c-8d9e-0a1b2c3d4e5f opened", "device a4:cf:12:0b:9e:31 connected",
             "code 048213 offered", "serial SN-049CA125-a4cf120b9e31", "listening on ws://127.0.0.1:8000/xiaozhi/v1/", "0x7f00deadbeef",
             "the first token after 210 ms", "3 tokens in 5 ms" })
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("Chinese") << u"你好小智"_s;
}

void TstRedaction::leavesTheRestAlone()
{
    QFETCH(QString, text);
    QCOMPARE(redacted(text), text);
}

void TstRedaction::keepsWhatStandsAround()
{
    QCOMPARE(redacted(u"Authorization: Bearer abc, Device-Id: a4:cf:12:0b:9e:31"_s),
        u"Authorization: Bearer [redacted], Device-Id: a4:cf:12:0b:9e:31"_s);
    QCOMPARE(redacted(u"{\"token\":\"abc\",\"version\":1}"_s), u"{\"token\":\"[redacted]\",\"version\":1}"_s);
}

void TstRedaction::isStable()
{
    QFETCH(QString, text);
    const QString clean = redacted(text);
    QCOMPARE(redacted(clean), clean);
}

QTEST_GUILESS_MAIN(TstRedaction)
#include "tst_redaction.moc"
