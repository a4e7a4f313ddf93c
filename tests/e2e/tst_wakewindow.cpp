// SPDX-License-Identifier: GPL-3.0-or-later
// Called by its name: the window, a virtual microphone and loudspeaker, the embedded server, and no hand on anything.
#include "desktop/application.h"
#include "desktop/controlclient.h"
#include "desktop/singleinstance.h"
#include "server/dialogue/phrases.h"
#include "servervoice.h"
#include "settings/options.h"
#include "settings/settingsstore.h"
#include "support/loudroom.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"
#include "support/virtualscreen.h"
#include "windowmain.h"

#include <QLabel>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {
const QString theQuestion = u"what is two plus three"_s;
const QString theAnswer = u"2 plus 3 is 5."_s;
}

class TstWakeWindow final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void mutedItHearsNothing();
    void calledAndAsked();
    void calledWhileItSpeaks();
    void cleanupTestCase();

private:
    // Returns when the last word has been spoken.
    bool say(const QString& text)
    {
        m_rig.speak(speechClip({ .text = text, .silenceBeforeMs = 200, .silenceAfterMs = 300 }));
        return QTest::qWaitFor([this] { return !m_rig.isSpeaking(); }, 15000);
    }

    bool answers(const QString& sentence)
    {
        return QTest::qWaitFor([&] { return m_app->lastAnswer() == sentence; }, 15000);
    }

    // Every row that is shown.
    QString conversation()
    {
        QStringList rows { m_app->lastAnswer() };
        for (const QLabel* label : m_app->window().findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty())
                rows += label->text();
        }
        return rows.join(u" | "_s);
    }

    QJsonObject command(const QString& verb)
    {
        desktop::ControlClient client;
        QSignalSpy answered(&client, &desktop::ControlClient::answered);
        client.ask(desktop::controlSocketOf(m_folder.path()), { { u"verb"_s, verb } });
        return answered.wait(5000) ? answered[0][0].toJsonObject() : QJsonObject();
    }
    QString state() { return command(u"status"_s).value("state"_L1).toString(); }

    QTemporaryDir m_folder;
    SoundRig m_rig;
    std::unique_ptr<desktop::Application> m_app;
};

void TstWakeWindow::initTestCase()
{
    ignoreSoundBackendWarnings();
    QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
    QVERIFY2(openRoom(m_rig), qPrintable(m_rig.lastError()));
    {
        settings::SettingsStore store(m_folder.path());
        store.set(settings::serverPort, 0);
        store.set(settings::serverHttpPort, 0);
        store.set(settings::serverLoopbackOnly, true);
        store.set(settings::serverActivation, u"open"_s);
        store.set(settings::serverAutostart, true);
        store.set(settings::secretsInFile, true);
        store.set(settings::profile, u"local"_s);
        store.set(settings::firstStartDone, true);
        store.set(settings::wizardOffered, true);
        store.set(settings::language, u"en"_s);
        store.set(settings::wakeWord, true);
    }
    m_app = std::make_unique<desktop::Application>(desktop::CommandLine { .dataDir = m_folder.path() });
    m_app->start();
    QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
    QTRY_VERIFY_WITH_TIMEOUT(m_app->isConnected(), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(m_app->wakeWord().isArmed(), 20000);
    QCOMPARE(state(), u"idle"_s);
}

void TstWakeWindow::cleanupTestCase()
{
    QSignalSpy left(m_app.get(), &desktop::Application::finished);
    m_app->quit();
    QVERIFY(left.wait(10000));
    m_app.reset();
}

void TstWakeWindow::mutedItHearsNothing()
{
    QSignalSpy woken(&m_app->wakeWord(), &viewmodels::WakeWordViewModel::woken);
    QVERIFY(command(u"mute"_s).value("ok"_L1).toBool());
    const auto microphone = m_rig.record(u"mic"_s);
    QVERIFY(say(u"hello computer"_s));
    QVERIFY(microphone->waitFor(microphone->position() + 24000)); // a second and a half
    QVERIFY(woken.isEmpty());
    QCOMPARE(state(), u"idle"_s);
    QVERIFY(command(u"unmute"_s).value("ok"_L1).toBool());
    // What was said while it was muted is gone for ever.
    QVERIFY(microphone->waitFor(microphone->position() + 8000));
    QVERIFY(woken.isEmpty());
}

void TstWakeWindow::calledAndAsked()
{
    QSignalSpy woken(&m_app->wakeWord(), &viewmodels::WakeWordViewModel::woken);
    // In one recording, because the pause is part of it: as long as somebody waits who looks whether he is heard.
    codec::PcmFrame clip = speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 200, .silenceAfterMs = 700 });
    const codec::PcmFrame question = speechClip({ .text = theQuestion, .silenceBeforeMs = 200, .silenceAfterMs = 300 });
    clip.samples.insert(clip.samples.end(), question.samples.begin(), question.samples.end());
    const auto recorder = m_rig.record();
    m_rig.speak(clip);
    QTRY_COMPARE_WITH_TIMEOUT(woken.size(), 1, 5000);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"listening"_s, 5000);
    QVERIFY2(answers(theAnswer), qPrintable(conversation()));
    // The conversation goes on after the answer.
    QTRY_VERIFY2_WITH_TIMEOUT(state() == u"listening", qPrintable(conversation()), 15000);
    QVERIFY(recorder->waitFor(recorder->position() + 8000));
    const Likeness likeness = envelopeCorrelation(serverVoice(m_app->lastAnswer()), recorder->clip());
    QVERIFY2(likeness.score > 0.8, qPrintable(u"%1 of \"%2\""_s.arg(likeness.score).arg(m_app->lastAnswer())));
    QCOMPARE(woken.size(), 1);
}

void TstWakeWindow::calledWhileItSpeaks()
{
    m_app->settings().setCues(false); // silence is measured
    QSignalSpy woken(&m_app->wakeWord(), &viewmodels::WakeWordViewModel::woken);
    QVERIFY(say(u"what can you do"_s));
    const auto recorder = m_rig.record();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"speaking"_s, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(firstSoundMs(recorder->clip()) >= 0, 5000);
    const qint64 first = recorder->position();
    QVERIFY(recorder->waitFor(first + 16000)); // a second of it
    QVERIFY(woken.isEmpty());
    const codec::PcmFrame phrase = speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 200, .silenceAfterMs = 300 });
    // Two voices at once: who is not heard the first time calls again.
    qint64 called = 0;
    int calls = 0;
    do {
        called = recorder->position();
        m_rig.speak(phrase);
        const qint64 over = called + qint64(phrase.samples.size()) + 16000;
        QVERIFY(QTest::qWaitFor([&] { return !woken.isEmpty() || recorder->position() > over; }, 10000));
        ++calls;
    } while (woken.isEmpty() && calls < 3);
    QVERIFY2(woken.size() == 1, qPrintable(conversation()));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"listening"_s, 3000);
    const qint64 listening = recorder->position();
    QVERIFY(recorder->waitFor(listening + 8000));
    const double silentMs = lastSoundMs(recorder->clip(called));
    qInfo("Called %d times; silent %.0f ms after the last sound of the phrase.", calls, silentMs - 50 - lastSoundMs(phrase));
    QVERIFY2(recorder->position() - called > qint64(silentMs * 16) + 4000, qPrintable(QString::number(silentMs)));
    // Who says nothing more is greeted.
    const QStringList& greetings = server::wakeReplies(u"en"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(greetings.contains(m_app->lastAnswer()), qPrintable(conversation()), 6000);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"listening"_s, 5000);
    QVERIFY(say(theQuestion));
    QVERIFY2(answers(theAnswer), qPrintable(conversation()));
    QCOMPARE(woken.size(), 1);
}

int main(int argc, char** argv)
{
    runWindowTest<TstWakeWindow>(argc, argv);
}

#include "tst_wakewindow.moc"
