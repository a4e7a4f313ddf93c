// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the pages with sample words into PNG files, so that people can look at them: ui_shots FOLDER [SUFFIX [panel]]
#include "language.h"
#include "mainwindow.h"
#include "pages/talkpage.h"
#include "protocol/emotions.h"
#include "settings/connectiongroup.h"
#include "settings/fingerprintdialog.h"
#include "settings/serverdialog.h"
#include "settings/settingspage.h"
#include "settings/shortcutgroup.h"
#include "shots/gateshots.h"
#include "shots/panelshots.h"
#include "shots/servershots.h"
#include "widgets/facepose.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>

#include <array>

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

servers::ProbeReport report(std::initializer_list<servers::ProbeState> states, const QString& trouble)
{
    servers::ProbeReport made;
    constexpr std::array<qint64, 8> times { 4, 11, 26, 38, -1, -1, 43, 29 };
    for (const servers::ProbeState state : states) {
        const int at = int(made.lines.size());
        const bool measured = state == servers::ProbeState::Passed || state == servers::ProbeState::Failed;
        made.lines.append({ servers::ProbeStep(at), state, measured ? times.at(size_t(at)) : -1,
            state == servers::ProbeState::Failed ? trouble : QString() });
        made.passed = made.passed || state == servers::ProbeState::Passed;
        if (state == servers::ProbeState::Failed) {
            made.passed = false;
            made.repair = pairing::Repair::CompareCertificate;
            made.certificate = "x";
        }
    }
    return made;
}

// The list of servers in the states that people meet: in use, tested well, tested in vain.
void serverShots(const ui::Theme& theme, const QString& code, const QDir& folder, const QString& tail)
{
    using servers::ProbeState;
    const QTemporaryDir data;
    servers::ProfileStore store(data.path(), {});
    const bool english = code == u"en"_s;
    [[maybe_unused]] const auto desk
        = store.add({ .otaUrl = QUrl(u"https://desk.local:8443/xiaozhi/ota/"_s), .name = english ? u"Desk"_s : u"书房"_s });
    const auto attic = store.add({ .otaUrl = QUrl(u"https://192.168.1.25:8003/xiaozhi/ota/"_s) });
    viewmodels::ServersViewModel model(store, [](const QString& id) { return id == u"official"_s ? QString() : u"02:4f:a1:7c:33:9e"_s; });
    model.identityKnown({}, QCoreApplication::translate("myna", "in your keychain"));
    model.setChosen(u"own"_s);
    model.setLink(viewmodels::Tone::Good, english ? u"Desk · ready"_s : u"书房 · 就绪"_s);
    ui::ConnectionGroup group(theme, model);
    group.setAttribute(Qt::WA_StyledBackground);
    group.setContentsMargins(24, 24, 24, 24);
    const auto picture = [&](const QString& name) {
        group.resize(808, 2000); // until everything has found its place
        group.show();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        save(group, { 808, group.heightForWidth(808) }, folder.filePath(name + tail));
    };
    model.test(u"own"_s);
    model.probeFinished(report({ ProbeState::Passed, ProbeState::Passed, ProbeState::Passed, ProbeState::Passed, ProbeState::Passed,
                                   ProbeState::Passed, ProbeState::Passed, ProbeState::Passed },
        {}));
    picture(u"servers-well"_s);
    model.test(*attic);
    model.probeFinished(report({ ProbeState::Skipped, ProbeState::Passed, ProbeState::Failed, ProbeState::Skipped, ProbeState::Skipped,
                                   ProbeState::Skipped, ProbeState::Skipped, ProbeState::Skipped },
        english
            ? u"192.168.1.25:8003 cannot prove that it is the server you mean, so nothing was sent. Its certificate is self-signed: "
              u"nobody but the server itself vouches for it. If the server is yours, compare the fingerprint."_s
            : u"192.168.1.25:8003 无法证明自己是您要找的服务器，因此没有发送任何内容。它的证书是自签名的：只有它自己为它担保。如果这是您自己的服务器，请核对指纹。"_s));
    picture(u"servers-trouble"_s);
    ui::ServerDialog dialog(model, model.form(*attic));
    dialog.show();
    save(dialog, dialog.sizeHint(), folder.filePath(u"server-dialog"_s + tail));
    if (auto* more = dialog.findChild<QPushButton*>(u"more"_s))
        more->click();
    save(dialog, dialog.sizeHint(), folder.filePath(u"server-dialog-more"_s + tail));
    ui::FingerprintDialog fingerprint(theme,
        { *attic, u"192.168.1.25"_s, u"3F:A2:0B:91:7C:D4:55:E8:16:09:AF:33:62:BB:C0:1D:8E:47:F1:20:99:6A:5C:D3:04:E7:B8:72:1F:AA:5D:C6"_s,
            {} });
    save(fingerprint, fingerprint.sizeHint(), folder.filePath(u"fingerprint"_s + tail));
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
        settings.devicesChanged({ { u"a"_s, sample.microphone, true, true }, { u"b"_s, sample.speaker, false, true } });
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
            shots::panelPages(theme, code == u"en"_s, folder, tail);
            if (arguments.value(3) == u"panel"_s)
                continue;
            serverShots(theme, code, folder, tail);
            shots::serverPages(theme, code == u"en"_s, folder, tail);
            shots::gatePages(theme, code == u"en"_s, folder, tail);
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
