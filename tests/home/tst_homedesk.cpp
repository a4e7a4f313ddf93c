// SPDX-License-Identifier: GPL-3.0-or-later
// The home in the program: remembered with its secret, its lamp, its tools, its legacy face, its settings.
#include "client/homedesk.h"
#include "client/iotdesk.h"
#include "mcp/hometools.h"
#include "settings/homegroup.h"
#include "settings/options.h"
#include "support/hassstub.h"
#include "support/lampdevice.h"
#include "support/testcase.h"
#include "theme.h"
#include "viewmodels/homeviewmodel.h"
#include "viewmodels/panelviewmodel.h"

#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::client;
using home::HomeKind;
using home::HomePlace;
using test::HassStub;
using viewmodels::HomeViewModel;

namespace {

const QByteArray token = "a-long-lived-token";
const QJsonObject lampAttributes { { u"friendly_name"_s, u"Floor lamp"_s }, { u"supported_color_modes"_s, QJsonArray { u"hs"_s } },
    { u"brightness"_s, 128 } };

struct House
{
    House()
        : stub(token)
        , settings(folder.path())
        , desk(80)
    {
        settings.set(settings::secretsInFile, true);
        stub.setState(u"light.floor"_s, u"off"_s, lampAttributes);
    }
    [[nodiscard]] HomePlace place() const { return { .kind = HomeKind::HomeAssistant, .secret = token, .address = stub.url().toString() }; }

    QTemporaryDir folder;
    HassStub stub;
    settings::SettingsStore settings;
    DeviceDesk desk;
};

Result<QString> called(mcp::McpServer& server, const QString& tool, const QJsonObject& arguments)
{
    std::optional<Result<QString>> answer;
    server.call(tool, arguments, { .asker = mcp::Asker::Hand }, [&answer](const Result<QString>& result) { answer = result; });
    return test::becomesTrue([&answer] { return answer.has_value(); }) ? *answer
                                                                       : Result<QString>(Error { Error::Code::Timeout, u"never"_s });
}

QStringList toolNames(mcp::McpServer& server)
{
    QStringList names;
    for (const mcp::ToolSpec& tool : server.tools())
        names << tool.name;
    return names;
}

class Plain final : public things::Thing
{
public:
    using Thing::Thing;

protected:
    void apply(const QString&, const QVariant&, const things::Changed& done) override { done({}); }
};

std::unique_ptr<things::Thing> plain(const QString& name, const QString& kind, QVector<things::PropertySpec> properties)
{
    for (things::PropertySpec& property : properties) {
        property.setTool = u"home.%1.%2"_s.arg(name, property.name);
        property.setParameter = property.name;
    }
    return std::make_unique<Plain>(
        things::ThingSpec { .name = name, .description = name, .properties = properties, .title = name, .kind = kind });
}

}

class TstHomeDesk final : public test::TestCase
{
    Q_OBJECT

private slots:
    void theHomeIsRememberedWithItsSecret();
    void theLampIsTheOneAtHome();
    void fewThingsHaveTheirOwnTools();
    void manyThingsShareTools();
    void oldServersHearOfThings();
    void aThingThatNeverRestsIsTold();
    void oldServersGiveOrders();
    void aPressInThePanelIsAMessage();
    void settingsSayHowItIs();
};

void TstHomeDesk::theHomeIsRememberedWithItsSecret()
{
    House house;
    {
        HomeDesk home(house.settings, house.folder.path(), house.desk);
        home.use(house.place(), true);
        QTRY_COMPARE(home.link().state(), home::LinkState::Connected);
        QTRY_VERIFY(QFile::exists(house.folder.filePath(u"secrets.json"_s)));
    }
    for (const QString& name : QDir(house.folder.path()).entryList(QDir::Files)) {
        QFile file(house.folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(name == "secrets.json"_L1 || !file.readAll().contains(token), qPrintable(name));
    }
    HomeDesk again(house.settings, house.folder.path(), house.desk);
    again.begin();
    QTRY_COMPARE(again.link().things().things().size(), 1);
    again.use({}, false);
    QCOMPARE(again.link().state(), home::LinkState::Off);
    QVERIFY(again.link().things().things().isEmpty());
    // Forgotten: the next time the token is asked for.
    HomePlace place = house.place();
    place.secret.clear();
    again.use(place, false);
    QTRY_VERIFY(again.link().error().text.contains(u"token"_s));
}

void TstHomeDesk::theLampIsTheOneAtHome()
{
    House house;
    HomeDesk home(house.settings, house.folder.path(), house.desk);
    home.use(house.place(), true);
    QTRY_COMPARE(home.link().things().things().size(), 1);
    QVERIFY(called(house.desk.server(), u"self.lamp.set_power"_s, { { u"power"_s, true } }));
    QCOMPARE(house.stub.calls().constFirst()["service"_L1].toString(), u"turn_on"_s);
    QVERIFY(house.desk.lamp().isOn());
    QCOMPARE(house.desk.lamp().brightness(), 50);
    house.stub.setState(u"light.floor"_s, u"off"_s, lampAttributes);
    QTRY_VERIFY(!house.desk.lamp().isOn());
    house.stub.setState(u"light.floor"_s, u"unavailable"_s, {});
    QTRY_VERIFY(!house.desk.lamp().isReachable());
    house.stub.setState(u"light.floor"_s, u"off"_s, lampAttributes);
    QTRY_VERIFY(house.desk.lamp().isReachable());
    home.chooseLamp(u"-"_s);
    QVERIFY(called(house.desk.server(), u"self.lamp.set_power"_s, { { u"power"_s, true } }));
    QCOMPARE(house.stub.calls().size(), 1);
    // Two lights and no word about which: none of them.
    home.chooseLamp({});
    house.stub.setState(u"light.other"_s, u"off"_s, { { u"friendly_name"_s, u"Other"_s } });
    QTRY_COMPARE(home.link().things().things().size(), 2);
    QVERIFY(called(house.desk.server(), u"self.lamp.set_power"_s, { { u"power"_s, false } }));
    QCOMPARE(house.stub.calls().size(), 1);
    home.chooseLamp(u"Other"_s);
    QVERIFY(called(house.desk.server(), u"self.lamp.set_power"_s, { { u"power"_s, true } }));
    QCOMPARE(house.stub.calls().constLast()["target"_L1].toObject()["entity_id"_L1].toString(), u"light.other"_s);
    house.stub.removeEntity(u"light.other"_s);
    QTRY_COMPARE(home.link().things().things().size(), 1);
    QVERIFY(house.desk.lamp().isReachable());
}

void TstHomeDesk::fewThingsHaveTheirOwnTools()
{
    House house;
    HomeDesk home(house.settings, house.folder.path(), house.desk);
    QVERIFY(!toolNames(house.desk.server()).contains(u"home.list"_s));
    home.use(house.place(), true);
    QTRY_VERIFY(toolNames(house.desk.server()).contains(u"home.floor_lamp.set_power"_s));
    QVERIFY(!toolNames(house.desk.server()).contains(u"home.set"_s));
    QVERIFY(called(house.desk.server(), u"home.floor_lamp.set_brightness"_s, { { u"brightness"_s, 20 } }));
    const Result<QString> list = called(house.desk.server(), u"home.list"_s, {});
    QVERIFY(list);
    QVERIFY2(list->contains(u"FloorLamp (Floor lamp, light, no room): power=on [on/off], brightness=20% [0-100]"_s), qPrintable(*list));
    QVERIFY(!called(house.desk.server(), u"home.floor_lamp.set_brightness"_s, { { u"brightness"_s, 200 } }));
}

void TstHomeDesk::manyThingsShareTools()
{
    things::ThingRegistry registry;
    mcp::HomeTools tools(registry);
    QSignalSpy changed(&tools, &mcp::ToolFamily::toolsChanged);
    const things::PropertySpec power { .name = u"power"_s, .description = u"on"_s };
    for (int i = 0; i < mcp::HomeTools::fewSettings; ++i)
        QVERIFY(registry.add(plain(u"Plug%1"_s.arg(i), u"switch"_s, { power })));
    QCOMPARE(changed.size(), mcp::HomeTools::fewSettings);
    QCOMPARE(int(tools.tools().size()), 1 + mcp::HomeTools::fewSettings);
    QVERIFY(registry.add(plain(u"Blind"_s, u"cover"_s, { { .name = u"open"_s, .type = things::PropertyType::Action } })));
    std::vector<mcp::Tool> shared = tools.tools();
    QCOMPARE(shared.size(), size_t(3));
    QCOMPARE(shared[1].spec.name, u"home.set"_s);
    QCOMPARE(shared[2].spec.name, u"home.operate"_s);
    QVERIFY(shared[1].standard == mcp::Decision::Allow && shared[2].standard == mcp::Decision::Ask);
    const auto run = [](const mcp::Tool& tool, const QJsonObject& arguments) {
        Result<QString> answer = Error { Error::Code::Timeout, {} };
        tool.run(
            arguments, [&answer](const Result<QString>& result) { answer = result; }, nullptr);
        return answer;
    };
    QVERIFY(run(shared[1], { { u"thing"_s, u"plug3"_s }, { u"property"_s, u"Power"_s }, { u"value"_s, u"ON"_s } }));
    QCOMPARE(registry.find(u"Plug3")->value(u"power"_s), QVariant(true));
    QVERIFY(run(shared[2], { { u"thing"_s, u"Blind"_s }, { u"property"_s, u"open"_s } }));
    QCOMPARE(run(shared[1], { { u"thing"_s, u"Blind"_s }, { u"property"_s, u"open"_s }, { u"value"_s, u"x"_s } }).error().code,
        Error::Code::Invalid);
    QCOMPARE(
        run(shared[1], { { u"thing"_s, u"Plug"_s }, { u"property"_s, u"power"_s } }).error().code, Error::Code::NotFound); // which one?
    QCOMPARE(run(shared[1], { { u"thing"_s, u"Plug1"_s }, { u"property"_s, u"colour"_s } }).error().code, Error::Code::NotFound);
    QCOMPARE(run(shared[1], { { u"thing"_s, u"Plug1"_s }, { u"property"_s, u"power"_s }, { u"value"_s, u"maybe"_s } }).error().code,
        Error::Code::Invalid);
    QCOMPARE(run(shared[0], { { u"search"_s, u"cover"_s } })->count(u'\n'), 1);
    for (int i = 0; i < 250; ++i)
        QVERIFY(registry.add(plain(u"Sensor%1"_s.arg(i), u"sensor"_s, { power })));
    const QString list = run(shared[0], {}).value();
    QVERIFY(list.toUtf8().size() < mcp::HomeTools::maxListBytes + 200);
    QVERIFY(list.contains(u"more are not shown"_s));
}

void TstHomeDesk::oldServersHearOfThings()
{
    DeviceDesk desk(80);
    IotDesk iot(desk, 1ms);
    things::ThingRegistry more;
    iot.addThings(more);
    QSignalSpy told(&iot, &IotDesk::told);
    iot.greeted();
    iot.toolsAsked(); // a server of today
    desk.lamp().change(u"brightness"_s, 10);
    bool later = false;
    QTimer::singleShot(20ms, this, [&later] { later = true; });
    QTRY_VERIFY(later);
    QCOMPARE(told.size(), 0);
    iot.ended();
    iot.greeted();
    QTRY_COMPARE(told.size(), 3);
    QStringList names;
    for (int i = 0; i < 2; ++i) {
        const QJsonArray descriptors = told.at(i).at(0).toJsonObject()["descriptors"_L1].toArray();
        QCOMPARE(descriptors.size(), 1); // one for each message
        names << descriptors.at(0)["name"_L1].toString();
    }
    QCOMPARE(names, (QStringList { u"Speaker"_s, u"Lamp"_s }));
    QCOMPARE(told.at(2).at(0).toJsonObject()["states"_L1].toArray().size(), 2);
    desk.lamp().change(u"power"_s, true);
    desk.lamp().change(u"brightness"_s, 42);
    QTRY_COMPARE(told.size(), 4);
    const QJsonObject state = told.at(3).at(0).toJsonObject()["states"_L1].toArray().at(0).toObject();
    QCOMPARE(state["state"_L1].toObject()["brightness"_L1].toInt(), 42);
    QVERIFY(more.add(plain(u"Plug"_s, u"switch"_s, { { .name = u"power"_s } })));
    QCOMPARE(told.size(), 5);
    QVERIFY(told.at(4).at(0).toJsonObject().contains(u"descriptors"_s));
}

void TstHomeDesk::aThingThatNeverRestsIsTold()
{
    DeviceDesk desk(80);
    IotDesk iot(desk, 1ms);
    QSignalSpy told(&iot, &IotDesk::told);
    iot.greeted();
    QTRY_COMPARE(told.size(), 3);
    QTimer restless;
    int level = 0;
    connect(&restless, &QTimer::timeout, &desk, [&] { desk.lamp().change(u"brightness"_s, ++level % 100); });
    restless.start(1ms);
    QTRY_VERIFY(told.size() > 4);
}

void TstHomeDesk::oldServersGiveOrders()
{
    DeviceDesk desk(80);
    IotDesk iot(desk);
    QSignalSpy reports(&desk, &DeviceDesk::called);
    const auto order = [&iot](const char* commands) { iot.ordered({ { u"commands"_s, QJsonDocument::fromJson(commands).array() } }); };
    order(R"([{"name":"Lamp","method":"setpower","parameters":{"power":true}},{"name":"Lamp","method":"Explode"},{"name":"Oven"},7])");
    QTRY_VERIFY(desk.lamp().isOn());
    QTRY_COMPARE(reports.size(), 1);
    QCOMPARE(reports.at(0).at(0).value<mcp::CallReport>().name, u"self.lamp.set_power"_s); // in the audit, as the tool that does the same
    desk.gate().decide(u"self.lamp.set_power"_s, {}, mcp::Decision::Deny);
    order(R"([{"name":"Lamp","method":"SetPower","parameters":{"power":false}}])");
    QTRY_COMPARE(reports.size(), 2);
    QVERIFY(desk.lamp().isOn());
    order("[]");
    iot.ordered({});
}

void TstHomeDesk::aPressInThePanelIsAMessage()
{
    test::MosquittoRig broker;
    QVERIFY2(broker.isRunning(), broker.log().constData());
    test::LampDevice device(broker);
    QTRY_VERIFY(device.ready);
    device.client.publish(u"homeassistant/light/lamp/config"_s, R"({"~":"home/lamp","name":"Lamp","stat_t":"~/state","cmd_t":"~/set"})",
        { .qos = 1, .retain = true });
    device.client.publish(u"home/lamp/state"_s, "OFF", { .qos = 1, .retain = true });
    QProcess listener;
    QByteArray seen;
    connect(&listener, &QProcess::readyReadStandardOutput, this, [&] { seen += listener.readAllStandardOutput(); });
    broker.start(listener, u"mosquitto_sub"_s, { u"-v"_s, u"-t"_s, u"home/lamp/#"_s });
    QTRY_VERIFY(seen.contains("home/lamp/state OFF"));
    home::HomeLink link({ .confirmation = 300ms });
    link.use({ .kind = HomeKind::Mqtt, .host = u"127.0.0.1"_s, .port = broker.port() });
    QTRY_VERIFY(link.things().find(u"Lamp") && link.things().find(u"Lamp")->value(u"power"_s).isValid());
    QTemporaryDir folder;
    settings::SettingsStore settings(folder.path());
    things::ThingSources sources;
    QVERIFY(sources.add({ .id = u"home"_s, .registry = &link.things(), .title = [] { return u"Home"_s; }, .relation = {} }));
    viewmodels::PanelViewModel panel(sources, settings);
    const QString key = things::ThingSources::keyOf(u"home"_s, u"Lamp"_s);
    panel.change(key, u"power"_s, true);
    QTRY_VERIFY2(seen.contains("home/lamp/set ON\n"), seen.constData());
    QTRY_COMPARE(link.things().find(u"Lamp")->value(u"power"_s), QVariant(true));
    device.obeys = false;
    panel.change(key, u"power"_s, false);
    QTRY_VERIFY(seen.contains("home/lamp/set OFF\n"));
    QTRY_VERIFY(panel.card(key).note.contains(u"confirm"_s));
    QCOMPARE(link.things().find(u"Lamp")->value(u"power"_s), QVariant(true));
    test::stop(listener);
}

void TstHomeDesk::settingsSayHowItIs()
{
    House house;
    HomeDesk home(house.settings, house.folder.path(), house.desk);
    HomeViewModel model(home.link());
    connect(&model, &HomeViewModel::placeWanted, &home, &HomeDesk::use);
    connect(&model, &HomeViewModel::lampWanted, &home, &HomeDesk::chooseLamp);
    ui::Theme theme;
    ui::HomeGroup group(theme, model);
    auto* source = group.findChild<QComboBox*>(u"homeSource"_s);
    auto* address = group.findChild<QLineEdit*>(u"homeAddress"_s);
    auto* secret = group.findChild<QLineEdit*>(u"homeToken"_s);
    auto* button = group.findChild<QPushButton*>(u"homeConnect"_s);
    auto* lamp = group.findChild<QComboBox*>(u"homeLamp"_s);
    QVERIFY(source && address && secret && button && lamp);
    QVERIFY(address->isHidden() || !address->isVisibleTo(&group));
    source->setCurrentIndex(source->findData(u"homeassistant"_s));
    emit source->activated(source->currentIndex());
    QVERIFY(address->isVisibleTo(&group));
    button->click();
    QVERIFY2(model.problem().contains(u"address"_s), qPrintable(model.problem()));
    QCOMPARE(home.link().state(), home::LinkState::Off);
    address->setText(house.stub.url().toString());
    secret->setText(QString::fromUtf8(token));
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    button->click();
    QVERIFY(secret->text().isEmpty()); // not kept in a window
    QTRY_VERIFY(model.isConnected());
    QTRY_COMPARE(model.state(), u"Connected, 1 thing(s)"_s);
    QVERIFY(model.problem().isEmpty());
    QTRY_COMPARE(lamp->count(), 3);
    QCOMPARE(lamp->itemText(2), u"Floor lamp"_s);
    lamp->setCurrentIndex(2);
    emit lamp->activated(2);
    QCOMPARE(home.lamp(), u"FloorLamp"_s);
    secret->setText(u"wrong"_s);
    button->click();
    QTRY_VERIFY2(model.problem().contains(u"token"_s), qPrintable(model.problem()));
    QVERIFY(!model.isConnected());
    // The kept token is never shown to another place.
    secret->setText(QString::fromUtf8(token));
    button->click();
    QTRY_VERIFY(model.isConnected());
    address->setText(u"http://127.0.0.1:9"_s);
    button->click();
    QVERIFY2(model.problem().contains(u"token"_s), qPrintable(model.problem()));
    QCOMPARE(home.place().address, house.stub.url().toString());
    address->setText(house.stub.url().toString());
    button->click();
    QTRY_VERIFY(model.isConnected());
    QVERIFY(model.problem().isEmpty());
    source->setCurrentIndex(source->findData(QString()));
    emit source->activated(source->currentIndex());
    QVERIFY(model.state().isEmpty());
    QVERIFY(model.problem().isEmpty());
}

QTEST_MAIN(TstHomeDesk)
#include "tst_homedesk.moc"
