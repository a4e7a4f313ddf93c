// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the pages with sample words into PNG files, so that people can look at them: ui_shots FOLDER [SUFFIX]
#include "language.h"
#include "mainwindow.h"
#include "pages/talkpage.h"
#include "protocol/emotions.h"
#include "settings/settingspage.h"
#include "settings/shortcutgroup.h"
#include "widgets/facepose.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;

namespace {

struct Sample
{
    QString say1, answer1, say2, answer2, say3, answer3a, answer3b, profile, microphone, speaker;
};

Sample english()
{
    return { u"Set a tea timer for six minutes"_s, u"Six minutes, starting now."_s, u"Turn the lamp down a bit"_s,
        u"The lamp is at 40 percent."_s, u"What time is it?"_s, u"It is twenty past nine."_s, u"Your tea timer has four minutes left."_s,
        u"This computer"_s, u"Built-in microphone"_s, u"Headphones (USB)"_s };
}

Sample chinese()
{
    return { u"定一个六分钟的茶水计时器"_s, u"好的，六分钟计时开始。"_s, u"把灯调暗一点"_s, u"灯的亮度现在是 40%。"_s, u"现在几点了？"_s,
        u"现在是九点二十分。"_s, u"茶水计时器还剩四分钟。"_s, u"本机"_s, u"内置麦克风"_s, u"USB 耳机"_s };
}

void converse(viewmodels::TalkViewModel& model, const Sample& s)
{
    model.setProfileName(s.profile);
    model.linkChanged(true);
    model.roundTripMeasured(2);
    model.inputStatus({ .working = true, .deviceName = s.microphone });
    model.heard(s.say1);
    model.toolCalled({ u"timer.set"_s, { { u"time"_s, u"06:00"_s } }, u"true"_s, false });
    model.sentence({ 1 }, s.answer1);
    model.heard(s.say2);
    model.sentence({ 2 }, s.answer2);
    model.toolCalled({ u"self.lamp.set_brightness"_s, { { u"brightness"_s, 40 } }, u"true"_s, false });
    model.heard(s.say3);
    model.sentence({ 3 }, s.answer3a);
    model.sentence({ 3 }, s.answer3b);
    protocol::Timeline line;
    line.recognised = 328;
    line.firstSentence = 423;
    line.firstPacket = 610;
    model.turnFinished({ 3 }, line);
    model.emotionReceived(u"happy"_s, {});
}

void save(QWidget& window, QSize size, const QString& path)
{
    window.resize(size);
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    window.grab().save(path);
}

void faceSheet(const ui::Palette& palette, const QString& path)
{
    constexpr int cell = 150;
    QPixmap sheet(cell * 7, (cell + 20) * 3);
    sheet.fill(palette.background);
    QPainter painter(&sheet);
    painter.setPen(palette.text);
    int at = 0;
    for (const protocol::EmotionWord& word : protocol::emotions()) {
        const QRectF place((at % 7) * cell, (at / 7) * (cell + 20), cell, cell);
        ui::paintMyna(painter, place.adjusted(6, 6, -6, -6), ui::poseOf(word.name), palette);
        painter.setPen(palette.text);
        painter.drawText(QRectF(place.left(), place.bottom(), cell, 18), Qt::AlignCenter, word.name);
        ++at;
    }
    painter.end();
    sheet.save(path);
}

}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        qFatal("usage: ui_shots FOLDER [SUFFIX]");
    const QDir folder(arguments[1]);
    const QString suffix = arguments.value(2);
    QDir().mkpath(folder.path());
    ui::Theme theme;
    ui::Language language;
    theme.setReducedMotion(true);
    theme.apply();
    QTemporaryDir data;
    for (const QString& code : { u"en"_s, u"zh_CN"_s }) {
        language.choose(code);
        const Sample sample = code == u"en"_s ? english() : chinese();
        settings::SettingsStore store(data.path());
        viewmodels::SettingsViewModel settings(store);
        settings.setProfile(u"own"_s);
        settings.devicesChanged({ { u"a"_s, sample.microphone, true, true }, { u"b"_s, sample.speaker, false, true } });
        settings.identityKnown(
            { u"02:4f:a1:7c:33:9e"_s, u"0e6f2c1a-8b1d-4c1e-9f57-2a4de1c0b7aa"_s, u"SN-7E1A2B3C-024fa17c339e"_s }, u"in your keychain"_s);
        settings.inputStatusChanged(
            { false, {}, { Error::Code::Unavailable, u"There is no microphone. Plug one in; Myna notices it by itself."_s } });
        viewmodels::ShortcutViewModel shortcut(store);
        shortcut.setOn(true);
        shortcut.bound({});
        viewmodels::TalkViewModel model;
        viewmodels::TalkViewModel fresh;
        fresh.setProfileName(sample.profile);
        for (const ui::Theme::Mode mode : { ui::Theme::Mode::Light, ui::Theme::Mode::Dark }) {
            theme.setMode(mode);
            const QString tail = u"-"_s + code.left(2) + u"-"_s + ui::Theme::modeName(mode) + suffix + u".png"_s;
            faceSheet(theme.palette(), folder.filePath(u"faces-"_s + ui::Theme::modeName(mode) + u".png"_s));
            ui::MainWindow window(theme, model);
            auto* talk = new ui::TalkPage(theme, model, &window);
            auto* page = new ui::SettingsPage(theme, settings, &window);
            page->insertGroup(1, new ui::ShortcutGroup(theme, shortcut));
            window.addPage({ .id = ui::PageId::Talk,
                .icon = u"mic"_s,
                .title = [] { return ui::MainWindow::tr("Talk"); },
                .widget = talk,
                .titleExtra = talk->titleExtra() });
            window.addPage({ .id = ui::PageId::Settings,
                .icon = u"settings"_s,
                .title = [] { return ui::MainWindow::tr("Settings"); },
                .widget = page,
                .atBottom = true });
            window.show();
            if (model.transcript()->rowCount() == 0)
                converse(model, sample);
            model.sessionStateChanged(session::State::Speaking, {});
            model.microphoneWanted(true);
            model.levels(0.12F, 0.3F);
            save(window, { 1120, 740 }, folder.filePath(u"talk"_s + tail));
            model.mute().set(true);
            model.mutedSpeech();
            save(window, { 1120, 740 }, folder.filePath(u"talk-muted"_s + tail));
            model.mute().set(false);
            model.lampChanged(true, 80);
            model.microphoneWanted(false);
            model.sessionStateChanged(session::State::Reconnecting, {});
            model.reconnectScheduled({ 3, 10, std::chrono::seconds(8),
                { Error::Code::Timeout, u"The server did not answer within 10 s. It may be off or on another network."_s } });
            save(window, { 760, 560 }, folder.filePath(u"talk-small"_s + tail));
            model.lampChanged(false, 80);
            window.showPage(ui::PageId::Settings);
            save(window, { 1120, 740 }, folder.filePath(u"settings"_s + tail));
            save(window, { 760, 560 }, folder.filePath(u"settings-small"_s + tail));
            page->resize(900, 1500);
            page->grab().save(folder.filePath(u"settings-long"_s + tail));

            ui::MainWindow first(theme, fresh);
            auto* empty = new ui::TalkPage(theme, fresh, &first);
            first.addPage({ .id = ui::PageId::Talk,
                .icon = u"mic"_s,
                .title = [] { return ui::MainWindow::tr("Talk"); },
                .widget = empty,
                .titleExtra = empty->titleExtra() });
            first.show();
            save(first, { 1120, 740 }, folder.filePath(u"fresh"_s + tail));
        }
    }
    return 0;
}
