// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/deviceskill.h"

#include "server/engines/chat/numbers.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

enum Meaning { SetVolume, Louder, Quieter, Mute, LampOn, LampOff, SetBrightness, Brighter, Dimmer };

constexpr int step = 10; // percent, what "louder" and "brighter" mean
const QString volumeTool = u"self.audio_speaker.set_volume"_s;
const QString powerTool = u"self.lamp.set_power"_s;
const QString brightnessTool = u"self.lamp.set_brightness"_s;
const QString statusTool = u"self.get_device_status"_s;

// Ours, or what an older device calls so: `lamp_turnon`.
const mcp::ToolSpec* lampSwitch(const Situation& s, bool on)
{
    static const QRegularExpression turnsOn(u"(lamp|light|灯).*_(turn_?on|打开)$"_s);
    static const QRegularExpression turnsOff(u"(lamp|light|灯).*_(turn_?off|关闭)$"_s);
    if (const mcp::ToolSpec* const power = toolOf(s, powerTool))
        return power;
    const auto found = std::find_if(s.tools.cbegin(), s.tools.cend(),
        [&](const mcp::ToolSpec& tool) { return tool.arguments.isEmpty() && tool.name.contains(on ? turnsOn : turnsOff); });
    return found == s.tools.cend() ? nullptr : &*found;
}

// The device names its argument; ours and the common firmware's have exactly one.
QString argumentOf(const mcp::ToolSpec& tool, const QString& usual)
{
    return tool.arguments.isEmpty() ? usual : tool.arguments.first().name;
}

Reply missing(const Situation& s, const QString& english, const QString& chinese)
{
    return { inLanguage(s, u"This device has no %1 that I can control."_s.arg(english), u"这个设备没有我能控制的%1。"_s.arg(chinese)),
        u"sad"_s };
}

Reply callTool(const Situation& s, const mcp::ToolSpec& tool, const QString& argument, const QJsonValue& value, const QString& done)
{
    const auto then = [s, done](const Result<QString>& result) -> Reply {
        return result ? Reply { done, u"happy"_s } : refusal(s, result.error());
    };
    return afterCall(tool.name, { { argumentOf(tool, argument), value } }, then);
}

Reply setVolume(const Situation& s, int percent)
{
    const mcp::ToolSpec* tool = toolOf(s, volumeTool);
    if (!tool)
        return missing(s, u"volume"_s, u"音量"_s);
    const int volume = std::clamp(percent, 0, 100);
    return callTool(
        s, *tool, u"volume"_s, volume, inLanguage(s, u"The volume is now %1 percent."_s, u"音量已调到百分之%1。"_s).arg(volume));
}

Reply setBrightness(const Situation& s, int percent)
{
    const mcp::ToolSpec* tool = toolOf(s, brightnessTool);
    if (!tool)
        return toolOf(s, powerTool) ? missing(s, u"lamp brightness"_s, u"灯光亮度"_s) : missing(s, u"lamp"_s, u"灯"_s);
    const int brightness = std::clamp(percent, 0, 100);
    return callTool(s, *tool, u"brightness"_s, brightness,
        inLanguage(s, u"The lamp is now at %1 percent."_s, u"灯光亮度已调到百分之%1。"_s).arg(brightness));
}

Reply setLamp(const Situation& s, bool on)
{
    const mcp::ToolSpec* tool = lampSwitch(s, on);
    if (!tool)
        return missing(s, u"lamp"_s, u"灯"_s);
    return callTool(s, *tool, u"power"_s, on,
        on ? inLanguage(s, u"The lamp is on."_s, u"灯已打开。"_s) : inLanguage(s, u"The lamp is off."_s, u"灯已关闭。"_s));
}

// "Louder" needs to know how loud it is: the device's status says so where there is one; from the middle where there is none.
Reply change(const Situation& s, const QString& part, const QString& key, int by, Reply (*set)(const Situation&, int))
{
    if (!toolOf(s, statusTool))
        return set(s, 50 + 2 * by);
    const auto then = [s, part, key, by, set](const Result<QString>& status) {
        const QJsonObject object = status ? QJsonDocument::fromJson(status->toUtf8()).object() : QJsonObject();
        return set(s, object[part].toObject()[key].toInt(50) + by);
    };
    return afterCall(statusTool, {}, then);
}

int percentOf(const PhraseMatch& match, const Situation& s)
{
    return int(std::lround(std::clamp(numberOf(match.values.value(0), s.language).value_or(50), 0.0, 100.0)));
}

}

QVector<Phrase> DeviceSkill::phrases() const
{
    return {
        { SetVolume, u"en"_s, u"(set|turn|change) the volume to <percent> [percent]"_s },
        { SetVolume, u"en"_s, u"(set|change) [the] volume [to] <percent> [percent|%]"_s, false },
        { Louder, u"en"_s, u"(turn the volume up|turn up the volume|make it louder|speak louder)"_s },
        { Louder, u"en"_s, u"(louder|volume up)"_s, false },
        { Quieter, u"en"_s, u"(turn the volume down|turn down the volume|make it quieter|speak more quietly)"_s },
        { Quieter, u"en"_s, u"(quieter|volume down)"_s, false },
        { Mute, u"en"_s, u"(mute the sound|turn the sound off|turn off the sound)"_s },
        { LampOn, u"en"_s, u"(turn|switch) on the (lamp|light)"_s },
        { LampOn, u"en"_s, u"(turn|switch) the (lamp|light) on"_s },
        { LampOff, u"en"_s, u"(turn|switch) off the (lamp|light)"_s },
        { LampOff, u"en"_s, u"(turn|switch) the (lamp|light) off"_s },
        { SetBrightness, u"en"_s, u"set the (lamp|brightness) to <percent> [percent]"_s },
        { SetBrightness, u"en"_s, u"set [the] (lamp|light|brightness) [to] <percent> [percent|%]"_s, false },
        { Brighter, u"en"_s, u"make the (lamp|light) brighter"_s },
        { Dimmer, u"en"_s, u"make the (lamp|light) (dimmer|darker)"_s },
        { SetVolume, u"zh"_s, u"[把]音量(调到|设为|设置为|设置到|调成)[百分之]<percent>[%]"_s },
        { Louder, u"zh"_s, u"(大声[一]点|声音大[一]点|音量大[一]点|[把](声音|音量)(调大|调高)[一点])"_s },
        { Quieter, u"zh"_s, u"(小声[一]点|声音小[一]点|音量小[一]点|[把](声音|音量)(调小|调低)[一点])"_s },
        { Mute, u"zh"_s, u"(静音|关掉声音)"_s },
        { LampOn, u"zh"_s, u"(开灯|打开灯|把灯打开|打开台灯|把台灯打开)"_s },
        { LampOff, u"zh"_s, u"(关灯|关掉灯|关闭灯|把灯关(掉|上|了)|关掉台灯|把台灯关(掉|上|了))"_s },
        { SetBrightness, u"zh"_s, u"[把](亮度|灯光|灯光亮度|灯的亮度)(调到|设为|设置为|调成)[百分之]<percent>[%]"_s },
        { Brighter, u"zh"_s, u"(亮一点|[把]灯(光调亮|调亮|亮)[一点])"_s },
        { Dimmer, u"zh"_s, u"(暗一点|[把]灯(光调暗|调暗|暗)[一点])"_s },
    };
}

QString DeviceSkill::summary(const QString& language) const
{
    return language == "zh"_L1 ? u"调音量、开关灯"_s : u"change the volume and switch the lamp"_s;
}

bool DeviceSkill::isCertain(int meaning, const Situation& s) const
{
    switch (Meaning(meaning)) {
    case SetVolume:
    case Louder:
    case Quieter:
    case Mute:
        return toolOf(s, volumeTool);
    case LampOn:
    case LampOff:
        return lampSwitch(s, meaning == LampOn);
    case SetBrightness:
    case Brighter:
    case Dimmer:
        return toolOf(s, brightnessTool);
    }
    return false;
}

Reply DeviceSkill::answer(int meaning, const PhraseMatch& match, const Situation& s)
{
    switch (Meaning(meaning)) {
    case SetVolume:
        return setVolume(s, percentOf(match, s));
    case Louder:
        return change(s, u"audio_speaker"_s, u"volume"_s, step, setVolume);
    case Quieter:
        return change(s, u"audio_speaker"_s, u"volume"_s, -step, setVolume);
    case Mute:
        return setVolume(s, 0);
    case LampOn:
        return setLamp(s, true);
    case LampOff:
        return setLamp(s, false);
    case SetBrightness:
        return setBrightness(s, percentOf(match, s));
    case Brighter:
        return change(s, u"lamp"_s, u"brightness"_s, 2 * step, setBrightness);
    case Dimmer:
        return change(s, u"lamp"_s, u"brightness"_s, -2 * step, setBrightness);
    }
    return {};
}

}
