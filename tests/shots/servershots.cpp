// SPDX-License-Identifier: GPL-3.0-or-later
#include "shots/servershots.h"

#include "mainwindow.h"
#include "pages/server/attachdialog.h"
#include "pages/server/devicedialog.h"
#include "pages/server/servertabs.h"
#include "pages/serverpage.h"
#include "viewmodels/serverconsole.h"
#include "viewmodels/serverviewmodel.h"
#include "viewmodels/talkviewmodel.h"

#include <QCoreApplication>
#include <QListView>
#include <QTabBar>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::shots {

namespace {

constexpr QSize usual { 1120, 740 };
constexpr QSize smallest { 760, 560 };

void save(QWidget& window, QSize size, const QString& path)
{
    window.resize(size);
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    window.grab().save(path);
}

protocol::Timeline timeline(int heard, int thought, int voice)
{
    protocol::Timeline line;
    line.recognised = heard;
    line.firstToken = heard + thought - 20;
    line.firstSentence = heard + thought;
    line.firstAudio = heard + thought + voice - 4;
    line.firstPacket = heard + thought + voice;
    line.stop = heard + thought + voice + 2400;
    return line;
}

QVector<admin::Device> devices(bool english, int more)
{
    using State = admin::DeviceState;
    const QDateTime now = QDateTime::currentDateTime();
    QVector<admin::Device> list {
        { .id = u"a4:cf:12:0b:9e:31"_s,
            .name = english ? u"Kitchen"_s : u"厨房"_s,
            .group = english ? u"Downstairs"_s : u"楼下"_s,
            .board = u"ESP32-S3"_s,
            .version = u"2.4.2"_s,
            .state = State::Speaking,
            .lastWords = english ? u"It will rain after four."_s : u"下午四点以后会下雨。"_s,
            .lastTurn = timeline(290, 40, 410),
            .lastSeen = now,
            .connectedSince = now.addSecs(-5400),
            .address = u"192.168.1.31"_s,
            .profile = { { u"voice"_s, u"en-gb"_s }, { u"blocked_tools"_s, QJsonArray { u"self.reboot"_s } } } },
        { .id = u"02:4f:a1:7c:33:9e"_s,
            .name = english ? u"Desk"_s : u"书桌"_s,
            .board = u"myna"_s,
            .version = u"0.1.0"_s,
            .state = State::Listening,
            .lastWords = english ? u"Set a tea timer for six minutes"_s : u"定一个六分钟的茶水计时器"_s,
            .lastTurn = timeline(320, 50, 240),
            .lastSeen = now,
            .connectedSince = now.addSecs(-900),
            .address = u"127.0.0.1"_s },
        { .id = u"a4:cf:12:0b:9e:40"_s,
            .name = english ? u"Hall"_s : u"走廊"_s,
            .board = u"ESP32-C3"_s,
            .version = u"2.3.0"_s,
            .state = State::Idle,
            .lastTurn = timeline(380, 640, 370),
            .lastSeen = now,
            .connectedSince = now.addSecs(-60) },
        { .id = u"a4:cf:12:0b:9e:55"_s,
            .name = english ? u"Children's room on the second floor, by the window"_s : u"二楼儿童房窗边的小音箱"_s,
            .board = u"bread-compact-wifi"_s,
            .version = u"2.2.4"_s,
            .state = State::Offline,
            .lastSeen = now.addSecs(-200),
            .quarantine = english ? u"It sent 40 wrong messages within a minute."_s : u"一分钟内发来 40 条错误消息。"_s },
        { .id = u"a4:cf:12:0b:9e:56"_s,
            .name = english ? u"Workshop"_s : u"工作间"_s,
            .board = u"py-xiaozhi"_s,
            .version = u"2.1.1"_s,
            .state = State::Offline,
            .lastSeen = now.addSecs(-20) },
    };
    for (int i = 0; i < more; ++i)
        list.append({ .id = u"a4:cf:12:0c:00:%1"_s.arg(i, 2, 16, QLatin1Char('0')),
            .board = u"ESP32-S3"_s,
            .version = u"2.4.2"_s,
            .state = i % 3 ? State::Idle : State::Offline,
            .lastSeen = now.addSecs(-3600) });
    return list;
}

void addTurns(viewmodels::ServerConsole& console, bool english)
{
    const QStringList heard = english
        ? QStringList { u"Will it rain today?"_s, u"Set a tea timer for six minutes"_s, u"What time is it?"_s }
        : QStringList { u"今天会下雨吗？"_s, u"定一个六分钟的茶水计时器"_s, u"现在几点了？"_s };
    const QStringList said = english
        ? QStringList { u"It will rain after four."_s, u"Six minutes, starting now."_s, u"It is twenty past nine."_s }
        : QStringList { u"下午四点以后会下雨。"_s, u"好的，六分钟计时开始。"_s, u"现在是九点二十分。"_s };
    const auto known = devices(english, 0);
    for (int i = 0; i < 24; ++i) {
        admin::Turn turn { .id = i + 1,
            .device = known.at(i % 3).id,
            .time = QDateTime::currentDateTime().addSecs(-60 * (24 - i)),
            .heard = heard.at(i % 3),
            .said = said.at(i % 3),
            .timeline = timeline(260 + 17 * (i % 7), 40 + 60 * (i % 5), 240 + 30 * (i % 4)),
            .ownMs = 6.0 + i % 4,
            .frames = 60,
            .framesLate = 0 };
        turn.engines = { { u"ASR"_s, u"Sphinx"_s }, { u"LLM"_s, u"Ollama"_s }, { u"TTS"_s, u"Espeak"_s } };
        if (i % 3 == 1)
            turn.tools.append({ u"self.timer.set"_s, 38, true });
        if (i == 20) {
            turn.said.clear();
            turn.failure = english ? u"The language model did not answer within 10 s."_s : u"语言模型 10 秒内没有回答。"_s;
        }
        console.turns().addTurn(turn);
        console.devices().applyTurn(turn);
    }
}

void addEngines(viewmodels::ServerConsole& console, bool english)
{
    using State = admin::EngineState;
    console.engines().setEngines({ { u"ASR"_s, u"FunASR"_s, u"funasr"_s, 1, State::Ready, {}, 180, 170, 320, 148, 1 },
        { u"ASR"_s, u"Sphinx"_s, u"pocketsphinx"_s, 2, State::Unknown, {}, {}, {}, {}, 0, 0 },
        { u"LLM"_s, u"Ollama"_s, u"ollama"_s, 1, State::Ready, {}, 92, 110, 640, 148, 0 },
        { u"LLM"_s, u"DeepSeek"_s, u"openai"_s, 2, State::Resting,
            english ? u"The service answered 429: too many requests. It is asked again in 24 s."_s
                    : u"服务返回 429：请求过多。24 秒后重试。"_s,
            410, 380, 900, 12, 6 },
        { u"LLM"_s, u"Assistant"_s, u"assistant"_s, 3, State::Ready, {}, 1, 1, 2, 3, 0 },
        { u"TTS"_s, u"Espeak"_s, u"espeak"_s, 1, State::Ready, {}, 14, 12, 25, 310, 0 },
        { u"TTS"_s, u"Cloud"_s, u"openai"_s, 0, State::Failed, english ? u"The key was not accepted (401)."_s : u"密钥未被接受（401）。"_s,
            {}, {}, {}, 1, 1 } });
}

void addConfig(viewmodels::ServerConsole& console, bool english)
{
    using Severity = admin::Finding::Severity;
    auto& config = console.config();
    const QString text
        = u"# Myna server\nserver:\n  port: 8000\n  http_prot: 8003\n  auth:\n    enabled: true\n\nselected_module:\n  ASR: "
          u"[FunASR, Sphinx]\n  LLM: [Ollama, DeepSeek]\n  TTS: Espeak\n\nLLM:\n  Ollama:\n    type: ollama\n    model_name: "
          u"\"qwen2.5:3b\"\n  DeepSeek:\n    type: openai\n    url: https://api.deepseek.com\n    api_key: \"***\"\n\nprompt: |\n  "
          u"You are a small bird who helps.\n"_s;
    config.setConfiguration({ u"/home/you/.local/share/myna/server/.config.yaml"_s, text, 7, {} });
    const QDateTime now = QDateTime::currentDateTime();
    config.setRevisions(
        { { 7, now.addSecs(-600), u"administration"_s }, { 6, now.addDays(-1), u"file"_s }, { 5, now.addDays(-2), u"start"_s } });
    config.setCheck(
        { { { Severity::Warning, 4, u"server.http_prot"_s,
                english ? u"This key has no effect here. Did you mean http_port?"_s : u"这个键在这里不起作用。是不是想写 http_port？"_s },
              { Severity::Note, 5, u"server.auth"_s, english ? u"On by default."_s : u"默认就是打开的。"_s } },
            { { u"prompt"_s, admin::Change::When::NextSession }, { u"server.port"_s, admin::Change::When::Restart } } });
}

void addLogs(viewmodels::ServerConsole& console)
{
    using Level = admin::LogLine::Level;
    const QDateTime now = QDateTime::currentDateTime();
    QVector<admin::LogLine> lines;
    for (int i = 0; i < 40; ++i) {
        const Level level = i % 11 == 4 ? Level::Warning : i % 17 == 9 ? Level::Error : Level::Info;
        lines.append({ now.addMSecs(-1310 * (40 - i)), level, u"error"_s,
            level == Level::Info          ? u"Session begun."_s
                : level == Level::Warning ? u"The engine DeepSeek rests for 30 s after 3 failures."_s
                                          : u"The database did not answer; changes are kept in memory."_s,
            level == Level::Info ? u"device=a4:cf:12:0b:9e:31 protocol=3"_s : QString() });
    }
    console.logs().setLines(lines);
}

// Ten minutes, told in a moment: the clock is that of whoever looks.
void addMetrics(viewmodels::ServerConsole& console)
{
    admin::Metrics metrics;
    metrics.counters = { { u"myna_turns_total"_s, 148 }, { u"myna_frames_sent_total"_s, 9120 }, { u"myna_http_answers_total"_s, 311 },
        { u"myna_tool_calls_total"_s, 41 } };
    metrics.gauges = { { u"myna_sessions"_s, 3 }, { u"myna_resident_bytes"_s, 71e6 }, { u"myna_pool_queued{pool=\"asr\"}"_s, 0 } };
    metrics.timers = { { u"myna_turn_first_sound_milliseconds"_s, { 148, 640, 410, 1390, 610, 1120 } },
        { u"myna_turn_own_milliseconds"_s, { 148, 6.2, 2, 18, 6, 9 } } };
    console.metrics().addMetrics(metrics);
}

}

void serverPages(const ui::Theme& theme, bool english, const QDir& folder, const QString& tail)
{
    viewmodels::TalkViewModel talk;
    viewmodels::ServerViewModel model;
    viewmodels::ServerConsole console;
    ui::MainWindow window(theme, talk);
    auto* page = new ui::ServerPage(model, console, theme, &window);
    window.addPage({ .id = ui::PageId::Server,
        .icon = u"server"_s,
        .title = [] { return ui::MainWindow::tr("Server"); },
        .widget = page,
        .titleExtra = page->titleWidget(),
        .pill = page->pill() });
    window.show();
    window.showPage(ui::PageId::Server);
    save(window, usual, folder.filePath(u"srv-off"_s + tail));
    model.start();
    server::ServerAddresses addresses;
    addresses.ota = QUrl(u"http://desk.local:8003/xiaozhi/ota/"_s);
    addresses.otaOnEveryNetwork = { addresses.ota };
    model.onStarted(addresses);
    save(window, usual, folder.filePath(u"srv-empty"_s + tail));
    model.onActivationChanged({ u"a4:cf:12:0b:9e:77"_s, u"482913"_s, u"bread-compact-wifi"_s });
    console.devices().setDevices(devices(english, 0));
    addTurns(console, english);
    addEngines(console, english);
    addConfig(console, english);
    addLogs(console);
    addMetrics(console);
    auto* tabs = page->findChild<ui::ServerTabs*>();
    const QStringList names { u"devices"_s, u"turns"_s, u"engines"_s, u"config"_s, u"logs"_s, u"metrics"_s };
    for (int tab = 0; tab < names.size(); ++tab) {
        tabs->setCurrent(ui::ServerTabs::Tab(tab));
        if (tab == ui::ServerTabs::Turns)
            page->findChild<QListView*>()->setCurrentIndex(console.turns().index(1));
        save(window, usual, folder.filePath(u"srv-"_s + names.at(tab) + tail));
        save(window, smallest, folder.filePath(u"srv-"_s + names.at(tab) + u"-small"_s + tail));
    }
    tabs->setCurrent(ui::ServerTabs::Devices);
    console.devices().setDevices(devices(english, 55));
    save(window, usual, folder.filePath(u"srv-many"_s + tail));
    ui::DeviceDialog device(console.devices(), u"a4:cf:12:0b:9e:31"_s, theme);
    save(device, { 600, 720 }, folder.filePath(u"srv-device"_s + tail));
    ui::AttachDialog attach(console, theme);
    save(attach, attach.sizeHint(), folder.filePath(u"srv-attach"_s + tail));
}

}
