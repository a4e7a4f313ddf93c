// SPDX-License-Identifier: GPL-3.0-or-later
#include "shots/panelshots.h"

#include "mainwindow.h"
#include "pages/panel/panelpage.h"
#include "pages/panel/scenedialog.h"
#include "pages/panel/thingcard.h"
#include "pages/panel/thingstab.h"
#include "pages/panel/thingsview.h"
#include "ui/panelhouse.h"
#include "viewmodels/talkviewmodel.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>

#include <array>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using myna::test::ObedientThing;
using myna::test::PanelHouse;

namespace myna::shots {

namespace {

// One of two words.
struct Words
{
    bool english;
    [[nodiscard]] QString operator()(const char* en, const char* zh) const { return QString::fromUtf8(english ? en : zh); }
};

void settle(QWidget& window)
{
    for (int round = 0; round < 3; ++round) {
        QEventLoop loop; // cards find their places when the events are done
        QTimer::singleShot(std::chrono::milliseconds(30), &loop, &QEventLoop::quit);
        loop.exec();
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    window.repaint();
}

void save(QWidget& window, QSize size, const QString& path)
{
    window.resize(size);
    settle(window);
    window.grab().save(path);
}

struct Window
{
    viewmodels::TalkViewModel talk;
    ui::MainWindow window;
    ui::ThingsTab* tab;
    Window(const ui::Theme& theme, PanelHouse& house)
        : window(theme, talk)
    {
        auto* page = new ui::PanelPage(&window);
        tab = new ui::ThingsTab(house.panel, house.scenes, theme, page);
        page->addTab([] { return ui::PanelPage::tr("Things"); }, tab, tab->titleExtra());
        page->addTab([] { return QCoreApplication::translate("myna::desktop::DayDesk", "Reminders"); }, new QLabel(page));
        page->addTab([] { return QCoreApplication::translate("myna::desktop::ToolsDesk", "Tools"); }, new QLabel(page));
        page->addTab([] { return QCoreApplication::translate("myna::desktop::GateDesk", "Permissions"); }, new QLabel(page));
        page->addTab([] { return QCoreApplication::translate("myna::desktop::GateDesk", "Audit"); }, new QLabel(page));
        QObject::connect(page, &ui::PanelPage::titleRoomChanged, tab, &ui::ThingsTab::setTitleRoom);
        const auto add = [this](ui::PageId id, const char* icon, std::function<QString()> title, bool bottom = false) {
            window.addPage({ .id = id,
                .icon = QString::fromLatin1(icon),
                .title = std::move(title),
                .widget = new QWidget(&window),
                .atBottom = bottom });
        };
        add(ui::PageId::Talk, "talk", [] { return ui::MainWindow::tr("Talk"); });
        window.addPage({ .id = ui::PageId::Panel,
            .icon = u"cards"_s,
            .title = [] { return ui::MainWindow::tr("Panel"); },
            .widget = page,
            .titleExtra = page->titleExtra(),
            .pill = page->tabs() });
        add(ui::PageId::History, "history", [] { return ui::MainWindow::tr("History"); });
        add(ui::PageId::Server, "server", [] { return ui::MainWindow::tr("Server"); });
        add(ui::PageId::Statistics, "statistics", [] { return ui::MainWindow::tr("Statistics"); });
        add(
            ui::PageId::Settings, "settings", [] { return ui::MainWindow::tr("Settings"); }, true);
        window.showPage(ui::PageId::Panel);
        window.show();
    }
};

ObedientThing* addSpeaker(PanelHouse& house)
{
    ObedientThing* speaker = house.add(house.own,
        { .name = u"Speaker"_s,
            .properties = { { .name = u"volume"_s, .type = things::PropertyType::Integer, .unit = u"%"_s } },
            .kind = u"speaker"_s });
    speaker->tell(u"volume"_s, 65);
    return speaker;
}

void addComputer(PanelHouse& house)
{
    addSpeaker(house);
    ObedientThing* screen = house.add(house.own,
        { .name = u"Screen"_s,
            .properties = { { .name = u"brightness"_s, .type = things::PropertyType::Integer, .unit = u"%"_s },
                { .name = u"theme"_s, .type = things::PropertyType::Choice, .choices = { u"light"_s, u"dark"_s, u"system"_s } } },
            .kind = u"screen"_s });
    screen->tell(u"brightness"_s, 80);
    screen->tell(u"theme"_s, u"light"_s);
    ObedientThing* lamp = house.add(house.own,
        { .name = u"Lamp"_s,
            .properties = { { .name = u"power"_s, .setTool = u"self.lamp.set_power"_s },
                { .name = u"brightness"_s, .type = things::PropertyType::Integer, .unit = u"%"_s } },
            .kind = u"lamp"_s });
    lamp->tell(u"brightness"_s, 80);
}

void light(ObedientThing* lamp, int percent, const QString& colour)
{
    lamp->tell(u"power"_s, true);
    lamp->tell(u"brightness"_s, percent);
    lamp->tell(u"colour"_s, colour);
}

// Everything a light can have.
void addStrip(PanelHouse& house, const Words& w)
{
    using things::PropertyType;
    ObedientThing* strip = house.add(house.home,
        { .name = u"strip"_s,
            .properties = { { .name = u"power"_s }, { .name = u"brightness"_s, .type = PropertyType::Integer, .unit = u"%"_s },
                { .name = u"colour"_s, .type = PropertyType::Colour },
                { .name = u"kelvin"_s, .type = PropertyType::Integer, .minimum = 2000, .maximum = 6535, .step = 50, .unit = u"K"_s },
                { .name = u"effect"_s,
                    .type = PropertyType::Choice,
                    .choices = { u"candle"_s, u"rainbow"_s, u"fireplace"_s, u"blink"_s } } },
            .title = w("Light strip", "灯带"),
            .room = w("Living room", "客厅"),
            .kind = u"light"_s });
    light(strip, 60, u"#ffd2a1"_s);
    strip->tell(u"kelvin"_s, 2700);
    strip->tell(u"effect"_s, u"candle"_s);
}

void addLivingRoom(PanelHouse& house, const Words& w)
{
    const QString room = w("Living room", "客厅");
    light(house.addLight(u"floor"_s, w("Floor lamp", "落地灯"), room), 40, QColor::fromHsv(33, 140, 255).name());
    house.measure(house.addSensor(u"warmth"_s, w("Temperature", "温度"), room, u"°C"_s), 20.6, 1.4);
    house.addCover(u"curtain"_s, w("Curtain", "窗帘"), room)->tell(u"position"_s, 50);
    ObedientThing* heating = house.addClimate(u"heating"_s, w("Heating", "暖气"), room);
    heating->tell(u"temperature"_s, 20.8);
    heating->tell(u"target"_s, 21.5);
    heating->tell(u"mode"_s, u"heat"_s);
}

// A device of this computer's server.
void addKitchen(PanelHouse& house, things::ThingRegistry& kitchen, const Words& w)
{
    [[maybe_unused]] const auto added = house.sources.add({ .id = u"device"_s,
        .registry = &kitchen,
        .title = [w] { return w("Kitchen ESP32", "厨房 ESP32"); },
        .relation = [w] { return w("connected to this computer’s server", "已连接到本机服务器"); } });
    const auto onOff = [&](const QString& name, const QString& title, const QString& kind) {
        return house.add(kitchen,
            { .name = name, .properties = { { .name = u"power"_s, .setTool = u"self."_s + name } }, .title = title, .kind = kind });
    };
    ObedientThing* lamp = onOff(u"lamp"_s, w("Lamp", "灯"), u"light"_s);
    lamp->tell(u"power"_s, true);
    lamp->tell(u"power"_s, false);
    house.panel.calledByVoice(u"self.lamp"_s);
    ObedientThing* volume = house.add(kitchen,
        { .name = u"volume"_s,
            .properties = { { .name = u"volume"_s, .type = things::PropertyType::Integer, .unit = u"%"_s } },
            .title = w("Volume", "音量"),
            .kind = u"speaker"_s });
    volume->tell(u"volume"_s, 70);
    onOff(u"fan"_s, w("Fan", "风扇"), u"switch"_s)->reach(false, QDateTime(QDate(2026, 11, 21), QTime(19, 12)).toUTC());
}

void addWholeHouse(PanelHouse& house, const Words& w)
{
    const std::array rooms { w("Bathroom", "浴室"), w("Bedroom", "卧室"), w("Children’s room", "儿童房"), w("Garage", "车库"),
        w("Hall", "走廊"), w("Study", "书房") };
    int at = 0;
    for (const QString& room : rooms) {
        light(house.addLight(u"c%1"_s.arg(at), w("Ceiling light", "吸顶灯"), room), 30 + 10 * (at % 7), u"#ffffff"_s);
        house.addLight(u"w%1"_s.arg(at), w("Reading lamp beside the window", "窗边的阅读灯"), room);
        house.measure(house.addSensor(u"t%1"_s.arg(at), w("Temperature", "温度"), room, u"°C"_s), 18 + at, 1 + 0.3 * at);
        house.measure(house.addSensor(u"h%1"_s.arg(at), w("Humidity", "湿度"), room, u"%"_s), 45 + 2 * at, 6);
        house.addCover(u"b%1"_s.arg(at), w("Blind", "百叶窗"), room)->tell(u"position"_s, 25 * (at % 5));
        ObedientThing* radiator = house.addClimate(u"k%1"_s.arg(at), w("Radiator", "暖气片"), room);
        radiator->tell(u"target"_s, 20 + 0.5 * at);
        radiator->tell(u"temperature"_s, 18.3 + 0.7 * at);
        ObedientThing* plug = house.add(house.home,
            { .name = u"p%1"_s.arg(at),
                .properties = { { .name = u"power"_s } },
                .title = w("Socket", "插座"),
                .room = room,
                .kind = u"switch"_s });
        plug->reach(at % 3 != 1, QDateTime(QDate(2026, 11, 21), QTime(19, 12)).toUTC());
        house.add(house.home,
            { .name = u"m%1"_s.arg(at),
                .properties = { { .name = u"scene"_s,
                    .type = things::PropertyType::Choice,
                    .choices = { w("Reading", "阅读"), w("Film", "电影"), w("Night", "夜晚"), w("Bright", "明亮") } } },
                .title = w("Mood", "氛围"),
                .room = room,
                .kind = u"select"_s });
        ++at;
    }
    house.add(house.home,
        { .name = u"bell"_s,
            .properties = { { .name = u"press"_s, .type = things::PropertyType::Action } },
            .title = w("Door opener", "门禁"),
            .room = w("Hall", "走廊"),
            .kind = u"button"_s });
    house.addSensor(u"door"_s, w("Letter box", "信箱"), w("Hall", "走廊"), {})->tell(u"value"_s, 3);
}

}

void panelPages(const ui::Theme& theme, bool english, const QDir& folder, const QString& tail)
{
    const Words w { english };
    const QString here = QCoreApplication::translate("myna", "This computer");
    {
        PanelHouse house(here);
        Window shown(theme, house);
        save(shown.window, { 1120, 740 }, folder.filePath(u"panel-0"_s + tail));
    }
    {
        PanelHouse house(here);
        addComputer(house);
        house.panel.setHomeInvited(true);
        Window shown(theme, house);
        save(shown.window, { 1120, 740 }, folder.filePath(u"panel-3"_s + tail));
    }
    {
        PanelHouse house(here);
        addStrip(house, w);
        Window shown(theme, house);
        save(shown.window, { 1120, 740 }, folder.filePath(u"panel-white"_s + tail));
    }
    things::ThingRegistry kitchen;
    PanelHouse house(here);
    addLivingRoom(house, w);
    addComputer(house);
    addKitchen(house, kitchen, w);
    house.addScene(w("Evening", "傍晚"), u"home/floor"_s);
    house.addScene(w("Leaving", "离家"), u"home/floor"_s);
    Window shown(theme, house);
    save(shown.window, { 1120, 740 }, folder.filePath(u"panel"_s + tail));
    addWholeHouse(house, w);
    house.panel.setFavourite(u"home/floor"_s, true);
    house.panel.setFavourite(u"home/warmth"_s, true);
    for (const QString& name : { w("Film night", "电影之夜"), w("Good morning", "早安"), w("Everything off", "全部关闭") })
        house.addScene(name, u"home/floor"_s);
    save(shown.window, { 1120, 740 }, folder.filePath(u"panel-60"_s + tail));
    save(shown.window, { 760, 560 }, folder.filePath(u"panel-60-small"_s + tail));
    settle(shown.window);
    shown.tab->things().shownCards().value(1)->setFocus(Qt::TabFocusReason);
    save(shown.window, { 1700, 2600 }, folder.filePath(u"panel-60-long"_s + tail));
    shown.tab->things().startSearch();
    shown.tab->things().findChild<QLineEdit*>()->setText(w("socket", "插座"));
    save(shown.window, { 1120, 740 }, folder.filePath(u"panel-search"_s + tail));
    house.panel.setSearch({});
    ui::SceneDialog dialog(house.scenes, house.kept.all().value(0).id, theme);
    dialog.show();
    save(dialog, dialog.sizeHint(), folder.filePath(u"scene-dialog"_s + tail));
}

}
