// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program as scripts and desktop shortcuts meet it: real processes, one folder, commands from outside.
#include "http/rawclient.h"
#include "settings/options.h"
#include "settings/settingsstore.h"
#include "support/testcase.h"
#include "support/virtualscreen.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using myna::test::VirtualScreen;

class TstCtl : public test::TestCase
{
    Q_OBJECT

    struct Answer
    {
        int status = -1;
        QJsonObject json;
        QByteArray out;
        QByteArray err;
        qint64 ms = 0;
    };

    VirtualScreen m_screen;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_myna;

    static QString program() { return QStringLiteral(MYNA_BINARY_DIR "/bin/myna"); }

    Answer run(const QStringList& arguments, const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        QElapsedTimer clock;
        clock.start();
        process.start(program(), arguments);
        process.waitForFinished(15000);
        Answer answer { .status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError(),
            .ms = clock.elapsed() };
        answer.json = QJsonDocument::fromJson(answer.out).object();
        return answer;
    }
    Answer ctl(const QString& verb) { return run({ u"ctl"_s, verb, u"--json"_s, u"--data"_s, m_folder.path() }); }

    void start(const QStringList& more = {})
    {
        m_myna = std::make_unique<QProcess>();
        m_myna->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_myna->start(program(), QStringList { u"--data"_s, m_folder.path() } + more);
        QVERIFY(m_myna->waitForStarted());
        QTRY_COMPARE(ctl(u"status"_s).status, 0);
    }

    [[nodiscard]] QJsonObject controlFile() const
    {
        QFile file(m_folder.filePath(u"control.json"_s));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    static QJsonObject askByHttp(const QJsonObject& control, const QByteArray& request)
    {
        const QUrl url(control["url"_L1].toString());
        test::RawClient client(quint16(url.port()));
        client.send(request + " HTTP/1.1\r\nHost: " + url.authority().toLatin1() + "\r\nConnection: close\r\nAuthorization: Bearer "
            + control["token"_L1].toString().toLatin1() + "\r\n\r\n");
        [&client] { QTRY_VERIFY(client.isClosed() && client.status() > 0); }();
        return QJsonDocument::fromJson(client.body()).object();
    }

    // The process whose window is under the pointer, which stands in the middle of the screen.
    static qint64 processOnTop()
    {
        QProcess process;
        process.start(
            u"sh"_s, { u"-c"_s, u"xprop -id $(xdotool getmouselocation --shell | sed -n s/^WINDOW=//p) _NET_WM_PID | sed 's/.*= //'"_s });
        process.waitForFinished(10000);
        return process.readAllStandardOutput().trimmed().toLongLong();
    }

    // Gives it to the window under the pointer; there is no window manager who would.
    static qint64 processWithTheKeyboard()
    {
        QProcess process;
        process.start(u"sh"_s,
            { u"-c"_s,
                u"xdotool windowfocus $(xdotool getmouselocation --shell | sed -n s/^WINDOW=//p) && xdotool getwindowfocus -f getwindowpid"_s });
        process.waitForFinished(10000);
        return process.readAllStandardOutput().trimmed().toLongLong();
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_screen.start());
        VirtualScreen::moveTo(500, 350);
        settings::SettingsStore store(m_folder.path());
        store.set(settings::profile, u"own"_s);
        store.set(settings::ownServerUrl, u"http://127.0.0.1:9/xiaozhi/ota/"_s); // nobody is there, and nobody is needed
        store.set(settings::language, u"en"_s);
    }

    void worksOutWhatItCanWithoutAScreen()
    {
        QProcessEnvironment bare = QProcessEnvironment::systemEnvironment();
        for (const auto& name : { u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s })
            bare.remove(name);
        const Answer help = run({ u"--help"_s }, bare);
        QCOMPARE(help.status, 0);
        QVERIFY2(help.out.contains("--page"), help.out.constData());
        QCOMPARE(run({ u"--version"_s }, bare).status, 0);
        const Answer window = run({ u"--data"_s, m_folder.path() }, bare);
        QCOMPARE(window.status, 1);
        QVERIFY2(window.err.contains("mynad works without one"), window.err.constData());
    }

    void cleanupTestCase()
    {
        if (m_myna) {
            m_myna->kill();
            m_myna->waitForFinished();
        }
    }

    void whileNobodyRunsTheStatusIsThree()
    {
        const Answer answer = ctl(u"status"_s);
        QCOMPARE(answer.status, 3);
        QCOMPARE(answer.json.value("ok"_L1), QJsonValue(false));
        const Answer words = run({ u"ctl"_s, u"status"_s, u"--data"_s, m_folder.path() });
        QCOMPARE(words.status, 3);
        QVERIFY(words.out.isEmpty());
        QVERIFY(words.err.contains("not running"));
    }

    void wrongUseIsTwo()
    {
        QCOMPARE(ctl(u"dance"_s).status, 2);
        QCOMPARE(run({ u"ctl"_s }).status, 2);
        QCOMPARE(run({ u"--page"_s, u"garage"_s, u"--data"_s, m_folder.path() }).status, 2);
    }

    void commandsReachTheRunningProgram()
    {
        start();
        const Answer status = ctl(u"status"_s);
        QCOMPARE(status.out.count('\n'), 1);
        QCOMPARE(status.json.value("pid"_L1).toInteger(), m_myna->processId());
        QCOMPARE(status.json.value("profile"_L1).toString(), u"own"_s);
        QCOMPARE(status.json.value("version"_L1).toString(), QStringLiteral(MYNA_VERSION));
        QCOMPARE(status.json.value("microphone"_L1).toString(), u"closed"_s);
        QVERIFY(!status.json.value("state"_L1).toString().isEmpty());
        for (const QString& verb : { u"talk-start"_s, u"talk-stop"_s, u"interrupt"_s, u"mute"_s })
            QCOMPARE(ctl(verb).status, 0);
        QCOMPARE(ctl(u"status"_s).json.value("muted"_L1), QJsonValue(true));
        QCOMPARE(ctl(u"talk-start"_s).status, 1);
        QCOMPARE(ctl(u"unmute"_s).status, 0);
        QCOMPARE(ctl(u"status"_s).json.value("muted"_L1), QJsonValue(false));
        const Answer words = run({ u"ctl"_s, u"status"_s, u"--data"_s, m_folder.path() });
        QVERIFY2(words.out.startsWith("Myna ") && words.out.contains("is running"), words.out.constData());
        QVERIFY(status.ms < 3000);
    }

    void theStopKeyWorksInEveryProgram()
    {
        const auto tools = [this](const QString& folder) {
            return run({ u"ctl"_s, u"status"_s, u"--json"_s, u"--data"_s, folder }).json.value("tools"_L1).toString();
        };
        QTemporaryDir other;
        QProcess neighbour;
        neighbour.start(program(), { u"--data"_s, other.path() });
        QTRY_COMPARE(processOnTop(), neighbour.processId());
        QTRY_COMPARE(tools(other.path()), u"allowed"_s);
        QCOMPARE(tools(m_folder.path()), u"allowed"_s);
        QTRY_COMPARE(processWithTheKeyboard(), neighbour.processId());
        for (int i = 0; i < 2; ++i) {
            VirtualScreen::key(u"ctrl+alt+shift+Escape"_s);
            QTRY_COMPARE(tools(m_folder.path()), u"stopped"_s);
            QCOMPARE(ctl(u"allow-tools"_s).status, 0);
        }
        VirtualScreen::key(u"ctrl+alt+Escape"_s); // no other keys
        QCOMPARE(tools(m_folder.path()), u"allowed"_s);
        QCOMPARE(tools(other.path()), u"allowed"_s); // who came second has not got the key
        QCOMPARE(run({ u"ctl"_s, u"quit"_s, u"--data"_s, other.path() }).status, 0);
        QVERIFY(neighbour.waitForFinished(15000));
    }

    void aSecondStartRaisesTheFirst()
    {
        // Another folder is another instance; its window covers the first one's.
        QTemporaryDir other;
        QCOMPARE(run({ u"ctl"_s, u"status"_s, u"--data"_s, other.path() }).status, 3);
        QProcess neighbour;
        neighbour.start(program(), { u"--data"_s, other.path() });
        QTRY_COMPARE(processOnTop(), neighbour.processId());
        const Answer second = run({ u"--data"_s, m_folder.path(), u"--page"_s, u"settings"_s });
        QCOMPARE(second.status, 0);
        QTRY_COMPARE(processOnTop(), m_myna->processId());
        QCOMPARE(ctl(u"status"_s).json.value("pid"_L1).toInteger(), m_myna->processId());
        QCOMPARE(run({ u"ctl"_s, u"quit"_s, u"--data"_s, other.path() }).status, 0);
        QVERIFY(neighbour.waitForFinished(15000));
        QCOMPARE(neighbour.exitCode(), 0);
    }

    void theFolderMayComeFromTheEnvironment()
    {
        qputenv("MYNA_DATA_DIR", m_folder.path().toUtf8());
        QCOMPARE(run({ u"ctl"_s, u"status"_s }).status, 0);
        qunsetenv("MYNA_DATA_DIR");
    }

    void otherProgramsControlItOnlyWhenTheUserLetsThem()
    {
        QVERIFY(controlFile().isEmpty());
        QCOMPARE(ctl(u"quit"_s).status, 0);
        QVERIFY(m_myna->waitForFinished(15000));
        settings::SettingsStore(m_folder.path()).set(settings::localControl, true);
        start();
        QTRY_VERIFY(!controlFile().isEmpty());
        const QJsonObject control = controlFile();
        QCOMPARE(control["pid"_L1].toInteger(), m_myna->processId());
        QCOMPARE(ctl(u"mute"_s).status, 0);
        const QJsonObject status = askByHttp(control, "GET /api/ws/status")["data"_L1].toObject();
        QCOMPARE(status["muted"_L1], QJsonValue(true));
        QCOMPARE(status["connected"_L1], QJsonValue(false));
        QCOMPARE(askByHttp(control, "POST /api/device-bind")["error_code"_L1].toString(), u"pairing_failed"_s); // nobody is there
        QCOMPARE(askByHttp(control, "GET /api/ws/stats")["success"_L1], QJsonValue(true));
        QCOMPARE(ctl(u"unmute"_s).status, 0);
        settings::SettingsStore(m_folder.path()).set(settings::localControl, false);
        QCOMPARE(ctl(u"quit"_s).status, 0);
        QVERIFY(m_myna->waitForFinished(15000));
        QVERIFY(controlFile().isEmpty());
        start();
    }

    void quitEndsItInOrder()
    {
        QCOMPARE(ctl(u"quit"_s).status, 0);
        QVERIFY(m_myna->waitForFinished(15000));
        QCOMPARE(m_myna->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_myna->exitCode(), 0);
        QCOMPARE(ctl(u"status"_s).status, 3);
    }

    void afterACrashTheNextStartWorks()
    {
        start();
        m_myna->kill();
        QVERIFY(m_myna->waitForFinished());
        QVERIFY(QFile::exists(m_folder.filePath(u"control.sock"_s)));
        QCOMPARE(ctl(u"status"_s).status, 3);
        start();
        QCOMPARE(ctl(u"status"_s).json.value("pid"_L1).toInteger(), m_myna->processId());
        QCOMPARE(ctl(u"quit"_s).status, 0);
        QVERIFY(m_myna->waitForFinished(15000));
        QCOMPARE(m_myna->exitCode(), 0);
    }
};

int main(int argc, char** argv)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    qputenv("PULSE_SERVER", "unix:/nonexistent");
    QCoreApplication application(argc, argv);
    TstCtl test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ctl.moc"
