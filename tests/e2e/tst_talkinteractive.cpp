// SPDX-License-Identifier: GPL-3.0-or-later
// `mynad talk` without anything to say: the keyboard decides. No sound devices, so only what is typed and read.
#include "codec/wavfile.h"
#include "support/daemonprocess.h"
#include "support/otastub.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

class TstTalkInteractive final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answersLineAfterLine();
    void obeysLetters();
    void writesWhatALoudspeakerWouldPlay();
    void saysThatNobodyAnswers();
    void aTimerOutlivesAKill_data();
    void aTimerOutlivesAKill();
    void showsACodeThatASessionIsSent();

private:
    [[nodiscard]] QStringList arguments(const QStringList& more = {}) const
    {
        return QStringList { u"talk"_s, u"--ota"_s, m_ota, u"--data"_s, m_folder.filePath(u"client"_s), u"--json"_s } + more;
    }
    void type(DaemonProcess& talk, const QByteArray& lines, bool all = true)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PULSE_SERVER"_s, u"unix:/nonexistent"_s);
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        talk.process().setProcessEnvironment(environment);
        talk.start();
        talk.process().write(lines);
        if (all)
            talk.process().closeWriteChannel();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<DaemonProcess> m_server;
    QString m_ota;
};

void TstTalkInteractive::initTestCase()
{
    m_server = std::make_unique<DaemonProcess>(QStringList { u"serve"_s, u"--data"_s, m_folder.filePath(u"server"_s), u"--bind"_s,
        u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    m_server->start();
    m_ota = m_server->waitFor(u"ready"_s)["ota"_L1].toString();
    QVERIFY(!m_ota.isEmpty());
}

void TstTalkInteractive::answersLineAfterLine()
{
    DaemonProcess talk(arguments());
    type(talk, "what is seven plus five\nwhat is two times nine\n");
    QCOMPARE(talk.waitForExit(), 0);
    QStringList said;
    for (const QJsonObject& event : talk.events(u"sentence"_s))
        said += event["text"_L1].toString();
    QCOMPARE(said.size(), 2); // none was cut off by the next
    QVERIFY2(said[0].contains(u"12"_s) || said[0].contains(u"twelve"_s), qPrintable(said[0]));
    QVERIFY2(said[1].contains(u"18"_s) || said[1].contains(u"eighteen"_s), qPrintable(said[1]));
    QCOMPARE(talk.events(u"done"_s).value(0)["turns"_L1].toInt(), 2);
    QVERIFY2(talk.noise().isEmpty(), qPrintable(talk.noise().join(u'\n')));
}

void TstTalkInteractive::obeysLetters()
{
    DaemonProcess talk(arguments());
    type(talk, "h\nm\nm\nq\nwhat time is it\n");
    QCOMPARE(talk.waitForExit(), 0);
    const QByteArray shown = talk.errors();
    QVERIFY2(shown.contains("interrupt the answer"), shown.constData());
    QVERIFY2(shown.contains("Mode: manual\nMode: realtime"), shown.constData());
    QVERIFY(talk.events(u"sentence"_s).isEmpty()); // q was obeyed first
}

void TstTalkInteractive::writesWhatALoudspeakerWouldPlay()
{
    const QString file = m_folder.filePath(u"answer.wav"_s);
    DaemonProcess talk(arguments({ u"--output"_s, file }));
    type(talk, "what is seven plus five\n");
    QCOMPARE(talk.waitForExit(), 0);
    const auto answer = codec::readWav(file);
    QVERIFY(answer);
    QVERIFY(std::any_of(answer->samples.begin(), answer->samples.end(), [](int16_t sample) { return std::abs(sample) > 1000; }));
}

void TstTalkInteractive::saysThatNobodyAnswers()
{
    DaemonProcess talk(
        { u"talk"_s, u"--ota"_s, u"http://127.0.0.1:1/xiaozhi/ota/"_s, u"--data"_s, m_folder.filePath(u"client"_s), u"--json"_s });
    type(talk, "hello\n");
    QCOMPARE(talk.waitForExit(), 3);
    QCOMPARE(talk.events(u"error"_s).size(), 1);
}

void TstTalkInteractive::aTimerOutlivesAKill_data()
{
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<QString>("words");
    QTest::newRow("timer") << QByteArray("set a timer for three seconds\n") << u"Your timer is up"_s;
    QTest::newRow("spoken timer") << QByteArray() << u"Your timer is up"_s;
    QTest::newRow("reminder") << QByteArray("remind me in three seconds to call mum\n") << u"call mum"_s;
}

// Asked for by talking, killed, started again: it rings, and the assistant speaks first.
void TstTalkInteractive::aTimerOutlivesAKill()
{
    QFETCH(QByteArray, wish);
    QFETCH(QString, words);
    const QStringList quiet { u"--data"_s, m_folder.filePath(QString::fromLatin1(QTest::currentDataTag())) };
    {
        const bool spoken = wish.isEmpty();
        const QStringList voice { u"--input"_s,
            spoken ? speechFile(m_folder.path(), { .text = u"set a timer for five seconds"_s }) : QString(), u"--mode"_s, u"auto"_s };
        DaemonProcess talk(arguments(spoken ? quiet + voice : quiet));
        type(talk, spoken ? "" : "what time is it\n", false);
        if (!spoken) {
            QVERIFY(!talk.waitFor(u"turn"_s).isEmpty()); // the server knows our tools by then
            talk.process().write(wish);
        }
        const QJsonObject tool = talk.waitFor(u"tool"_s);
        QVERIFY2(tool["name"_L1].toString() == u"self.timer.set"_s,
            qPrintable(u"heard \"%1\", called \"%2\""_s.arg(talk.waitFor(u"stt"_s, 0)["text"_L1].toString(), tool["name"_L1].toString())));
        talk.process().kill();
        QVERIFY(talk.process().waitForFinished());
    }
    DaemonProcess talk(arguments(quiet));
    type(talk, {}, false);
    const QJsonObject rang = talk.waitFor(u"reminder"_s);
    QVERIFY2(rang["text"_L1].toString().contains(words), talk.errors().constData());
    QVERIFY(!talk.waitFor(u"turn"_s).isEmpty());
    QString said;
    for (const QJsonObject& event : talk.events(u"sentence"_s))
        said += event["text"_L1].toString() + u' ';
    QVERIFY2(said.contains(words), qPrintable(said));
    talk.process().closeWriteChannel();
    QCOMPARE(talk.waitForExit(), 0);
}

// The version check knows this device, the server it names does not, and pushes a code on the session.
void TstTalkInteractive::showsACodeThatASessionIsSent()
{
    QFile config(m_folder.filePath(u"pushing.yaml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("server:\n  push_binding: true\n");
    config.close();
    DaemonProcess pushing({ u"serve"_s, u"--config"_s, config.fileName(), u"--data"_s, m_folder.filePath(u"pushing"_s), u"--bind"_s,
        u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--json"_s });
    pushing.start();
    OtaStub versionCheck;
    versionCheck.answerOta({ 200, OtaStub::profileBody(pushing.waitFor(u"ready"_s)["websocket"_L1].toString()) });
    DaemonProcess talk(
        { u"talk"_s, u"--ota"_s, versionCheck.otaUrl().toString(), u"--data"_s, m_folder.filePath(u"unknown"_s), u"--json"_s });
    type(talk, "hello\n");
    const QJsonObject activation = talk.waitFor(u"activation"_s);
    QVERIFY2(!activation.isEmpty(), talk.errors().constData());
    QCOMPARE(activation["code"_L1].toString(), pushing.waitFor(u"activation"_s)["code"_L1].toString());
}

QTEST_GUILESS_MAIN(TstTalkInteractive)
#include "tst_talkinteractive.moc"
