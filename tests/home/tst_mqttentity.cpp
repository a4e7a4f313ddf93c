// SPDX-License-Identifier: GPL-3.0-or-later
// What announcements, states and templates mean: values, without a broker.
#include "home/colours.h"
#include "home/discoveryconfig.h"
#include "home/mqttentity.h"
#include "home/thingnames.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::home;

namespace {

const things::PropertySpec* propertyOf(const MqttEntity& entity, const QString& name)
{
    const auto found = std::ranges::find(entity.spec.properties, name, &things::PropertySpec::name);
    return found == entity.spec.properties.cend() ? nullptr : &*found;
}

Result<MqttEntity> entityOf(const QString& topic, const QByteArray& payload)
{
    const auto where = readDiscoveryTopic(topic, u"homeassistant"_s);
    if (!where)
        return Error { Error::Code::Invalid, u"no discovery topic"_s };
    const Result<QJsonObject> config = readDiscoveryConfig(payload);
    return config ? makeMqttEntity(*where, *config) : Result<MqttEntity>(config.error());
}

MqttEntity entity(const char* component, const QByteArray& payload)
{
    const Result<MqttEntity> made = entityOf(u"homeassistant/%1/thing/config"_s.arg(QString::fromLatin1(component)), payload);
    if (!made)
        qFatal("%s", qPrintable(made.error().text));
    return *made;
}

QVariantMap told(const MqttEntity& entity, const QString& topic, const QByteArray& message)
{
    QVariantMap all;
    for (const Reading& reading : entity.readings) {
        if (reading.topic == topic)
            all.insert(reading.read(message));
    }
    return all;
}

QByteArray ordered(const MqttEntity& entity, const QString& property, const QVariant& value)
{
    const Ordering order = entity.orders.value(property);
    const Result<Publication> made = order.publication ? order.publication(value) : Result<Publication>(Error {});
    return made ? made->topic.toUtf8() + ' ' + made->payload : QByteArray();
}

}

class TstMqttEntity final : public test::TestCase
{
    Q_OBJECT

private slots:
    void templatesReadMessages_data();
    void templatesReadMessages();
    void whatATemplateMayNotContain_data();
    void whatATemplateMayNotContain();
    void discoveryTopics();
    void abbreviationsAreWrittenOut();
    void names();
    void coloursComeBack_data();
    void coloursComeBack();

    void switchesAndSensors();
    void lightOfTheDefaultSchema();
    void lightByHueAndSaturation();
    void lightOfTheJsonSchema();
    void lightsWithWhiteAndEffects();
    void lightOfTheTemplateSchemaSaysSo();
    void covers();
    void coversThatCannotStop();
    void climate();
    void numbersSelectsButtons();
    void availability();
    void whatIsHidden();
    void aTemplateThatIsTooMuchIsNoted();
    void optimisticOnesAreDoneAtOnce();

    void hostileAnnouncements_data();
    void hostileAnnouncements();
    void nonsenseNeverHarms();
};

void TstMqttEntity::templatesReadMessages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("value"); // null: says nothing
    QTest::newRow("none") << QString() << QByteArray("21.5") << u"21.5"_s;
    QTest::newRow("value") << u"{{ value }}"_s << QByteArray("on") << u"on"_s;
    QTest::newRow("member") << u"{{ value_json.state }}"_s << QByteArray(R"({"state":"ON"})") << u"ON"_s;
    QTest::newRow("deep") << u"{{value_json.a['b c'][1].d}}"_s << QByteArray(R"({"a":{"b c":[0,{"d":7}]}})") << u"7"_s;
    QTest::newRow("double quotes") << u"{{ value_json[\"x\"] }}"_s << QByteArray(R"({"x":1.25})") << u"1.25"_s;
    QTest::newRow("true") << u"{{ value_json.x }}"_s << QByteArray(R"({"x":true})") << u"True"_s;
    QTest::newRow("null") << u"{{ value_json.x }}"_s << QByteArray(R"({"x":null})") << u"None"_s;
    QTest::newRow("int") << u"{{ value_json.x | int }}"_s << QByteArray(R"({"x":"7.9"})") << u"7"_s;
    QTest::newRow("float, round") << u"{{ value | float | round(1) }}"_s << QByteArray("21.46") << u"21.5"_s;
    QTest::newRow("round") << u"{{ value|round }}"_s << QByteArray("21.46") << u"21"_s;
    QTest::newRow("lower") << u"{{ value | lower }}"_s << QByteArray("OFF") << u"off"_s;
    QTest::newRow("a number alone") << u"{{ value_json }}"_s << QByteArray("12") << u"12"_s;
    QTest::newRow("around") << u"a {{ value }} b"_s << QByteArray("1") << u"a 1 b"_s;
    QTest::newRow("missing") << u"{{ value_json.y }}"_s << QByteArray(R"({"x":1})") << QString();
    QTest::newRow("no JSON") << u"{{ value_json.x }}"_s << QByteArray("{") << QString();
    QTest::newRow("no number") << u"{{ value | int }}"_s << QByteArray("much") << QString();
    QTest::newRow("not a number") << u"{{ value | float }}"_s << QByteArray("nan") << QString();
}

void TstMqttEntity::templatesReadMessages()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, message);
    QFETCH(QString, value);
    const Result<ValueTemplate> made = ValueTemplate::parse(text);
    QVERIFY(made);
    QCOMPARE(made->read(message).value_or(QString()), value);
}

void TstMqttEntity::whatATemplateMayNotContain_data()
{
    QTest::addColumn<QString>("text");
    for (const QString& text : { u"{% if x %}1{% endif %}"_s, u"{{ states('x') }}"_s, u"{{ value_json.x / 10 }}"_s, u"{{ value"_s,
             u"{{ }}"_s, u"{{ value | regex_replace('a','b') }}"_s, u"{{ value_json. }}"_s, u"{{ value_json[x] }}"_s,
             u"{{ value | round(99) }}"_s, u"{# no #}"_s, u"{{ value_json['x }}"_s, QString(2000, u'a'), u"{{ value }}"_s.repeated(20),
             u"{{ value_json"_s + u".a"_s.repeated(40) + u"}}"_s })
        QTest::newRow(qPrintable(text.left(30))) << text;
}

void TstMqttEntity::whatATemplateMayNotContain()
{
    QFETCH(QString, text);
    const Result<ValueTemplate> made = ValueTemplate::parse(text);
    QVERIFY(!made);
    QCOMPARE(made.error().code, Error::Code::Invalid);
}

void TstMqttEntity::discoveryTopics()
{
    const QString prefix = u"homeassistant"_s;
    QCOMPARE(readDiscoveryTopic(u"homeassistant/light/lamp/config"_s, prefix), (DiscoveryTopic { u"light"_s, {}, u"lamp"_s }));
    QCOMPARE(
        readDiscoveryTopic(u"homeassistant/switch/0x01/relay/config"_s, prefix), (DiscoveryTopic { u"switch"_s, u"0x01"_s, u"relay"_s }));
    for (const QString& other :
        { u"homeassistant/light/config"_s, u"homeassistant/light/a/b/c/config"_s, u"homeassistant/light/lamp/state"_s,
            u"other/light/lamp/config"_s, u"homeassistant//lamp/config"_s, u"homeassistantlight/a/b/config"_s, QString(400, u'a') })
        QVERIFY2(!readDiscoveryTopic(other, prefix), qPrintable(other));
}

void TstMqttEntity::abbreviationsAreWrittenOut()
{
    const auto config = readDiscoveryConfig(
        R"({"~":"home/lamp","name":"Lamp","stat_t":"~/state","cmd_t":"set/~","val_tpl":"{{ value_json.s }}",
            "avty":[{"t":"~/there","pl_avail":"yes"}],"dev":{"ids":["a"],"mf":"Acme","sa":"Kitchen","name":"~"}})");
    QVERIFY(config);
    QCOMPARE((*config)["state_topic"_L1].toString(), u"home/lamp/state"_s);
    QCOMPARE((*config)["command_topic"_L1].toString(), u"set/home/lamp"_s);
    QCOMPARE((*config)["value_template"_L1].toString(), u"{{ value_json.s }}"_s);
    const QJsonObject there = (*config)["availability"_L1].toArray().at(0).toObject();
    QCOMPARE(there["topic"_L1].toString(), u"home/lamp/there"_s);
    QCOMPARE(there["payload_available"_L1].toString(), u"yes"_s);
    QCOMPARE((*config)["device"_L1].toObject()["suggested_area"_L1].toString(), u"Kitchen"_s);
    QCOMPARE((*config)["device"_L1].toObject()["name"_L1].toString(), u"~"_s);
}

void TstMqttEntity::names()
{
    QCOMPARE(thingName(u"Kitchen lamp"_s, u"x"_s), u"KitchenLamp"_s);
    QCOMPARE(thingName(u"Café_lamp 2"_s, u"x"_s), u"CafeLamp2"_s);
    QCOMPARE(thingName(u"客厅的灯"_s, u"0x00_relay switch"_s), u"Thing0x00RelaySwitch"_s);
    QCOMPARE(thingName(u"2nd"_s, {}), u"Thing2nd"_s);
    QCOMPARE(thingName(u"灯"_s, u"…"_s), u"Thing"_s);
    QVERIFY(thingName(QString(500, u'a'), {}).size() <= 48);
    QCOMPARE(otherName(u"Lamp"_s, u"a"_s, 0), otherName(u"Lamp"_s, u"a"_s, 0));
    QVERIFY(otherName(u"Lamp"_s, u"a"_s, 0) != otherName(u"Lamp"_s, u"a"_s, 1));
    things::ThingSpec spec { .name = u"KitchenLamp"_s,
        .properties
        = { { .name = u"power"_s }, { .name = u"open"_s, .type = things::PropertyType::Action }, { .name = u"x"_s, .writable = false } } };
    nameTools(spec);
    QCOMPARE(spec.properties[0].setTool, u"home.kitchen_lamp.set_power"_s);
    QCOMPARE(spec.properties[1].setTool, u"home.kitchen_lamp.open"_s);
    QVERIFY(spec.properties[2].setTool.isEmpty());
}

void TstMqttEntity::coloursComeBack_data()
{
    QTest::addColumn<QString>("hex");
    for (const char* hex : { "#ff0000", "#00ff00", "#0000ff", "#ffffff", "#ffa500", "#12ff80" })
        QTest::newRow(hex) << QString::fromLatin1(hex);
}

void TstMqttEntity::coloursComeBack()
{
    QFETCH(QString, hex);
    const auto rgb = rgbFromHex(hex);
    QVERIFY(rgb);
    QCOMPARE(hexOf(*rgb), hex);
    const auto isLike = [&rgb](Rgb other) {
        return qAbs(other.red - rgb->red) <= 3 && qAbs(other.green - rgb->green) <= 3 && qAbs(other.blue - rgb->blue) <= 3;
    };
    QVERIFY2(isLike(rgbOf(hueSaturationOf(*rgb))), qPrintable(hexOf(rgbOf(hueSaturationOf(*rgb)))));
    QVERIFY2(isLike(rgbOf(xyOf(*rgb))), qPrintable(hexOf(rgbOf(xyOf(*rgb)))));
}

void TstMqttEntity::switchesAndSensors()
{
    const MqttEntity plug = entity("switch",
        R"({"name":"Plug","stat_t":"p/s","cmd_t":"p/c","val_tpl":"{{ value_json.power }}","pl_on":true,"pl_off":false,"ret":true,"qos":1,
            "dev":{"name":"Desk","sa":"Office"}})");
    QCOMPARE(plug.spec.title, u"Desk Plug"_s);
    QCOMPARE(plug.spec.name, u"DeskPlug"_s);
    QCOMPARE(plug.spec.room, u"Office"_s);
    QCOMPARE(plug.spec.kind, u"switch"_s);
    QCOMPARE(told(plug, u"p/s"_s, R"({"power":true})"), (QVariantMap { { u"power"_s, true } }));
    QCOMPARE(told(plug, u"p/s"_s, R"({"power":"maybe"})"), QVariantMap());
    QCOMPARE(ordered(plug, u"power"_s, false), QByteArray("p/c False"));
    const Publication made = *plug.orders.value(u"power"_s).publication(true);
    QCOMPARE(made.qos, 1);
    QVERIFY(made.retain);

    const MqttEntity warmth = entity("sensor", R"({"name":"Warmth","stat_t":"t","unit_of_meas":"°C","dev_cla":"temperature"})");
    QCOMPARE(propertyOf(warmth, u"value"_s)->type, things::PropertyType::Number);
    QCOMPARE(propertyOf(warmth, u"value"_s)->unit, u"°C"_s);
    QVERIFY(!propertyOf(warmth, u"value"_s)->writable);
    QCOMPARE(told(warmth, u"t"_s, "21.5")[u"value"_s].toDouble(), 21.5);
    QVERIFY(told(warmth, u"t"_s, "unknown").isEmpty());
    const MqttEntity words = entity("sensor", R"({"name":"Washer","stat_t":"w"})");
    QCOMPARE(told(words, u"w"_s, "rinsing")[u"value"_s].toString(), u"rinsing"_s);
    const MqttEntity door = entity("binary_sensor", R"({"name":"Door","stat_t":"d","dev_cla":"door"})");
    QCOMPARE(told(door, u"d"_s, "ON"), (QVariantMap { { u"active"_s, true } }));
    QCOMPARE(door.spec.kind, u"sensor"_s);
}

void TstMqttEntity::lightOfTheDefaultSchema()
{
    const MqttEntity lamp = entity("light",
        R"({"name":"Lamp","cmd_t":"l/c","stat_t":"l/s","stat_val_tpl":"{{ value_json.on }}","bri_cmd_t":"l/b/c","bri_stat_t":"l/b/s","bri_scl":100,
            "rgb_cmd_t":"l/rgb/c","rgb_stat_t":"l/rgb/s","rgb_cmd_tpl":"{\"r\":{{ red }},\"g\":{{ green }},\"b\":{{ blue }}}"})");
    QCOMPARE(ordered(lamp, u"power"_s, true), QByteArray("l/c ON"));
    QCOMPARE(ordered(lamp, u"brightness"_s, 40), QByteArray("l/b/c 40"));
    QCOMPARE(ordered(lamp, u"colour"_s, u"#ff8000"_s), QByteArray(R"(l/rgb/c {"r":255,"g":128,"b":0})"));
    QCOMPARE(told(lamp, u"l/s"_s, R"({"on":"ON"})"), (QVariantMap { { u"power"_s, true } }));
    QCOMPARE(told(lamp, u"l/b/s"_s, "55")[u"brightness"_s].toInt(), 55);
    QCOMPARE(told(lamp, u"l/rgb/s"_s, "255,128,0")[u"colour"_s].toString(), u"#ff8000"_s);
    QVERIFY(told(lamp, u"l/rgb/s"_s, "255,128").isEmpty());
    QVERIFY(told(lamp, u"l/rgb/s"_s, "nan,inf,0").isEmpty());
    QVERIFY(told(lamp, u"l/b/s"_s, "nan").value(u"brightness"_s).isNull());
}

void TstMqttEntity::lightByHueAndSaturation()
{
    const MqttEntity lamp = entity("light", R"({"name":"Lamp","cmd_t":"c","stat_t":"s","hs_cmd_t":"hs/c","hs_stat_t":"hs/s"})");
    QCOMPARE(ordered(lamp, u"colour"_s, u"#0000ff"_s), QByteArray("hs/c 240,100"));
    QCOMPARE(told(lamp, u"hs/s"_s, "0,100")[u"colour"_s].toString(), u"#ff0000"_s);
    QVERIFY(!propertyOf(lamp, u"brightness"_s));
}

void TstMqttEntity::lightOfTheJsonSchema()
{
    const MqttEntity lamp = entity("light",
        R"({"name":null,"schema":"json","cmd_t":"z/set","stat_t":"z","brightness":true,"bri_scl":254,"sup_clrm":["xy","color_temp"],"dev":{"name":"Shelf"}})");
    QCOMPARE(lamp.spec.title, u"Shelf"_s);
    const QVariantMap state = told(lamp, u"z"_s, R"({"state":"ON","brightness":127,"color":{"x":0.64,"y":0.33},"linkquality":9})");
    QCOMPARE(state[u"power"_s].toBool(), true);
    QCOMPARE(state[u"brightness"_s].toInt(), 50);
    QCOMPARE(state[u"colour"_s].toString().left(3), u"#ff"_s);
    QCOMPARE(ordered(lamp, u"power"_s, false), QByteArray(R"(z/set {"state":"OFF"})"));
    QCOMPARE(ordered(lamp, u"brightness"_s, 100), QByteArray(R"(z/set {"brightness":254,"state":"ON"})"));
    const QByteArray red = ordered(lamp, u"colour"_s, u"#ff0000"_s);
    const QJsonObject colour = QJsonDocument::fromJson(red.mid(red.indexOf('{'))).object()["color"_L1].toObject();
    QVERIFY(qAbs(colour["x"_L1].toDouble() - 0.64) < 0.01 && qAbs(colour["y"_L1].toDouble() - 0.33) < 0.01);
    QCOMPARE(told(lamp, u"z"_s, R"({"state":null})"), QVariantMap());
    const MqttEntity plain = entity("light", R"({"name":"A","schema":"json","cmd_t":"c","stat_t":"s","sup_clrm":["onoff"]})");
    QVERIFY(!propertyOf(plain, u"brightness"_s) && !propertyOf(plain, u"colour"_s));
}

void TstMqttEntity::lightsWithWhiteAndEffects()
{
    const MqttEntity plain = entity("light",
        R"({"name":"Lamp","cmd_t":"c","stat_t":"s","clr_temp_cmd_t":"w/c","clr_temp_stat_t":"w/s","min_mirs":200,"max_mirs":400,
            "fx_cmd_t":"fx/c","fx_stat_t":"fx/s","fx_list":["rainbow","candle"]})");
    const things::PropertySpec* const white = propertyOf(plain, u"kelvin"_s);
    QVERIFY(white && white->writable);
    QCOMPARE(white->minimum, 2500.0);
    QCOMPARE(white->maximum, 5000.0);
    QCOMPARE(ordered(plain, u"kelvin"_s, 4000), QByteArray("w/c 250"));
    QCOMPARE(ordered(plain, u"kelvin"_s, 9000), QByteArray("w/c 200")); // no colder than it can
    QCOMPARE(told(plain, u"w/s"_s, "250")[u"kelvin"_s].toInt(), 4000);
    for (const char* nonsense : { "0", "-3", "nan", "1e-9", "warm" })
        QVERIFY(!told(plain, u"w/s"_s, nonsense).value(u"kelvin"_s).isValid());
    QCOMPARE(propertyOf(plain, u"effect"_s)->choices, (QStringList { u"rainbow"_s, u"candle"_s }));
    QCOMPARE(ordered(plain, u"effect"_s, u"candle"_s), QByteArray("fx/c candle"));
    QCOMPARE(told(plain, u"fx/s"_s, "rainbow")[u"effect"_s].toString(), u"rainbow"_s);
    QVERIFY(told(plain, u"fx/s"_s, "other").isEmpty());

    const MqttEntity json = entity("light",
        R"({"name":"A","schema":"json","cmd_t":"c","stat_t":"s","sup_clrm":["color_temp"],"color_temp_kelvin":true,"min_kelvin":2200,"max_kelvin":6500,
            "effect":true,"effect_list":["blink"]})");
    QCOMPARE(propertyOf(json, u"kelvin"_s)->maximum, 6500.0);
    QCOMPARE(ordered(json, u"kelvin"_s, 2700), QByteArray(R"(c {"color_temp":2700,"state":"ON"})"));
    QCOMPARE(ordered(json, u"effect"_s, u"blink"_s), QByteArray(R"(c {"effect":"blink","state":"ON"})"));
    const QVariantMap state = told(json, u"s"_s, R"({"state":"ON","color_temp":3000,"effect":"blink"})");
    QCOMPARE(state[u"kelvin"_s].toInt(), 3000);
    QCOMPARE(state[u"effect"_s].toString(), u"blink"_s);
    const MqttEntity odd = entity("light", R"({"name":"B","cmd_t":"c","clr_temp_cmd_t":"w","min_mirs":900,"max_mirs":-1,"fx_list":[]})");
    QCOMPARE(propertyOf(odd, u"kelvin"_s)->minimum, 2000.0); // the usual range
    QVERIFY(!propertyOf(odd, u"effect"_s));
}

void TstMqttEntity::lightOfTheTemplateSchemaSaysSo()
{
    const MqttEntity lamp = entity("light", R"({"name":"Lamp","schema":"template","cmd_t":"c","cmd_on_tpl":"on"})");
    QCOMPARE(lamp.notes.size(), 1);
    QVERIFY(propertyOf(lamp, u"note"_s));
    QVERIFY(!propertyOf(lamp, u"power"_s)->writable);
}

void TstMqttEntity::covers()
{
    const MqttEntity blind = entity(
        "cover", R"({"name":"Blind","cmd_t":"b/c","stat_t":"b/s","pos_t":"b/p","set_pos_t":"b/p/set","pos_open":0,"pos_clsd":200})");
    QCOMPARE(ordered(blind, u"open"_s, {}), QByteArray("b/c OPEN"));
    QCOMPARE(ordered(blind, u"close"_s, {}), QByteArray("b/c CLOSE"));
    QCOMPARE(ordered(blind, u"stop"_s, {}), QByteArray("b/c STOP"));
    QCOMPARE(ordered(blind, u"position"_s, 25), QByteArray("b/p/set 150"));
    QCOMPARE(told(blind, u"b/p"_s, "50")[u"position"_s].toInt(), 75);
    QCOMPARE(told(blind, u"b/s"_s, "opening")[u"state"_s].toString(), u"opening"_s);
    QCOMPARE(blind.orders.value(u"position"_s).confirmation, Confirmation::Told);
    QCOMPARE(propertyOf(blind, u"open"_s)->type, things::PropertyType::Action);
}

void TstMqttEntity::coversThatCannotStop()
{
    const MqttEntity gate = entity("cover", R"({"name":"Gate","cmd_t":"g","pl_stop":null,"pl_open":"up"})");
    QVERIFY(!propertyOf(gate, u"stop"_s));
    QVERIFY(!propertyOf(gate, u"position"_s));
    QCOMPARE(ordered(gate, u"open"_s, {}), QByteArray("g up"));
}

void TstMqttEntity::climate()
{
    const MqttEntity heating = entity("climate",
        R"({"name":"Heating","mode_cmd_t":"m/c","mode_stat_t":"m/s","modes":["off","heat"],"temp_cmd_t":"t/c","temp_stat_t":"t/s","min_temp":5,
            "max_temp":30,"temp_step":0.5,"curr_temp_t":"now","curr_temp_tpl":"{{ value_json.t | float }}","temp_cmd_tpl":"{\"set\":{{ value }}}"})");
    QCOMPARE(propertyOf(heating, u"mode"_s)->choices, (QStringList { u"off"_s, u"heat"_s }));
    const things::PropertySpec& target = *propertyOf(heating, u"target"_s);
    QCOMPARE(target.minimum, 5.0);
    QCOMPARE(target.maximum, 30.0);
    QCOMPARE(target.step, 0.5);
    QCOMPARE(target.unit, u"°C"_s);
    QCOMPARE(ordered(heating, u"target"_s, 21.5), QByteArray(R"(t/c {"set":21.5})"));
    QCOMPARE(ordered(heating, u"mode"_s, u"heat"_s), QByteArray("m/c heat"));
    QCOMPARE(told(heating, u"now"_s, R"({"t":"19.25"})")[u"current"_s].toDouble(), 19.25);
    QVERIFY(!propertyOf(heating, u"current"_s)->writable);
}

void TstMqttEntity::numbersSelectsButtons()
{
    const MqttEntity number = entity("number", R"({"name":"Delay","cmd_t":"n/c","stat_t":"n/s","min":10,"max":5,"step":-1})");
    QVERIFY(propertyOf(number, u"value"_s)->maximum > propertyOf(number, u"value"_s)->minimum);
    QVERIFY(propertyOf(number, u"value"_s)->step > 0);
    QCOMPARE(ordered(number, u"value"_s, 12.0), QByteArray("n/c 12"));
    const MqttEntity select = entity("select", R"({"name":"Scene","cmd_t":"s/c","stat_t":"s/s","ops":["day","night"]})");
    QCOMPARE(propertyOf(select, u"choice"_s)->choices.size(), 2);
    QCOMPARE(ordered(select, u"choice"_s, u"night"_s), QByteArray("s/c night"));
    const MqttEntity button = entity("button", R"({"name":"Bell","cmd_t":"b/c","pl_prs":"ring"})");
    QCOMPARE(ordered(button, u"press"_s, {}), QByteArray("b/c ring"));
    QCOMPARE(button.orders.value(u"press"_s).confirmation, Confirmation::AtOnce);
}

void TstMqttEntity::availability()
{
    const MqttEntity lamp = entity("switch",
        R"({"name":"A","cmd_t":"c","stat_t":"s","avty_mode":"all","avty":[{"t":"bridge","val_tpl":"{{ value_json.state }}"},{"t":"own","pl_avail":"1","pl_not_avail":"0"}]})");
    QCOMPARE(lamp.availability.size(), 2);
    QCOMPARE(lamp.availabilityMode, AvailabilityMode::All);
    QCOMPARE(lamp.availability.at(0).value.read(R"({"state":"online"})").value_or(QString()), u"online"_s);
    QCOMPARE(lamp.availability.at(1).available, u"1"_s);
    const MqttEntity simple = entity("switch", R"({"name":"A","cmd_t":"c","avty_t":"x"})");
    QCOMPARE(simple.availability.size(), 1);
    QCOMPARE(simple.availability.at(0).available, u"online"_s);
    QCOMPARE(simple.availability.at(0).notAvailable, u"offline"_s);
}

void TstMqttEntity::whatIsHidden()
{
    QCOMPARE(entityOf(u"homeassistant/sensor/x/config"_s, R"({"name":"Link","stat_t":"s","ent_cat":"diagnostic"})").error().code,
        Error::Code::NotFound);
    QCOMPARE(entityOf(u"homeassistant/switch/x/config"_s, R"({"name":"X","cmd_t":"s","en":false})").error().code, Error::Code::NotFound);
    QCOMPARE(entityOf(u"homeassistant/vacuum/x/config"_s, R"({"name":"X","cmd_t":"s"})").error().code, Error::Code::NotFound);
    QCOMPARE(entityOf(u"homeassistant/select/x/config"_s, R"({"name":"X","cmd_t":"s"})").error().code, Error::Code::Invalid);
}

void TstMqttEntity::aTemplateThatIsTooMuchIsNoted()
{
    const MqttEntity blind
        = entity("cover", R"({"name":"Blind","cmd_t":"b/c","stat_t":"b/s","val_tpl":"{% if x %}open{% endif %}","pos_t":"b/p"})");
    QCOMPARE(blind.notes.size(), 1);
    QVERIFY2(blind.notes.constFirst().contains(u"{% if"_s), qPrintable(blind.notes.constFirst()));
    QCOMPARE(ordered(blind, u"open"_s, {}), QByteArray("b/c OPEN"));
    QVERIFY(propertyOf(blind, u"note"_s));
}

void TstMqttEntity::optimisticOnesAreDoneAtOnce()
{
    QCOMPARE(entity("switch", R"({"name":"A","cmd_t":"c"})").orders.value(u"power"_s).confirmation, Confirmation::AtOnce);
    QCOMPARE(entity("switch", R"({"name":"A","cmd_t":"c","stat_t":"s","opt":true})").orders.value(u"power"_s).confirmation,
        Confirmation::AtOnce);
    QCOMPARE(entity("switch", R"({"name":"A","cmd_t":"c","stat_t":"s"})").orders.value(u"power"_s).confirmation, Confirmation::Value);
}

void TstMqttEntity::hostileAnnouncements_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("no JSON") << QByteArray("ON");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("too long") << QByteArray(R"({"name":")" + QByteArray(maxConfigBytes, 'a') + R"(","cmd_t":"c"})");
    QTest::newRow("wildcard") << QByteArray(R"({"name":"A","cmd_t":"#","stat_t":"+/x"})");
    QTest::newRow("topic of another type") << QByteArray(R"({"name":"A","cmd_t":{"a":1},"stat_t":7})");
    QTest::newRow("long topic") << QByteArray(R"({"name":"A","cmd_t":")" + QByteArray(2000, 'a') + R"("})");
    QTest::newRow("null in topic") << QByteArray(R"({"name":"A","cmd_t":"a\u0000b"})");
    QTest::newRow("deep") << QByteArray(R"({"name":)" + QByteArray(5000, '[') + QByteArray(5000, ']') + '}');
}

void TstMqttEntity::hostileAnnouncements()
{
    QFETCH(QByteArray, payload);
    QVERIFY(!entityOf(u"homeassistant/switch/x/config"_s, payload));
}

// Every announcement of this file with pieces exchanged at random, and every message to what became of it.
void TstMqttEntity::nonsenseNeverHarms()
{
    const QList<QByteArray> seeds {
        R"({"name":"L","schema":"json","cmd_t":"~/c","stat_t":"~/s","brightness":true,"bri_scl":0,"sup_clrm":["rgb","hs"],"~":"l","qos":7,"dev":{"name":"D"}})",
        R"({"name":"L","cmd_t":"c","stat_t":"s","bri_cmd_t":"b","bri_stat_t":"s","rgb_cmd_t":"r","rgb_stat_t":"s","hs_cmd_t":"h","min":1e308,"max":-1e308})",
        R"({"name":"C","cmd_t":"c","stat_t":"s","pos_t":"s","set_pos_t":"p","pos_open":1,"pos_clsd":1,"ops":["a","b",1,null,{}],"modes":[[]]})",
        R"({"name":"H","mode_cmd_t":"m","mode_stat_t":"s","temp_cmd_t":"t","temp_stat_t":"s","val_tpl":"{{ value_json.a[0] | round(2) }}","avty":[{"t":"s"}]})",
    };
    const QList<QByteArray> messages { "", "ON", R"({"state":"ON","brightness":1e400,"color":{"x":1,"y":0}})", "nan,inf,-1", "1e999",
        R"({"a":[[]]})", QByteArray("\xff\xfe\0{", 4), "-5" };
    const QStringList components { u"light"_s, u"switch"_s, u"sensor"_s, u"binary_sensor"_s, u"cover"_s, u"climate"_s, u"number"_s,
        u"select"_s, u"button"_s };
    QRandomGenerator random(20261121);
    int made = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray payload = seeds.at(random.bounded(int(seeds.size())));
        for (int i = random.bounded(6); i > 0; --i) {
            const QByteArray& other = seeds.at(random.bounded(int(seeds.size())));
            const int at = random.bounded(int(payload.size()));
            payload.replace(at, random.bounded(8), other.mid(random.bounded(int(other.size())), random.bounded(8)));
        }
        const auto entity = entityOf(u"homeassistant/%1/x/config"_s.arg(components.at(random.bounded(int(components.size())))), payload);
        if (!entity)
            continue;
        ++made;
        HomeThing thing(entity->spec, [](const QString&, const QVariant&) -> Result<Confirmation> { return Confirmation::AtOnce; });
        for (const QByteArray& message : messages) {
            for (const Reading& reading : entity->readings)
                thing.tell(reading.read(message));
        }
        for (const things::PropertySpec& property : entity->spec.properties) {
            QVERIFY(property.maximum > property.minimum);
            if (const Ordering order = entity->orders.value(property.name); order.publication) {
                for (const QVariant& value : { QVariant(), QVariant(5), QVariant(u"#zz"_s), QVariant(true) })
                    QVERIFY(!order.publication(value) || isPlainTopic(order.publication(value)->topic));
            }
        }
    }
    QVERIFY(made > 100);
}

QTEST_GUILESS_MAIN(TstMqttEntity)
#include "tst_mqttentity.moc"
