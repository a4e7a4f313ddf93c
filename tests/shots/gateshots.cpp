// SPDX-License-Identifier: GPL-3.0-or-later
#include "shots/gateshots.h"

#include "askwindow.h"
#include "mainwindow.h"
#include "mcp/auditlog.h"
#include "pages/panel/callsview.h"
#include "pages/panel/panelpage.h"
#include "pages/panel/permissionsview.h"
#include "pages/panel/reminderdialog.h"
#include "pages/panel/remindersview.h"
#include "pages/panel/toolcard.h"
#include "pages/panel/toolsview.h"
#include "shots/dayshots.h"
#include "tools/reminderfamily.h"
#include "viewmodels/owntools.h"
#include "viewmodels/toolsviewmodel.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QListView>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace myna::shots {

using mcp::Decision;

namespace {

struct Sample
{
    QString tool, english, chinese, description;
    Decision standard;
    QJsonObject arguments;
};

const QVector<Sample>& samples()
{
    static const QVector<Sample> all {
        { u"self.audio_speaker.set_volume"_s, u"Set the volume"_s, u"调节音量"_s, u"Sets the volume of this computer. Use it."_s,
            Decision::Allow, { { u"volume"_s, 40 } } },
        { u"self.application.launch"_s, u"Start a program"_s, u"启动程序"_s, u"Starts an application of this computer."_s, Decision::Allow,
            { { u"app_name"_s, u"Firefox"_s } } },
        { u"self.application.kill"_s, u"Close a program"_s, u"关闭程序"_s, u"Closes an application. Unsaved work may be lost."_s,
            Decision::Ask, { { u"app_name"_s, u"LibreOffice Writer"_s } } },
        { u"take_screenshot"_s, u"Take a screenshot"_s, u"截取屏幕"_s,
            u"Takes a picture of the screen and sends it to the server to answer a question about it."_s, Decision::Ask,
            { { u"question"_s, u"What does the error message mean?"_s } } },
        { u"self.camera.take_photo"_s, u"Take a photo"_s, u"拍照"_s, u"Takes a photo with the camera and answers a question about it."_s,
            Decision::Ask, { { u"question"_s, u"Is the door closed?"_s } } },
        { u"self.files.delete"_s, u"Delete a file"_s, u"删除文件"_s, u"Deletes a file."_s, Decision::Deny,
            { { u"path"_s, u"report.odt"_s } } },
    };
    return all;
}

mcp::Tool toolOf(const Sample& s, bool english)
{
    return { .spec = { .name = s.tool, .description = s.description, .title = english ? s.english : s.chinese },
        .run =
            [fails = s.tool == u"self.application.launch"_s](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) {
                if (fails)
                    answer(Error { Error::Code::NotFound, u"There is no program called Firefox."_s });
                else
                    answer(u"true"_s);
            },
        .standard = s.standard };
}

void save(QWidget& window, QSize size, const QString& path)
{
    window.resize(size);
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    window.grab().save(path);
}

void waitFor(const viewmodels::AuditViewModel& model, viewmodels::AuditViewModel::Content content, int rows = 0)
{
    QEventLoop loop;
    QTimer::singleShot(3000, &loop, &QEventLoop::quit);
    const auto look = [&] {
        if (model.content() == content && const_cast<viewmodels::AuditViewModel&>(model).calls()->rowCount() >= rows)
            loop.quit();
    };
    QObject::connect(&model, &viewmodels::AuditViewModel::changed, &loop, look);
    QTimer::singleShot(0, &loop, look);
    loop.exec();
}

}

void gatePages(const ui::Theme& theme, bool english, const QDir& folder, const QString& tail)
{
    const QSize usual(1120, 740);
    const QSize smallest(760, 560);
    QTemporaryDir data;
    mcp::McpServer desk;
    mcp::AuditLog log(data.path());
    viewmodels::AuditViewModel audit(log);
    viewmodels::ToolPermissions permissions(desk, [english] {
        return viewmodels::ToolPermissions::Scopes { { u"home"_s, english ? u"Home server"_s : u"家里的服务器"_s } };
    });
    viewmodels::ToolStop stop(desk.gate());
    viewmodels::ToolQuestion question(desk.gate().questions());
    viewmodels::TalkViewModel talk;
    ui::AskWindow ask(theme, question);
    ui::MainWindow window(theme, talk);
    window.setToolStop(stop);
    for (const Sample& s : samples())
        desk.addTool(toolOf(s, english));
    desk.addTool({ .spec = { .name = u"home.set_light"_s,
                       .description = u"Changes a light of the home. What is left out stays as it is."_s,
                       .arguments = { { .name = u"light"_s, .description = u"its name"_s, .choices = { u"Floor lamp"_s, u"Ceiling"_s } },
                           { .name = u"power"_s, .type = mcp::ArgumentType::Boolean },
                           { .name = u"brightness"_s,
                               .description = u"percent"_s,
                               .type = mcp::ArgumentType::Integer,
                               .required = false,
                               .minimum = 0,
                               .maximum = 100 } },
                       .title = english ? u"Change a light"_s : u"调节灯光"_s },
        .run = [](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) {
            answer(u"{\"light\":\"Floor lamp\",\"power\":true,\"brightness\":40}"_s);
        } });
    Day day(english);
    tools::ReminderFamily dayTools(day.reminders(), day.ringing());
    for (const mcp::Tool& tool : dayTools.tools())
        desk.addTool(tool);
    viewmodels::OwnTools own(desk);
    viewmodels::ToolsViewModel tools;
    tools.addPlace(own);
    auto* page = new ui::PanelPage(&window);
    page->addTab([] { return ui::PanelPage::tr("Things"); }, new QWidget(page));
    page->addTab(
        [] { return QCoreApplication::translate("myna::desktop::DayDesk", "Reminders"); }, new ui::RemindersView(day.model(), theme, page));
    auto* byHand = new ui::ToolsView(tools, theme, page);
    byHand->setPermissions(permissions);
    page->addTab([] { return QCoreApplication::translate("myna::desktop::ToolsDesk", "Tools"); }, byHand);
    page->addTab([] { return QCoreApplication::translate("myna::desktop::GateDesk", "Permissions"); },
        new ui::PermissionsView(theme, permissions, page));
    auto* calls = new ui::CallsView(theme, audit, page);
    page->addTab([] { return QCoreApplication::translate("myna::desktop::GateDesk", "Audit"); }, calls);
    window.addPage({ .id = ui::PageId::Panel,
        .icon = u"cards"_s,
        .title = [] { return ui::MainWindow::tr("Panel"); },
        .widget = page,
        .titleExtra = page->titleExtra(),
        .pill = page->tabs() });
    window.show();
    page->showTab(1);
    save(window, usual, folder.filePath(u"day-none"_s + tail));
    day.fill();
    save(window, usual, folder.filePath(u"day"_s + tail));
    save(window, smallest, folder.filePath(u"day-small"_s + tail));
    ui::ReminderDialog dialog(day.model());
    dialog.show();
    save(dialog, dialog.sizeHint(), folder.filePath(u"day-new"_s + tail));
    dialog.hide();
    page->showTab(2);
    save(window, usual, folder.filePath(u"tools-none"_s + tail));
    tools.choose(u"self.reminder.set"_s);
    save(window, usual, folder.filePath(u"tools-own"_s + tail));
    tools.choose(u"home.set_light"_s);
    tools.call({ { u"light"_s, u"Floor lamp"_s }, { u"power"_s, u"true"_s }, { u"brightness"_s, u"40"_s } });
    byHand->findChild<ui::ToolCard*>()->findChild<QToolButton*>()->setChecked(true);
    save(window, usual, folder.filePath(u"tools"_s + tail));
    save(window, smallest, folder.filePath(u"tools-small"_s + tail));
    page->showTab(3);
    save(window, usual, folder.filePath(u"gate-allowed"_s + tail));
    save(window, smallest, folder.filePath(u"gate-allowed-small"_s + tail));
    page->showTab(4);
    window.resize(usual);
    waitFor(audit, viewmodels::AuditViewModel::Content::Nothing);
    save(window, usual, folder.filePath(u"gate-calls-none"_s + tail));
    QObject::connect(&desk, &mcp::McpServer::called, &log, &mcp::AuditLog::note);
    const mcp::Caller caller { .profile = u"home"_s,
        .name = english ? u"Home server"_s : u"家里的服务器"_s,
        .reason = english ? u"What does this message mean?"_s : u"这个提示是什么意思？"_s };
    const auto call = [&](int i) { desk.call(samples()[i].tool, {}, caller, [](const Result<QString>&) {}); };
    for (const int i : { 0, 1, 5, 0 })
        desk.gate().pass(toolOf(samples()[i], english), samples()[i].arguments, caller, [](const Result<QString>&) {});
    desk.gate().pass(toolOf(samples()[3], english), samples()[3].arguments, caller, [](const Result<QString>&) {});
    call(4);
    save(ask, ask.size(), folder.filePath(u"gate-ask"_s + tail));
    question.answer(mcp::Answer::No);
    desk.gate().stop();
    waitFor(audit, viewmodels::AuditViewModel::Content::List, 6);
    calls->findChild<QListView*>()->setCurrentIndex(audit.calls()->index(1));
    save(window, usual, folder.filePath(u"gate-calls"_s + tail));
    save(window, smallest, folder.filePath(u"gate-calls-small"_s + tail));
}

}
