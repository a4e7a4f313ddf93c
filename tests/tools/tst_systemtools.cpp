// SPDX-License-Identifier: GPL-3.0-or-later
// Tools of the screen and of the sound, on a real X server, with real programs from real desktop entries, and on a real PulseAudio.
#include "support/soundrig.h"
#include "support/testcase.h"
#include "support/virtualscreen.h"
#include "things/speaker.h"
#include "tools/applicationfamily.h"
#include "tools/clipboardfamily.h"
#include "tools/computersound.h"
#include "tools/processes_linux.h"
#include "tools/screencapture.h"
#include "tools/volumefamily.h"
#include "tools/webpagefamily.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMimeData>
#include <QPainter>
#include <QRasterWindow>
#include <QScreen>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::tools;
using namespace Qt::Literals::StringLiterals;

namespace {

// What the test starts of itself, to have a program with a window.
class Window final : public QRasterWindow
{
public:
    explicit Window(const QColor& colour)
        : m_colour(colour)
    {
        setFlag(Qt::FramelessWindowHint);
        setGeometry(0, 0, 200, 200);
    }
    QString note; // written when it is closed as by hand
    bool stubborn = false;

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(QRect(0, 0, width(), height()), m_colour); }
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::Close || note.isEmpty())
            return QRasterWindow::event(event);
        QFile file(note);
        const bool written = file.open(QIODevice::WriteOnly) && file.write("closed\n") > 0;
        event->setAccepted(written && !stubborn);
        return event->isAccepted() ? QRasterWindow::event(event) : true;
    }

private:
    QColor m_colour;
};

int showWindow(const QString& note, bool stubborn)
{
    Window window(Qt::green);
    window.note = note;
    window.stubborn = stubborn;
    window.show();
    return QGuiApplication::exec();
}

int holdClipboard(const QString& text)
{
    auto* content = new QMimeData;
    content->setText(text);
    if (text == "secret"_L1)
        content->setData(u"x-kde-passwordManagerHint"_s, "secret");
    QGuiApplication::clipboard()->setMimeData(content);
    return QGuiApplication::exec();
}

struct Called
{
    std::optional<Result<QString>> answer;
    std::unique_ptr<QObject> call = std::make_unique<QObject>();

    void run(const std::vector<mcp::Tool>& tools, const QString& name, const QJsonObject& arguments = {})
    {
        answer.reset();
        const auto tool = std::ranges::find(tools, name, [](const mcp::Tool& one) { return one.spec.name; });
        QVERIFY2(tool != tools.end(), qPrintable(name));
        tool->run(
            arguments, [this](const Result<QString>& result) { answer = result; }, call.get());
    }
    [[nodiscard]] QString text() const { return !answer ? QString() : *answer ? answer->value() : answer->error().text; }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(text().toUtf8()).object(); }
    [[nodiscard]] bool worked() const { return answer && *answer; }
};

}

class TstSystemTools : public test::TestCase
{
    Q_OBJECT

    QTemporaryDir m_home;

    [[nodiscard]] QString note() const { return m_home.filePath(u"note"_s); }
    void addEntry(const QString& id, const QByteArray& lines) const
    {
        QFile file(m_home.filePath(u"applications/%1.desktop"_s.arg(id)));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[Desktop Entry]\nType=Application\n" + lines);
    }
    [[nodiscard]] QByteArray self(const QByteArray& arguments) const
    {
        return "Exec=\"" + QCoreApplication::applicationFilePath().toUtf8() + "\" " + arguments + "\n";
    }
    // Programs of this test that run now.
    [[nodiscard]] static int children()
    {
        int count = 0;
        for (const Process& process : ownProcesses())
            count += process.program == QCoreApplication::applicationFilePath() ? 1 : 0;
        return count;
    }
    static QByteArray pactl(test::SoundRig& rig, const QStringList& arguments)
    {
        QByteArray said;
        [&] { QVERIFY(rig.pactl(arguments, &said)); }();
        return said;
    }

private slots:
    void initTestCase()
    {
        const QString runtime = m_home.filePath(u"run"_s);
        QVERIFY(QDir().mkpath(runtime));
        QVERIFY(QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv("XDG_RUNTIME_DIR", runtime.toUtf8());
        qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
        qputenv("XDG_DATA_DIRS", m_home.filePath(u"system"_s).toUtf8());
    }

    void theScreenIsPhotographed()
    {
        Window window(Qt::red);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const std::unique_ptr<ScreenCapture> capture = makeScreenCapture();
        QVERIFY(capture);
        QCOMPARE(capture->screens(), 1);
        std::optional<Result<QImage>> taken;
        const auto note = [&](const Result<QImage>& result) { taken = result; };
        // A window is there before its picture is.
        QTRY_VERIFY([&] {
            taken.reset();
            capture->take(0, this, note);
            return test::becomesTrue([&] { return taken.has_value(); }) && *taken && (*taken)->pixelColor(100, 100) == QColor(Qt::red);
        }());
        QCOMPARE((*taken)->size(), QGuiApplication::primaryScreen()->size());
        capture->take(2, this, note);
        taken.reset();
        QTRY_VERIFY(taken);
        QCOMPARE(taken->error().code, Error::Code::NotFound);
    }

    void theClipboardIsSharedWithOtherPrograms()
    {
        ClipboardFamily family;
        QCOMPARE(family.tools().at(1).standard, mcp::Decision::Ask); // what lies there may be pasted anywhere
        QVERIFY(family.tools().at(0).spec.isPrivate);
        const std::vector<mcp::Tool> tools = family.tools();
        QCOMPARE(tools.size(), size_t(2));
        QCOMPARE(tools[0].standard, mcp::Decision::Ask);
        Called called;
        called.run(tools, u"self.clipboard.write"_s, { { u"text"_s, u"你好"_s } });
        QVERIFY(called.worked());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"你好"_s);
        for (const QString& text : { u"from elsewhere"_s, u"secret"_s }) {
            QProcess other;
            other.start(QCoreApplication::applicationFilePath(), { u"--clipboard"_s, text });
            QTRY_COMPARE(QGuiApplication::clipboard()->text(), text);
            called.run(tools, u"self.clipboard.read"_s);
            QCOMPARE(called.worked(), text != "secret"_L1);
            QCOMPARE(called.text() == text, text != "secret"_L1);
            other.kill();
            QVERIFY(other.waitForFinished());
        }
        QGuiApplication::clipboard()->clear();
        called.run(tools, u"self.clipboard.read"_s);
        QVERIFY(!called.worked());
    }

    void webPagesGoToTheDesktopsBrowser()
    {
        const QString seen = m_home.filePath(u"seen"_s);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nonexistent");
        QVERIFY(!desktopOpener()); // nothing here opens anything
        const QString program = m_home.filePath(u"bin/xdg-open"_s);
        QVERIFY(QDir().mkpath(QFileInfo(program).path()));
        QFile file(program);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho \"$#:$1\" > '" + seen.toUtf8() + "'\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv("PATH", QFileInfo(program).path().toUtf8() + ":" + path);
        WebPageFamily family(desktopOpener());
        Called called;
        called.run(family.tools(), u"self.browser.open"_s, { { u"url"_s, u"https://example.org/a?b=$(c)&d='e"_s } });
        QVERIFY2(called.worked(), qPrintable(called.text()));
        QVERIFY(called.text().contains(u"example.org"_s));
        const auto content = [&] {
            QFile written(seen);
            return written.open(QIODevice::ReadOnly) ? written.readAll().trimmed() : QByteArray();
        };
        QTRY_COMPARE(content(), QByteArray("1:https://example.org/a?b=$(c)&d='e"));
        qputenv("PATH", path);
    }

    void applicationsAreListedByTheirNames()
    {
        ApplicationFamily family(makeApplications());
        QVERIFY(family.tools().empty()); // none is installed
        addEntry(u"org.example.Paint"_s, "Name=Paint\nName[zh_CN]=画图\n" + self("--window " + note().toUtf8()));
        addEntry(u"org.example.Note"_s, "Name=Notes\nName[zh_CN]=便笺\n" + self("--window --stubborn " + note().toUtf8()));
        addEntry(u"org.example.Shell"_s, "Name=Terminal tool\nTerminal=true\nExec=sh\n");
        addEntry(u"org.example.Inner"_s, "Name=Inner\nNoDisplay=true\nExec=sh\n");
        addEntry(u"org.example.Gone"_s, "Name=Gone\nTryExec=/nonexistent/gone\nExec=gone\n");
        addEntry(u"org.example.Broken"_s, "Name=Broken\nExec=/nonexistent/broken\n");
        // Of two files of one id, the user's own counts.
        QVERIFY(QDir().mkpath(m_home.filePath(u"system/applications"_s)));
        QVERIFY(QFile::copy(m_home.filePath(u"applications/org.example.Broken.desktop"_s),
            m_home.filePath(u"system/applications/org.example.Inner.desktop"_s)));
        const std::vector<mcp::Tool> tools = family.tools();
        QCOMPARE(tools.size(), size_t(4));
        Called called;
        called.run(tools, u"self.application.scan_installed"_s);
        QCOMPARE(called.json()["applications"_L1].toArray(), (QJsonArray { u"Broken"_s, u"Notes"_s, u"Paint"_s }));
        called.run(tools, u"self.application.scan_installed"_s, { { u"filter_name"_s, u"pai"_s } });
        QCOMPARE(called.json()["total_count"_L1].toInt(), 1);
    }

    void anApplicationIsStartedAndItsWindowClosed()
    {
        ApplicationFamily family(makeApplications());
        const std::vector<mcp::Tool> tools = family.tools();
        Called called;
        called.run(tools, u"self.application.list_running"_s);
        QCOMPARE(called.json()["total_count"_L1].toInt(), 0);
        called.run(tools, u"self.application.kill"_s, { { u"app_name"_s, u"Paint"_s } });
        QVERIFY(!called.worked());
        called.run(tools, u"self.application.launch"_s, { { u"app_name"_s, u"画图"_s } });
        QVERIFY2(called.worked(), qPrintable(called.text()));
        QTRY_COMPARE(children(), 1);
        called.run(tools, u"self.application.list_running"_s);
        QCOMPARE(called.json()["applications"_L1].toArray(), QJsonArray { u"Paint"_s }); // and not the one of the same program
        QVERIFY(!called.text().contains(u"--window"_s));
        // Until its window is there, closing is by signal; a person waits for it, too.
        const std::unique_ptr<ScreenCapture> capture = makeScreenCapture();
        QTRY_VERIFY(QGuiApplication::primaryScreen()->grabWindow(0).toImage().pixelColor(100, 100) == QColor(Qt::green));
        const auto kill = std::ranges::find(tools, u"self.application.kill"_s, [](const mcp::Tool& one) { return one.spec.name; });
        QCOMPARE(kill->standard, mcp::Decision::Ask);
        called.run(tools, u"self.application.kill"_s, { { u"app_name"_s, u"paint"_s } });
        QTRY_VERIFY(called.answer);
        QVERIFY2(called.worked(), qPrintable(called.text()));
        QCOMPARE(children(), 0);
        QVERIFY(QFile::exists(note())); // as by hand
    }

    void whoDoesNotCloseIsToldToEnd()
    {
        QFile::remove(note());
        ApplicationFamily family(makeApplications());
        const std::vector<mcp::Tool> tools = family.tools();
        Called called;
        called.run(tools, u"self.application.launch"_s, { { u"app_name"_s, u"Notes"_s } });
        QVERIFY(called.worked());
        QTRY_VERIFY(QGuiApplication::primaryScreen()->grabWindow(0).toImage().pixelColor(100, 100) == QColor(Qt::green));
        called.run(tools, u"self.application.kill"_s, { { u"app_name"_s, u"便笺"_s } });
        QTRY_VERIFY(called.answer);
        QVERIFY2(called.worked(), qPrintable(called.text()));
        QVERIFY(QFile::exists(note())); // it was asked first
        QCOMPARE(children(), 0);
    }

    void whatIsNotThereIsSaid()
    {
        ApplicationFamily family(makeApplications());
        const std::vector<mcp::Tool> tools = family.tools();
        Called called;
        for (const QString& name : { u"Nothing"_s, u"Broken"_s, u"; rm -rf /"_s, u"Terminal tool"_s, u"../../bin/sh"_s }) {
            called.run(tools, u"self.application.launch"_s, { { u"app_name"_s, name } });
            QVERIFY2(!called.worked(), qPrintable(name));
        }
        addEntry(u"org.example.Paint2"_s, "Name=Paint\nExec=true\n");
        called.run(tools, u"self.application.launch"_s, { { u"app_name"_s, u"Paint"_s } });
        QVERIFY(!called.worked());
        QVERIFY(called.text().contains(u"Several"_s));
    }

    void aDesktopsGroupsNameTheApplication_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("application");
        const QString user = u"0::/user.slice/user-1000.slice/user@1000.service/app.slice/"_s;
        QTest::newRow("GNOME") << user + u"app-gnome-org.gnome.gedit-4711.scope\n"_s << u"org.gnome.gedit"_s;
        QTest::newRow("KDE") << user + u"app-org.kde.kate@0123abcd.service"_s << u"org.kde.kate"_s;
        QTest::newRow("escaped") << user + u"app-gnome-google\\x2dchrome-12.scope"_s << u"google-chrome"_s;
        QTest::newRow("flatpak") << user + u"app-flatpak-org.mozilla.firefox-99.scope"_s << u"org.mozilla.firefox"_s;
        QTest::newRow("a service") << user + u"pulseaudio.service"_s << QString();
        QTest::newRow("nothing") << u"0::/\n"_s << QString();
    }
    void aDesktopsGroupsNameTheApplication()
    {
        QFETCH(QString, group);
        QTEST(applicationInGroup(group), "application");
    }

    void theVolumeIsTheComputers()
    {
        test::SoundRig rig;
        QVERIFY2(rig.start(), qPrintable(rig.lastError()));
        const std::unique_ptr<audio::SystemVolume> system = audio::makeSystemVolume();
        int own = -1;
        things::Speaker voice(80, [&](int percent) { own = percent; });
        VolumeFamily family(*system, voice);
        ComputerSound card(*system);
        QSignalSpy changed(&family, &VolumeFamily::toolsChanged);
        QVERIFY(family.tools().empty());
        QVERIFY(!card.isReachable());
        system->start();
        QTRY_VERIFY(system->level());
        QCOMPARE(changed.size(), 1);
        QVERIFY(card.isReachable());
        QCOMPARE(card.value(u"volume"_s).toInt(), 100);

        const std::vector<mcp::Tool> tools = family.tools();
        Called called;
        called.run(tools, u"self.audio_speaker.set_volume"_s, { { u"volume"_s, 35 } });
        QTRY_VERIFY(called.answer);
        QVERIFY2(called.worked(), qPrintable(called.text()));
        QVERIFY(pactl(rig, { u"get-sink-volume"_s, u"@DEFAULT_SINK@"_s }).contains(" 35%"));
        QCOMPARE(card.value(u"volume"_s).toInt(), 35); // at once: the next question may be about it
        QCOMPARE(own, -1);
        called.run(tools, u"self.audio_speaker.set_mute"_s, { { u"muted"_s, true } });
        QTRY_VERIFY(called.answer);
        QVERIFY(pactl(rig, { u"get-sink-mute"_s, u"@DEFAULT_SINK@"_s }).contains("yes"));
        QCOMPARE(card.value(u"on"_s).toBool(), false);
        called.run(tools, u"self.audio_speaker.get_volume_status"_s);
        QCOMPARE(called.json(), (QJsonObject { { u"volume"_s, 35 }, { u"muted"_s, true } }));
        things::ThingRegistry all;
        QVERIFY(all.add(std::make_unique<things::Speaker>(80, [](int) {})));
        QVERIFY(all.add(std::make_unique<ComputerSound>(*system)));
        StatusFamily state(all, family.status());
        called.run(state.tools(), u"self.get_device_status"_s);
        QCOMPARE(called.json(),
            (QJsonObject { { u"audio_speaker"_s, QJsonObject { { u"on"_s, false }, { u"volume"_s, 35 }, { u"muted"_s, true } } },
                { u"assistant_voice"_s, QJsonObject { { u"volume"_s, 80 } } } }));
        called.run(tools, u"self.audio_speaker.set_voice_volume"_s, { { u"volume"_s, 60 } });
        QVERIFY(called.worked());
        QCOMPARE(own, 60);

        // Turned by hand, and by the card.
        pactl(rig, { u"set-sink-mute"_s, u"@DEFAULT_SINK@"_s, u"0"_s });
        pactl(rig, { u"set-sink-volume"_s, u"@DEFAULT_SINK@"_s, u"140%"_s });
        QTRY_COMPARE(card.value(u"volume"_s).toInt(), 100);
        QTRY_COMPARE(card.value(u"on"_s).toBool(), true);
        std::optional<Result<>> done;
        card.change(u"volume"_s, 12, [&](const Result<>& result) { done = result; });
        QTRY_VERIFY(done);
        QVERIFY(*done);
        QVERIFY(pactl(rig, { u"get-sink-volume"_s, u"@DEFAULT_SINK@"_s }).contains(" 12%"));

        // Another loudspeaker becomes the one that is meant.
        QVERIFY(rig.removeOutput());
        pactl(rig, { u"set-sink-volume"_s, u"micfeed"_s, u"77%"_s });
        QTRY_COMPARE(card.value(u"volume"_s).toInt(), 77);

        rig.kill();
        QTRY_VERIFY(!system->level());
        QCOMPARE(changed.size(), 2);
        QVERIFY(family.tools().empty());
        QVERIFY(!card.isReachable());
        called.run(tools, u"self.audio_speaker.set_volume"_s, { { u"volume"_s, 50 } });
        QTRY_VERIFY(called.answer);
        QVERIFY(!called.worked());
        QVERIFY(rig.start());
        QTRY_VERIFY(system->level());
        QCOMPARE(changed.size(), 3);
    }

    void aSoundSystemThatHangsIsNotWaitedFor()
    {
        test::SoundRig rig;
        QVERIFY2(rig.start(), qPrintable(rig.lastError()));
        const std::unique_ptr<audio::SystemVolume> system = audio::makeSystemVolume();
        system->start();
        QTRY_VERIFY(system->level());
        rig.stall();
        std::optional<Result<>> done;
        system->setPercent(20, [&](const Result<>& result) { done = result; });
        QVERIFY(!done); // nobody is waited for
        QTRY_VERIFY_WITH_TIMEOUT(done, 20000);
        QVERIFY(!*done);
        QCOMPARE(done->error().code, Error::Code::Timeout);
        QVERIFY(!system->level());
        rig.resume();
        QTRY_VERIFY_WITH_TIMEOUT(system->level(), 20000);
    }
};

int main(int argc, char** argv)
{
    const QByteArray mode = argc > 1 ? argv[1] : "";
    test::VirtualScreen screen;
    const bool isChild = mode == "--window" || mode == "--clipboard";
    if (!isChild && !screen.start(640, 480))
        qFatal("no X server");
    QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (mode == "--window")
        return showWindow(arguments.last(), arguments.contains(u"--stubborn"_s));
    if (mode == "--clipboard")
        return holdClipboard(arguments.last());
    TstSystemTools test;
    const int failures = QTest::qExec(&test, argc, argv);
    fflush(nullptr);
    std::quick_exit(failures);
}
#include "tst_systemtools.moc"
