// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the pictures of the running program, every page in both themes and both languages: shots FOLDER [WIDTH HEIGHT]
#include "desktop/application.h"
#include "pages/conversationlist.h"
#include "pages/panel/panelpage.h"
#include "pages/server/servertabs.h"
#include "pages/turncard.h"
#include "settings/options.h"
#include "settings/settingsstore.h"
#include "support/loudroom.h"
#include "support/soundrig.h"
#include "support/speechclip.h"
#include "windowdriver.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

void wait(std::function<bool()> condition, const char* what)
{
    if (!QTest::qWaitFor(condition, 30000))
        qFatal("%s did not come", what);
}

// Clicks on the widget with these words as soon as it is shown.
template<typename Widget>
void clickWhenThere(const QWidget& window, const QString& words)
{
    wait([&] { return visible<Widget>(window, words) != nullptr; }, qPrintable(words));
    clickOn(visible<Widget>(window, words));
}

struct Photographer
{
    desktop::Application& app;
    QDir folder;

    // The present view in both themes and both languages.
    void take(const QString& name, const QStringList& languages = { u"en"_s, u"zh_CN"_s })
    {
        for (const QString& language : languages) {
            app.settings().setLanguage(language);
            for (const QString& theme : { u"light"_s, u"dark"_s }) {
                app.settings().setTheme(theme);
                [[maybe_unused]] const bool never = QTest::qWaitFor([] { return false; }, 700); // colours and words fade in
                const QString infix = language == u"en"_s ? QString() : u"-zh"_s;
                const QString path = folder.filePath(name + infix + u"-"_s + theme + u".png"_s);
                if (!app.window().grab().save(path))
                    qFatal("%s cannot be written", qPrintable(path));
            }
        }
        app.settings().setLanguage(u"en"_s);
    }

    void type(const QString& text)
    {
        QLineEdit* field = textField(app.window());
        if (!field)
            qFatal("no text field is shown");
        wait([&] { return visible<QPushButton>(app.window(), u"Interrupt"_s) != nullptr; }, "English");
        field->setFocus();
        field->setText(text);
        QTest::keyClick(field, Qt::Key_Return);
        auto* interrupt = visible<QPushButton>(app.window(), u"Interrupt"_s);
        wait([=] { return interrupt->isEnabled(); }, "the answer");
        wait([=] { return !interrupt->isEnabled(); }, "the end of the answer");
    }
};

void pairUp(Photographer& photographer)
{
    ui::MainWindow& window = photographer.app.window();
    wait([&] { return visible<QAbstractButton>(window, u"server on this computer"_s) != nullptr; }, "the first start");
    photographer.take(u"first"_s);
    clickWhenThere<QAbstractButton>(window, u"server on this computer"_s);
    wait([&] { return visible<QPushButton>(window, u"file"_s) != nullptr; }, "the question about the keyring");
    photographer.take(u"trouble"_s);
    clickWhenThere<QPushButton>(window, u"file"_s);
    wait([&] { return visible<QPushButton>(window, u"Approve"_s) != nullptr; }, "the code");
    photographer.take(u"pair"_s);
    clickWhenThere<QPushButton>(window, u"Approve"_s);
    wait([&] { return visible<QPushButton>(window, u"Not now"_s) != nullptr; }, "the sound check");
}

// Through the sound check, with a picture of every step.
void checkSound(Photographer& photographer, SoundRig& rig)
{
    ui::MainWindow& window = photographer.app.window();
    const codec::PcmFrame sentence = speechClip({ .text = u"the quick brown myna learns every word"_s, .silenceAfterMs = 200 });
    const auto goOn = [&] {
        wait([&] { return visible<QPushButton>(window, u"Continue"_s) || visible<QPushButton>(window, u"Skip this step"_s); }, "a way on");
        auto* button = visible<QPushButton>(window, u"Continue"_s);
        clickOn(button ? button : visible<QPushButton>(window, u"Skip this step"_s));
    };
    photographer.take(u"check-devices"_s);
    goOn();
    wait([&] { return visible<QLabel>(window, u"Speak now"_s) != nullptr; }, "the loudness");
    rig.speak(sentence);
    wait([&] { return visible<QPushButton>(window, u"Continue"_s) != nullptr; }, "a voice");
    photographer.take(u"check-level"_s);
    goOn();
    clickWhenThere<QPushButton>(window, u"Record"_s);
    rig.speak(sentence);
    wait([&] { return !rig.isSpeaking(); }, "the end of the sentence");
    clickWhenThere<QPushButton>(window, u"Stop"_s);
    wait([&] { return visible<QPushButton>(window, u"Continue"_s) != nullptr; }, "the recording");
    photographer.take(u"check-voice"_s);
    goOn();
    if (!openRoom(rig))
        qFatal("%s", qPrintable(rig.lastError()));
    clickWhenThere<QPushButton>(window, u"Start the test"_s);
    wait([&] { return visible<QPushButton>(window, u"Test again"_s) || visible<QPushButton>(window, u"Choose another"_s); },
        "the echo test");
    photographer.take(u"check-echo"_s);
    goOn();
    wait([&] { return visible<QPushButton>(window, u"Finish"_s) != nullptr; }, "the ways to talk");
    photographer.take(u"check-mode"_s);
    clickWhenThere<QAbstractButton>(window, u"Hold to talk"_s);
    clickWhenThere<QAbstractButton>(window, u"Hold to talk"_s);
    clickWhenThere<QPushButton>(window, u"Finish"_s);
    clickWhenThere<QPushButton>(window, u"Start talking"_s);
    wait([&] { return window.overlay() == nullptr; }, "the talk page");
}

void converse(Photographer& photographer, SoundRig& rig)
{
    ui::MainWindow& window = photographer.app.window();
    wait([&] { return photographer.app.isConnected(); }, "the connection");
    photographer.take(u"fresh"_s);
    photographer.type(u"Set a timer for six minutes"_s);
    photographer.type(u"Turn on the lamp"_s);
    QAbstractButton* talk = talkButton(window);
    VirtualScreen::moveTo(centreOf(talk).x(), centreOf(talk).y());
    VirtualScreen::press();
    rig.speak(speechClip({ .text = u"what time is it"_s, .silenceBeforeMs = 500, .silenceAfterMs = 300 }));
    wait([&] { return !rig.isSpeaking(); }, "the end of the question");
    VirtualScreen::release();
    auto* interrupt = visible<QPushButton>(window, u"Interrupt"_s);
    wait([=] { return interrupt->isEnabled(); }, "the spoken answer");
    wait([=] { return !interrupt->isEnabled(); }, "the end of the spoken answer");
    photographer.take(u"talk"_s, { u"en"_s });
    photographer.type(u"七乘以八等于多少"_s);
    photographer.type(u"现在几点"_s);
    photographer.take(u"talk"_s, { u"zh_CN"_s });
}

void openNewestConversation(Photographer& photographer)
{
    ui::MainWindow& window = photographer.app.window();
    auto* list = window.findChild<ui::ConversationList*>();
    wait([=] { return list->model()->rowCount() > 0; }, "the history");
    list->setCurrentIndex(list->model()->index(0, 0));
    wait([&] { return window.findChild<ui::TurnCard*>() != nullptr; }, "the turns");
    window.findChild<ui::TurnCard*>()->setTimesShown(true);
}

// Every tab of the panel.
void lookAfterThings(Photographer& photographer)
{
    auto* panel = photographer.app.window().findChild<ui::PanelPage*>();
    for (int tab = 0; tab < panel->tabCount(); ++tab) {
        panel->showTab(tab);
        photographer.take(tab == 0 ? u"panel-here"_s : u"panel-tab%1"_s.arg(tab));
    }
    panel->showTab(0);
}

// Every tab of the server page.
void lookAfterServer(Photographer& photographer)
{
    auto* tabs = photographer.app.window().findChild<ui::ServerTabs*>();
    photographer.take(u"server"_s);
    const QStringList names { u"turns"_s, u"engines"_s, u"configuration"_s, u"logs"_s, u"metrics"_s };
    for (int i = 0; i < names.size(); ++i) {
        tabs->setCurrent(ui::ServerTabs::Tab(ui::ServerTabs::Turns + i));
        if (i == 0)
            tabs->findChild<QListView*>()->setCurrentIndex(tabs->findChild<QListView*>()->model()->index(0, 0));
        photographer.take(u"server-"_s + names.at(i));
    }
    tabs->setCurrent(ui::ServerTabs::Devices);
}

}

int main(int argc, char** argv)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    VirtualScreen screen;
    {
        QCoreApplication early(argc, argv);
        if (!screen.start(1920, 1200))
            qFatal("no X server could be started");
    }
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    {
        SoundRig rig;
        if (!rig.start())
            qFatal("%s", qPrintable(rig.lastError()));
        QTemporaryDir data;
        settings::SettingsStore(data.path()).set(settings::serverPort, 0);
        settings::SettingsStore(data.path()).set(settings::serverHttpPort, 0);
        desktop::Application app({ .dataDir = data.path() });
        app.window().resize(arguments.value(2, u"1120"_s).toInt(), arguments.value(3, u"740"_s).toInt());
        app.start();
        Photographer photographer { app, QDir(arguments.value(1, u"."_s)) };
        pairUp(photographer);
        checkSound(photographer, rig);
        converse(photographer, rig);
        app.window().showPage(ui::PageId::History);
        openNewestConversation(photographer);
        photographer.take(u"history"_s);
        app.window().showPage(ui::PageId::Panel);
        lookAfterThings(photographer);
        app.window().showPage(ui::PageId::Statistics);
        [[maybe_unused]] const bool never = QTest::qWaitFor([] { return false; }, 5000); // something to draw
        photographer.take(u"statistics"_s);
        app.window().showPage(ui::PageId::Server);
        lookAfterServer(photographer);
        app.window().showPage(ui::PageId::Settings);
        photographer.take(u"settings"_s);
        bool left = false;
        QObject::connect(&app, &desktop::Application::finished, &app, [&left] { left = true; });
        app.quit();
        wait([&] { return left; }, "the end");
    }
    std::quick_exit(0);
}
