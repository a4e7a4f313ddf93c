// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program as its user meets it: a real window on an X server, real clicks, a virtual microphone and loudspeaker.
#include "desktop/application.h"
#include "desktop/controlclient.h"
#include "desktop/singleinstance.h"
#include "pages/conversationlist.h"
#include "pages/turncard.h"
#include "servervoice.h"
#include "settings/options.h"
#include "settings/settingsstore.h"
#include "support/loudroom.h"
#include "support/soundmath.h"
#include "support/soundrig.h"
#include "support/speechclip.h"
#include "support/testcase.h"
#include "windowdriver.h"
#include "windowmain.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

class TstDesktop : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        ignoreSoundBackendWarnings();
        QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
        settings::SettingsStore store(m_folder.path());
        store.set(settings::serverPort, 0);
        store.set(settings::serverHttpPort, 0);
        store.set(settings::serverLoopbackOnly, true);
        store.set(settings::language, u"en"_s);
    }

    void firstStartLeadsToASpokenAnswer()
    {
        desktop::Application app({ .dataDir = m_folder.path() });
        ui::MainWindow& window = app.window();
        window.resize(1120, 740);
        app.start();
        QVERIFY(QTest::qWaitForWindowExposed(&window));

        // First start: a server on this computer.
        QTRY_VERIFY(visible<QAbstractButton>(window, u"server on this computer"_s));
        clickOn(visible<QAbstractButton>(window, u"server on this computer"_s));
        // There is no keyring in this session: the program says so and asks before it keeps secrets in a file.
        QTRY_VERIFY(visible<QPushButton>(window, u"file"_s));
        clickOn(visible<QPushButton>(window, u"file"_s));
        // The code is shown; the owner of both approves it here.
        QTRY_VERIFY(visible<QPushButton>(window, u"Approve"_s));
        clickOn(visible<QPushButton>(window, u"Approve"_s));
        // A sound check is offered once; whoever is in a hurry leaves it out.
        QTRY_VERIFY(visible<QPushButton>(window, u"Not now"_s));
        clickOn(visible<QPushButton>(window, u"Not now"_s));
        QTRY_VERIFY(window.overlay() == nullptr);

        // Talk: hold the button, speak, let go.
        auto* talk = talkButton(window);
        QVERIFY(talk);
        const auto recorder = m_rig.record();
        QTRY_VERIFY(talk->isEnabled());
        VirtualScreen::moveTo(centreOf(talk).x(), centreOf(talk).y());
        VirtualScreen::press();
        m_rig.speak(speechClip({ .text = u"what can you do"_s, .silenceBeforeMs = 500, .silenceAfterMs = 300 }));
        QTRY_VERIFY(!m_rig.isSpeaking());
        VirtualScreen::release();

        // The words appear and the answer is heard, from its first to its last word.
        QTRY_VERIFY(visible<QLabel>(window, u"what can you do"_s));

        auto* interrupt = visible<QPushButton>(window, u"Interrupt"_s);
        QVERIFY(interrupt);
        QTRY_VERIFY(interrupt->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!interrupt->isEnabled(), 60000);
        QVERIFY(recorder->waitFor(recorder->position() + 8000));
        const codec::PcmFrame heard = recorder->clip();
        const QString said = app.lastAnswer();
        QVERIFY(!said.isEmpty());
        const codec::PcmFrame expected = serverVoice(said);
        const QString difference = differenceOf(expected, heard);
        const double middleMs = expected.durationMs() / 2;
        QVERIFY(!differenceOf(joined(part(expected, middleMs), part(expected, 0, middleMs)), heard).isEmpty()); // or it says nothing
        QVERIFY2(difference.isEmpty(), qPrintable(difference + u" of \"%1\""_s.arg(said)));

        // Typed text takes the same way.
        auto* field = textField(window);
        QVERIFY(field);
        clickOn(field);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"what is two plus three"_s);
        VirtualScreen::key(u"Return"_s);
        QTRY_VERIFY(app.lastAnswer().contains(u"5"_s) || app.lastAnswer().contains(u"five"_s));

        QSignalSpy left(&app, &desktop::Application::finished);
        app.quit();
        QVERIFY(left.wait(patienceMs));
    }

    void theSecondStartIsPairedAlready()
    {
        desktop::Application app({ .dataDir = m_folder.path() });
        app.window().resize(1120, 740);
        app.start();
        QVERIFY(QTest::qWaitForWindowExposed(&app.window()));
        QVERIFY(app.window().overlay() == nullptr);
        QTRY_VERIFY(app.isConnected());
        QVERIFY(app.window().overlay() == nullptr);

        // What was said at the first start is still there, with its times.
        app.window().showPage(ui::PageId::History);
        auto* kept = app.window().findChild<ui::ConversationList*>();
        QVERIFY(kept);
        QTRY_COMPARE(kept->model()->rowCount(), 1);
        kept->setCurrentIndex(kept->model()->index(0, 0));
        QTRY_COMPARE(app.window().findChildren<ui::TurnCard*>().size(), 2);
        const QList<ui::TurnCard*> turns = app.window().findChildren<ui::TurnCard*>();
        QVERIFY(turns.first()->turn().timeline.recognised && turns.first()->turn().timeline.firstPacket);
        QVERIFY(!turns.first()->turn().typed && !turns.first()->turn().answer.isEmpty());
        QVERIFY(turns.last()->turn().typed);
        QCOMPARE(turns.last()->turn().question, u"what is two plus three"_s);
        app.window().showPage(ui::PageId::Talk);

        // A command holds the microphone open and lets it go; the same hand as button and key.
        QVERIFY(command(u"talk-start"_s).value("ok"_L1).toBool());
        QTRY_COMPARE(command(u"status"_s).value("state"_L1).toString(), u"listening"_s);
        QTRY_COMPARE(command(u"status"_s).value("microphone"_L1).toString(), u"open"_s);
        QVERIFY(command(u"talk-stop"_s).value("ok"_L1).toBool());
        QTRY_COMPARE(command(u"status"_s).value("microphone"_L1).toString(), u"closed"_s);
        QSignalSpy left(&app, &desktop::Application::finished);
        app.quit();
        QVERIFY(left.wait(patienceMs));
    }

    // Every step with the real devices: what is said into the microphone is measured, recorded and played back, and nothing is sent.
    void theSoundCheckFindsThatFullDuplexWorks()
    {
        desktop::Application app({ .dataDir = m_folder.path() });
        ui::MainWindow& window = app.window();
        window.resize(1120, 740);
        app.start();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_VERIFY(app.isConnected());
        window.showPage(ui::PageId::Settings);
        QTRY_VERIFY(visible<QPushButton>(window, u"Check microphone"_s));
        emit visible<QPushButton>(window, u"Check microphone"_s)->clicked(); // it may lie below the fold
        const auto isReady = [&](const QString& words) {
            auto* button = visible<QPushButton>(window, words);
            return button && button->isEnabled();
        };
        const auto go = [&](const QString& words) {
            const bool came = becomesTrue([&] { return isReady(words); });
            if (came)
                clickOn(visible<QPushButton>(window, words));
            return came;
        };
        QVERIFY(go(u"Continue"_s)); // the devices
        const auto sentence = speechClip({ .text = u"the quick brown myna learns every word"_s, .silenceBeforeMs = 300 });
        m_rig.speak(sentence);
        QTRY_VERIFY(visible<QLabel>(window, u"Just right"_s));
        QTRY_VERIFY(!m_rig.isSpeaking());
        QVERIFY(go(u"Continue"_s));
        const auto recorder = m_rig.record();
        QVERIFY(go(u"Record"_s));
        m_rig.speak(sentence);
        QTRY_VERIFY(isReady(u"Play again"_s));
        const Likeness heardBack = envelopeCorrelation(sentence, recorder->clip());
        QVERIFY2(heardBack.score > 0.7, qPrintable(QString::number(heardBack.score)));
        QVERIFY(go(u"Continue"_s));
        QVERIFY(openRoom(m_rig));
        QVERIFY(go(u"Start the test"_s));
        QTRY_VERIFY(visible<QLabel>(window, u"You can talk while Myna talks"_s));
        QVERIFY(go(u"Continue"_s));
        QVERIFY(go(u"Continue"_s)); // the suggested way of talking
        QVERIFY(go(u"Start talking"_s));
        QTRY_VERIFY(window.overlay() == nullptr);
        QVERIFY(app.lastAnswer().isEmpty());
        QSignalSpy left(&app, &desktop::Application::finished);
        app.quit();
        QVERIFY(left.wait(patienceMs));
    }

    // A view that takes the place of the sound check ends it: nobody stays muted behind it, and it was not the user who left it.
    void pairingEndsTheSoundCheck()
    {
        settings::SettingsStore(m_folder.path()).set(settings::wizardOffered, false);
        desktop::Application app({ .dataDir = m_folder.path() });
        ui::MainWindow& window = app.window();
        app.start();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_VERIFY(app.isConnected());
        window.showPage(ui::PageId::Settings);
        QTRY_VERIFY(visible<QPushButton>(window, u"Check microphone"_s));
        emit visible<QPushButton>(window, u"Check microphone"_s)->clicked();
        QTRY_VERIFY(app.isCheckingSound());
        QVERIFY(window.overlay());
        const QWidget* const check = window.overlay();
        app.servers().use(u"local"_s); // that is in use: pairs again
        QVERIFY(window.overlay() && window.overlay() != check);
        QVERIFY(!app.isCheckingSound());
        // Once paired the sound check is offered as if it had not begun.
        QTRY_VERIFY(window.overlay() == check);
        QVERIFY(app.isCheckingSound());
        QSignalSpy left(&app, &desktop::Application::finished);
        app.quit();
        QVERIFY(left.wait(patienceMs));
        settings::SettingsStore(m_folder.path()).set(settings::wizardOffered, true);
    }

    // Nobody is asked about the certificate of the server in the same window.
    void itsOwnServerMaySpeakTls()
    {
        QFile file(m_folder.filePath(u"server/.config.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("server:\n  tls:\n    enabled: true\n");
        file.close();
        desktop::Application app({ .dataDir = m_folder.path() });
        app.start();
        QTRY_VERIFY(app.isConnected());
        QFile admin(m_folder.filePath(u"server/admin.json"_s));
        QVERIFY(admin.open(QIODevice::ReadOnly));
        QVERIFY(admin.readAll().contains("https://"));
        QSignalSpy left(&app, &desktop::Application::finished);
        app.quit();
        QVERIFY(left.wait(patienceMs));
        QVERIFY(file.remove());
    }

private:
    // What `myna ctl` asks.
    QJsonObject command(const QString& verb)
    {
        desktop::ControlClient client;
        QSignalSpy answered(&client, &desktop::ControlClient::answered);
        client.ask(desktop::controlSocketOf(m_folder.path()), { { u"verb"_s, verb } });
        return answered.wait(patienceMs) ? answered[0][0].toJsonObject() : QJsonObject();
    }

    QTemporaryDir m_folder;
    SoundRig m_rig;
};

int main(int argc, char** argv)
{
    runWindowTest<TstDesktop>(argc, argv);
}

#include "tst_desktop.moc"
