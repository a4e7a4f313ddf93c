// SPDX-License-Identifier: GPL-3.0-or-later
// Tools that need no screen: state over a real bus with services of our own, brightness, pictures shown to a real server, a camera.
#include "mcp/thingtools.h"
#include "support/testcase.h"
#include "tools/applicationfamily.h"
#include "tools/busstub.h"
#include "tools/camerafamily.h"
#include "tools/clipboardfamily.h"
#include "tools/screenshotfamily.h"
#include "tools/screenthing.h"
#include "tools/statusfamily.h"
#include "tools/visionserver.h"

#include <QImage>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::tools;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

void put(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
    file.write(content);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// One call and what it came to.
struct Called
{
    std::optional<Result<QString>> answer;
    std::unique_ptr<QObject> call = std::make_unique<QObject>();

    void run(const mcp::Tool& tool, const QJsonObject& arguments = {})
    {
        tool.run(
            arguments, [this](const Result<QString>& result) { answer = result; }, call.get());
    }
    [[nodiscard]] QJsonObject json() const
    {
        return answer && *answer ? QJsonDocument::fromJson((*answer)->toUtf8()).object() : QJsonObject();
    }
    [[nodiscard]] std::optional<Error::Code> error() const
    {
        return answer && !*answer ? std::optional(answer->error().code) : std::nullopt;
    }
};

class PaintedScreen final : public ScreenCapture
{
public:
    [[nodiscard]] int screens() const override { return 2; }
    void take(int number, QObject*, const Taken& taken) override
    {
        asked = number;
        QImage image(3200, 1000, QImage::Format_RGB32);
        image.fill(Qt::blue);
        taken(image);
    }
    int asked = -1;
};

class PaintedFrames final : public FrameSource
{
public:
    [[nodiscard]] bool isThere() const override { return there; }
    void open() override { isOpen = true; }
    void close() override { isOpen = false; }
    void paint(int frames)
    {
        for (int i = 0; i < frames && isOpen; ++i)
            emit frameReady(QImage(2048, 1536, QImage::Format_RGB32));
    }
    void plug(bool on)
    {
        there = on;
        emit thereChanged();
    }
    bool there = true;
    bool isOpen = false;
};

struct CameraRig
{
    std::unique_ptr<PaintedFrames> made = std::make_unique<PaintedFrames>();
    PaintedFrames& frames = *made;
    Camera camera { std::move(made) };
    QSignalSpy light { &camera, &Camera::inUseChanged };
    PictureShow show;
    CameraFamily family { camera, show };
};

}

class TstComputerTools : public test::TestCase
{
    Q_OBJECT

    test::PrivateBus m_bus;

    static QJsonObject told(const StatusSource& source)
    {
        QObject context;
        std::optional<QJsonObject> part;
        source.read(&context, [&](const QJsonObject& answer) { part = answer; });
        [&] { QTRY_VERIFY(part); }();
        return part.value_or(QJsonObject());
    }

private slots:
    void initTestCase() { QVERIFY(m_bus.start()); }

    void upowerSaysHowFullTheBatteryIs()
    {
        const StatusSource battery = batteryStatus(u"/nowhere"_s);
        QCOMPARE(told(battery), QJsonObject());
        test::BusService upower(m_bus, u"org.freedesktop.UPower"_s);
        QVariantMap& all = upower.properties[u"/org/freedesktop/UPower/devices/DisplayDevice"_s];
        all = { { u"IsPresent"_s, true }, { u"Type"_s, 2U }, { u"State"_s, 1U }, { u"Percentage"_s, 41.6 } };
        QCOMPARE(told(battery), (QJsonObject { { u"level"_s, 42 }, { u"charging"_s, true } }));
        all[u"State"_s] = 4U; // full
        all[u"Percentage"_s] = 100.0;
        QCOMPARE(told(battery), (QJsonObject { { u"level"_s, 100 }, { u"charging"_s, false } }));
        // A desktop computer's UPower says so, and the kernel's list with the battery of a mouse is not asked.
        all[u"IsPresent"_s] = false;
        QCOMPARE(told(battery), QJsonObject());
    }

    void withoutUpowerTheKernelSaysIt()
    {
        QTemporaryDir root;
        const QString supplies = root.filePath(u"sys/class/power_supply/"_s);
        put(supplies + u"AC/type"_s, "Mains\n");
        put(supplies + u"hidpp_battery_0/type"_s, "Battery\n");
        put(supplies + u"hidpp_battery_0/scope"_s, "Device\n");
        put(supplies + u"hidpp_battery_0/capacity"_s, "5\n");
        QCOMPARE(told(batteryStatus(root.path())), QJsonObject());
        put(supplies + u"BAT0/type"_s, "Battery\n");
        put(supplies + u"BAT0/capacity"_s, "50\n");
        put(supplies + u"BAT0/status"_s, "Discharging\n");
        put(supplies + u"BAT1/type"_s, "Battery\n");
        put(supplies + u"BAT1/capacity"_s, "71\n");
        put(supplies + u"BAT1/status"_s, "Charging\n");
        QCOMPARE(told(batteryStatus(root.path())), (QJsonObject { { u"level"_s, 61 }, { u"charging"_s, true } }));
    }

    void networkManagerNamesTheNetwork()
    {
        const StatusSource network = networkStatus(u"/nowhere"_s);
        QCOMPARE(told(network), QJsonObject());
        test::BusService manager(m_bus, u"org.freedesktop.NetworkManager"_s);
        QVariantMap& own = manager.properties[u"/org/freedesktop/NetworkManager"_s];
        own = { { u"PrimaryConnectionType"_s, u"802-3-ethernet"_s } };
        QCOMPARE(told(network), (QJsonObject { { u"type"_s, u"ethernet"_s } }));
        own = { { u"PrimaryConnectionType"_s, u"802-11-wireless"_s },
            { u"PrimaryConnection"_s, QVariant::fromValue(QDBusObjectPath(u"/c/1"_s)) } };
        QCOMPARE(told(network), (QJsonObject { { u"type"_s, u"wifi"_s } })); // and nothing invented
        manager.properties[u"/c/1"_s] = { { u"SpecificObject"_s, QVariant::fromValue(QDBusObjectPath(u"/ap/7"_s)) } };
        for (const auto& [strength, word] : { std::pair(90, u"strong"_s), std::pair(60, u"medium"_s), std::pair(20, u"weak"_s) }) {
            manager.properties[u"/ap/7"_s]
                = { { u"Ssid"_s, QByteArray("我的家") }, { u"Strength"_s, QVariant::fromValue(uchar(strength)) } };
            QCOMPARE(told(network), (QJsonObject { { u"type"_s, u"wifi"_s }, { u"ssid"_s, u"我的家"_s }, { u"signal"_s, word } }));
        }
    }

    void withoutAManagerTheKernelKnowsTheWayOut()
    {
        QTemporaryDir root;
        const QString routes = root.filePath(u"proc/net/route"_s);
        const QByteArray head = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n";
        put(routes, head + "eth0\t0011A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\n");
        QCOMPARE(told(networkStatus(root.path())), QJsonObject());
        put(routes, head + "tun0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\nwlan0\t00000000\t0100A8C0\t0003\t0\t0\t600\t00000000\n");
        put(root.filePath(u"sys/class/net/tun0/tun_flags"_s), "0x1001\n");
        QVERIFY(QDir().mkpath(root.filePath(u"sys/class/net/wlan0/wireless"_s)));
        QCOMPARE(told(networkStatus(root.path())), (QJsonObject { { u"type"_s, u"wifi"_s } }));
    }

    void brightnessIsChangedByLogind()
    {
        QTemporaryDir root;
        const QString panel = root.filePath(u"sys/class/backlight/intel_backlight/"_s);
        QVERIFY(!makeBacklight(root.path()));
        put(panel + u"max_brightness"_s, "937\n");
        put(panel + u"brightness"_s, "468\n");
        QFile::setPermissions(panel + u"brightness"_s, QFile::ReadOwner);
        test::BusService logind(m_bus, u"org.freedesktop.login1"_s);
        ScreenThing screen(makeBacklight(root.path()), {});
        QCOMPARE(screen.spec().properties.size(), 1);
        QCOMPARE(screen.value(u"brightness"_s).toInt(), 50);
        std::vector<mcp::Tool> tools = mcp::toolsOf(screen);
        QCOMPARE(tools.size(), size_t(1));
        QCOMPARE(tools[0].spec.name, u"self.screen.set_brightness"_s);
        Called called;
        called.run(tools[0], { { u"brightness"_s, 80 } });
        QTRY_VERIFY(called.answer);
        QVERIFY(*called.answer);
        QCOMPARE(logind.calls.size(), 1);
        QCOMPARE(logind.calls[0].path, u"/org/freedesktop/login1/session/auto"_s);
        QCOMPARE(logind.calls[0].method, u"SetBrightness"_s);
        QCOMPARE(logind.calls[0].arguments, (QVariantList { u"backlight"_s, u"intel_backlight"_s, 750U }));
        QCOMPARE(screen.value(u"brightness"_s).toInt(), 80);
        // Never quite dark.
        Called dark;
        dark.run(tools[0], { { u"brightness"_s, 0 } });
        QTRY_VERIFY(dark.answer);
        QCOMPARE(logind.calls[1].arguments[2].toUInt(), 1U);
        // A key changed it meanwhile.
        QFile::setPermissions(panel + u"brightness"_s, QFile::ReadOwner | QFile::WriteOwner);
        put(panel + u"brightness"_s, "937\n");
        QCOMPARE(told(screenStatus(screen)), QJsonObject());
        QCOMPARE(screen.value(u"brightness"_s).toInt(), 100);
    }

    void withoutLogindTheFileIsWrittenWhereThatIsAllowed()
    {
        QTemporaryDir root;
        const QString panel = root.filePath(u"sys/class/backlight/acpi_video0/"_s);
        put(panel + u"max_brightness"_s, "10\n");
        put(panel + u"brightness"_s, "10\n");
        ScreenThing screen(makeBacklight(root.path()), {});
        std::optional<Result<>> done;
        screen.change(u"brightness"_s, 30, [&](const Result<>& result) { done = result; });
        QTRY_VERIFY(done);
        QVERIFY(*done);
        QVERIFY(contentOf(panel + u"brightness"_s).startsWith("3"));
    }

    void theThemeIsMynas()
    {
        QStringList wanted;
        ScreenThing screen(nullptr, [&](const QString& name) { wanted << name; });
        screen.reportTheme(false);
        QCOMPARE(screen.value(u"theme"_s).toString(), u"light"_s);
        std::vector<mcp::Tool> tools = mcp::toolsOf(screen);
        QCOMPARE(tools.size(), size_t(1));
        QCOMPARE(tools[0].spec.name, u"self.screen.set_theme"_s);
        QCOMPARE(tools[0].spec.arguments[0].choices, (QStringList { u"light"_s, u"dark"_s }));
        Called called;
        called.run(tools[0], { { u"theme"_s, u"dark"_s } });
        QVERIFY(called.answer && *called.answer);
        QCOMPARE(wanted, QStringList { u"dark"_s });
        QCOMPARE(screen.value(u"theme"_s).toString(), u"dark"_s);
    }

    void theStateIsToldAsTheFirmwareDoes()
    {
        test::BusService upower(m_bus, u"org.freedesktop.UPower"_s);
        upower.properties[u"/org/freedesktop/UPower/devices/DisplayDevice"_s]
            = { { u"IsPresent"_s, true }, { u"Type"_s, 2U }, { u"State"_s, 2U }, { u"Percentage"_s, 77.0 } };
        things::ThingRegistry things;
        auto screen = std::make_unique<ScreenThing>(nullptr, [](const QString&) {});
        screen->reportTheme(true);
        const StatusSource look = screenStatus(*screen);
        QVERIFY(things.add(std::move(screen)));
        StatusFamily family(things, { look, batteryStatus(u"/nowhere"_s), networkStatus(u"/nowhere"_s) });
        std::vector<mcp::Tool> tools = family.tools();
        QCOMPARE(tools.size(), size_t(1));
        QCOMPARE(tools[0].spec.name, u"self.get_device_status"_s);
        Called called;
        called.run(tools[0]);
        QTRY_VERIFY(called.answer);
        QCOMPARE(called.json(),
            (QJsonObject { { u"screen"_s, QJsonObject { { u"theme"_s, u"dark"_s } } },
                { u"battery"_s, QJsonObject { { u"level"_s, 77 }, { u"charging"_s, false } } } }));
    }

    void aDesktopThatHidesWindowsIsAskedForThePicture()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"shot.png"_s);
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(Qt::red);
        test::BusService portal(m_bus, u"org.freedesktop.portal.Desktop"_s);
        portal.portal = [&](const QVariantMap&) {
            [&] { QVERIFY(image.save(file)); }();
            return QVariantMap { { u"uri"_s, QUrl::fromLocalFile(file).toString() } };
        };
        const std::unique_ptr<ScreenCapture> capture = makePortalCapture();
        std::optional<Result<QImage>> taken;
        capture->take(0, this, [&](const Result<QImage>& result) { taken = result; });
        QTRY_VERIFY(taken);
        QVERIFY(*taken);
        QCOMPARE((*taken)->size(), QSize(64, 48));
        QCOMPARE((*taken)->pixelColor(10, 10), QColor(Qt::red));
        QVERIFY(!QFile::exists(file)); // nothing stays behind
        QCOMPARE(portal.calls.last().method, u"Screenshot"_s);
        // The user says no to the desktop.
        portal.portal = [](const QVariantMap&) { return QVariantMap(); };
        taken.reset();
        capture->take(0, this, [&](const Result<QImage>& result) { taken = result; });
        QTRY_VERIFY(taken);
        QCOMPARE(taken->error().code, Error::Code::Cancelled);
    }

    void noPortalIsAnAnswer()
    {
        const std::unique_ptr<ScreenCapture> capture = makePortalCapture();
        std::optional<Result<QImage>> taken;
        capture->take(0, this, [&](const Result<QImage>& result) { taken = result; });
        QTRY_VERIFY(taken);
        QCOMPARE(taken->error().code, Error::Code::Unavailable);
    }

    void aPictureOfTheScreenIsShownToTheServer()
    {
        test::VisionServer server;
        PictureShow show;
        auto screen = std::make_unique<PaintedScreen>();
        PaintedScreen& painted = *screen;
        ScreenshotFamily family(std::move(screen), show);
        QSignalSpy changed(&family, &ScreenshotFamily::toolsChanged);
        QVERIFY(family.tools().empty()); // nobody looks at pictures
        show.setPlace(server.place());
        QCOMPARE(changed.size(), 1);
        std::vector<mcp::Tool> tools = family.tools();
        QCOMPARE(tools.size(), size_t(1));
        QCOMPARE(tools[0].standard, mcp::Decision::Ask);
        QVERIFY(tools[0].spec.isPrivate);
        QCOMPARE(tools[0].spec.arguments.size(), 2);
        Called called;
        called.run(tools[0], { { u"question"_s, u"Was ist das?"_s }, { u"display"_s, 2 } });
        QTRY_VERIFY(called.answer);
        QCOMPARE(painted.asked, 2);
        QCOMPARE(called.json()["success"_L1].toBool(), true);
        QCOMPARE(called.json()["response"_L1].toString(), u"Was ist das?: 1600x500"_s);
    }

    void aTokenThatIsNotTakenIsSaid()
    {
        test::VisionServer server;
        PictureShow show;
        PicturePlace place = server.place();
        place.token = u"wrong"_s;
        show.setPlace(place);
        Called called;
        show.ask("x", u"a.jpg"_s, u"?"_s, called.call.get(), [&](const Result<QString>& result) { called.answer = result; });
        QTRY_VERIFY(called.answer);
        QCOMPARE(called.error(), Error::Code::Refused);
    }

    void aServerThatDoesNotAnswerIsNotWaitedFor()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        PictureShow show(200ms);
        show.setPlace({ QUrl(u"http://127.0.0.1:%1/v"_s.arg(silent.serverPort())), {}, {}, {}, {} });
        Called called;
        show.ask("x", u"a.jpg"_s, u"?"_s, called.call.get(), [&](const Result<QString>& result) { called.answer = result; });
        QTRY_VERIFY(called.answer);
        QCOMPARE(called.error(), Error::Code::Timeout);
    }

    void theFormIsTheFirmwaresAndEndsWithTheCall()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        PictureShow show;
        show.setPlace({ QUrl(u"http://127.0.0.1:%1/v"_s.arg(server.serverPort())), u"tok"_s, u"aa:bb"_s, u"client"_s, {} });
        Called called;
        show.ask("PICTURE", u"camera.jpg"_s, u"谁?"_s, called.call.get(), [&](const Result<QString>& result) { called.answer = result; });
        QTRY_VERIFY(server.hasPendingConnections());
        QTcpSocket* socket = server.nextPendingConnection();
        QByteArray sent;
        QTRY_VERIFY((sent += socket->readAll()).endsWith("--\r\n"));
        QVERIFY(sent.startsWith("POST /v HTTP/1.1\r\n"));
        QVERIFY(sent.contains("\r\nDevice-Id: aa:bb\r\n"));
        QVERIFY(sent.contains("\r\nClient-Id: client\r\n"));
        QVERIFY(sent.contains("\r\nAuthorization: Bearer tok\r\n"));
        const qsizetype question = sent.indexOf("name=\"question\"\r\n\r\n谁?\r\n");
        const qsizetype file = sent.indexOf("name=\"file\"; filename=\"camera.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nPICTURE\r\n");
        QVERIFY(question > 0 && file > question);
        QSignalSpy gone(socket, &QTcpSocket::disconnected);
        called.call.reset();
        QTRY_COMPARE(gone.size(), 1);
        QVERIFY(!called.answer);
    }

    void thePictureGoesNowhereElse()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        PictureShow show;
        show.setPlace({ QUrl(u"http://127.0.0.1:%1/v"_s.arg(server.serverPort())), u"tok"_s, {}, {}, {} });
        Called called;
        show.ask("x", u"a.jpg"_s, u"?"_s, called.call.get(), [&](const Result<QString>& result) { called.answer = result; });
        QTRY_VERIFY(server.hasPendingConnections());
        QTcpSocket* socket = server.nextPendingConnection();
        QByteArray sent;
        QTRY_VERIFY((sent += socket->readAll()).endsWith("--\r\n"));
        socket->write("HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:" + QByteArray::number(server.serverPort())
            + "/other\r\nContent-Length: 0\r\n\r\n");
        QTRY_VERIFY(called.answer);
        QCOMPARE(called.error(), Error::Code::Protocol);
        QVERIFY(!server.hasPendingConnections());
    }

    void aPhotoIsTakenWhenTheCameraHasSettled()
    {
        test::VisionServer server;
        CameraRig rig;
        CameraThing card(rig.camera);
        QCOMPARE(card.value(u"inUse"_s), QVariant(false));
        QVERIFY(rig.family.tools().empty());
        rig.show.setPlace(server.place());
        std::vector<mcp::Tool> tools = rig.family.tools();
        QCOMPARE(tools.size(), size_t(1));
        QCOMPARE(tools[0].spec.name, u"self.camera.take_photo"_s);
        QCOMPARE(tools[0].standard, mcp::Decision::Ask);
        QVERIFY(tools[0].spec.isPrivate);
        Called called;
        called.run(tools[0], { { u"question"_s, u"What?"_s } });
        QVERIFY(rig.frames.isOpen);
        QCOMPARE(rig.light.size(), 1); // the light is on while the camera is
        QCOMPARE(card.value(u"inUse"_s), QVariant(true));
        Called second;
        second.run(tools[0], { { u"question"_s, u"What?"_s } });
        QCOMPARE(second.error(), Error::Code::Unavailable);
        rig.frames.paint(5);
        QVERIFY(rig.frames.isOpen);
        rig.frames.paint(3);
        QVERIFY(!rig.frames.isOpen);
        QCOMPARE(rig.light.size(), 2);
        QCOMPARE(card.value(u"inUse"_s), QVariant(false));
        QTRY_VERIFY(called.answer);
        QCOMPARE(called.json()["response"_L1].toString(), u"What?: 1024x768"_s);
    }

    void aCancelledCallSwitchesTheCameraOff()
    {
        CameraRig rig;
        rig.show.setPlace({ QUrl(u"http://127.0.0.1:1/v"_s), {}, {}, {}, {} });
        Called called;
        called.run(rig.family.tools()[0], { { u"question"_s, u"What?"_s } });
        QVERIFY(rig.frames.isOpen);
        called.call.reset();
        QVERIFY(!rig.frames.isOpen);
        QCOMPARE(rig.light.size(), 2);
    }

    void aCameraThatGoesOrStaysDarkIsSaid()
    {
        Camera camera(nullptr);
        QVERIFY(!camera.isThere());
        CameraRig rig;
        rig.show.setPlace({ QUrl(u"http://127.0.0.1:1/v"_s), {}, {}, {}, {} });
        QSignalSpy changed(&rig.family, &CameraFamily::toolsChanged);
        Called called;
        called.run(rig.family.tools()[0], { { u"question"_s, u"What?"_s } });
        rig.frames.plug(false);
        QCOMPARE(called.error(), Error::Code::Unavailable);
        QVERIFY(!rig.camera.isInUse());
        QVERIFY(rig.family.tools().empty());
        QCOMPARE(changed.size(), 1);

        auto frames = std::make_unique<PaintedFrames>();
        Camera dark(std::move(frames), { .warmUpFrames = 5, .limit = 50ms });
        std::optional<Result<QImage>> taken;
        dark.take(this, [&](const Result<QImage>& result) { taken = result; });
        QTRY_VERIFY(taken);
        QCOMPARE(taken->error().code, Error::Code::Timeout);
    }

    void whatNeedsAScreenIsNotThereWithoutOne()
    {
        QVERIFY(ClipboardFamily().tools().empty());
        QVERIFY(!makeScreenCapture());
        PictureShow show;
        show.setPlace({ QUrl(u"http://127.0.0.1:1/v"_s), {}, {}, {}, {} });
        QVERIFY(ScreenshotFamily(makeScreenCapture(), show).tools().empty());
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
        QVERIFY(ApplicationFamily(makeApplications()).tools().empty());
    }
};

QTEST_GUILESS_MAIN(TstComputerTools)
#include "tst_computertools.moc"
