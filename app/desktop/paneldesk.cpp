// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/paneldesk.h"

#include "mcp/scenetools.h"
#include "pages/panel/panelpage.h"
#include "pages/panel/thingstab.h"

#include <QCoreApplication>
#include <QPointer>

#include <memory>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

PanelDesk::PanelDesk(
    settings::SettingsStore& settings, const QString& folder, client::DeviceDesk& desk, things::SceneClock::Timing timing, QObject* parent)
    : QObject(parent)
    , m_gate(desk.gate())
    , m_scenes(folder)
    , m_runner(m_sources)
    , m_clock(m_scenes, std::move(timing))
    , m_viewModel(m_sources, settings)
    , m_scenesModel(m_scenes, m_runner, m_sources, m_viewModel)
{
    // The first of its name cannot be refused.
    [[maybe_unused]] const auto own = m_sources.add(
        { .id = u"own"_s, .registry = &desk.things(), .title = [] { return QCoreApplication::translate("myna", "This computer"); } });
    if (!m_scenes.problem().isEmpty())
        qWarning("%s", qPrintable(m_scenes.problem()));
    desk.add(std::make_unique<mcp::SceneTools>(m_scenes, m_runner));
    desk.gate().addDeeds(mcp::sceneDeeds(m_scenes, m_sources));
    connect(&m_runner, &things::SceneRunner::started, &m_viewModel, &viewmodels::PanelViewModel::sceneStarted);
    connect(&m_clock, &things::SceneClock::due, this, &PanelDesk::runAtItsTime);
    connect(&m_viewModel, &viewmodels::PanelViewModel::doneByHand, this, &PanelDesk::doneByHand);
    connect(&m_scenesModel, &viewmodels::ScenesViewModel::doneByHand, this, &PanelDesk::doneByHand);
    connect(&m_clock, &things::SceneClock::missed, &m_scenesModel, &viewmodels::ScenesViewModel::missed);
    connect(&desk, &client::DeviceDesk::called, &m_viewModel, [this](const mcp::CallReport& report) {
        if (!report.failed && report.caller.asker == mcp::Asker::Server)
            m_viewModel.calledByVoice(report.name);
    });
}

// Nobody may be in front of the computer, so it passes the gate as what the assistant wants does: the emergency stop and "never" hold.
void PanelDesk::runAtItsTime(const QString& id)
{
    const things::Scene* scene = m_scenes.find(id);
    if (!scene)
        return;
    const auto begun = std::make_shared<bool>(false); // what is stopped in the middle did run
    const mcp::Tool tool { .spec = { .name = mcp::sceneTool(), .title = mcp::sceneToolTitle() },
        .run = [this, id, begun](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) {
            *begun = true;
            const auto ended = [answer](const things::SceneOutcome& outcome) { answer(mcp::sceneResult(outcome)); };
            if (!m_scenesModel.start(id, ended))
                answer(Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "This scene runs already.") });
        } };
    m_gate.pass(tool, viewmodels::sceneArguments(*scene), { .asker = mcp::Asker::Scene, .name = scene->name },
        [self = QPointer<PanelDesk>(this), begun, name = scene->name](const Result<QString>& result) {
            if (!self || *begun || result)
                return;
            const bool stopped = self->m_gate.isStopped();
            self->m_scenesModel.refused(
                name, stopped ? QCoreApplication::translate("myna", "All tools are stopped.") : result.error().text);
        });
}

void PanelDesk::follow(home::HomeLink& link)
{
    connect(&link, &home::HomeLink::changed, this, [this, &link] { showHome(link); });
    showHome(link);
}

void PanelDesk::showHome(const home::HomeLink& link)
{
    const Error error = link.error();
    m_viewModel.setHomeInvited(link.state() == home::LinkState::Off && error.text.isEmpty());
    viewmodels::PanelNotice notice;
    switch (link.state()) {
    case home::LinkState::Connecting:
        notice = { .isBusy = true, .text = QCoreApplication::translate("myna", "Connecting to your home…") };
        break;
    case home::LinkState::Off:
    case home::LinkState::Waiting:
        if (!error.text.isEmpty()) {
            notice = {
                .tone = viewmodels::Tone::Warning, .text = error.text, .repair = QCoreApplication::translate("myna", "Open the settings")
            };
        }
        break;
    case home::LinkState::Connected:
        break;
    }
    m_viewModel.setNotice(u"home"_s, notice);
}

void PanelDesk::start()
{
    m_clock.start();
}

void PanelDesk::leave()
{
    m_runner.giveUp();
    m_viewModel.leave();
}

ui::PanelPage* PanelDesk::makePage(const ui::Theme& theme, QWidget* parent)
{
    auto* page = new ui::PanelPage(parent);
    auto* things = new ui::ThingsTab(m_viewModel, m_scenesModel, theme, page);
    page->addTab([] { return ui::PanelPage::tr("Things"); }, things, things->titleExtra());
    connect(page, &ui::PanelPage::titleRoomChanged, things, &ui::ThingsTab::setTitleRoom);
    connect(things, &ui::ThingsTab::settingsWanted, this, &PanelDesk::homeSettingsWanted);
    return page;
}

}

#include "moc_paneldesk.cpp"
