// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/servertabs.h"

#include "pages/devicescard.h"
#include "pages/server/configview.h"
#include "pages/server/enginesview.h"
#include "pages/server/logsview.h"
#include "pages/server/metricsview.h"
#include "pages/server/turnsview.h"
#include "viewmodels/serverconsole.h"
#include "widgets/troublebar.h"

#include <QEvent>
#include <QPainter>
#include <QTabBar>
#include <QVBoxLayout>

namespace myna::ui {

using admin::AdminLink;
using viewmodels::ServerConsole;

namespace {
constexpr int leastHeight = 360; // px of what a tab shows; below that the page scrolls
}

ServerTabs::ServerTabs(ServerConsole& console, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_console(console)
    , m_theme(theme)
    , m_bar(new QTabBar(this))
    , m_trouble(new TroubleBar(theme, this))
    , m_area(new QWidget(this))
{
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(true);
    m_bar->setMinimumHeight(hitTarget + 2);
    m_bar->setFont(fontFor(TextKind::Body));
    for (int tab = 0; tab < tabCount; ++tab)
        m_bar->addTab(QString());
    m_area->setMinimumHeight(leastHeight);
    auto* area = new QVBoxLayout(m_area);
    area->setContentsMargins(0, 0, 0, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addSpacing(space::l);
    column->addWidget(m_trouble);
    column->addWidget(m_area, 1);
    connect(m_bar, &QTabBar::currentChanged, this, &ServerTabs::show);
    connect(&console, &ServerConsole::changed, this, &ServerTabs::refreshTrouble);
    connect(m_trouble, &TroubleBar::repairWanted, this, [this] {
        if (m_console.offeredFingerprint().isEmpty())
            m_console.tryAgain();
        else
            emit certificateShown(m_console.offeredFingerprint());
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
    show(Devices);
}

void ServerTabs::setCurrent(Tab tab)
{
    m_bar->setCurrentIndex(tab);
}

QWidget* ServerTabs::make(int tab)
{
    switch (Tab(tab)) {
    case Devices:
        return new DevicesCard(m_console, m_theme, m_area);
    case Turns:
        return new TurnsView(m_console, m_theme, m_area);
    case Engines:
        return new EnginesView(m_console.engines(), m_theme, m_area);
    case Configuration:
        return new ConfigView(m_console.config(), m_theme, m_area);
    case Logs:
        return new LogsView(m_console.logs(), m_theme, m_area);
    case Metrics:
        return new MetricsView(m_console.metrics(), m_theme, m_area);
    }
    return nullptr;
}

// The others are hidden, so only the shown one decides how high the page is: a long list must not make an editor scroll.
void ServerTabs::show(int tab)
{
    QWidget*& wanted = m_views.at(size_t(tab));
    if (!wanted) {
        wanted = make(tab);
        m_area->layout()->addWidget(wanted);
    }
    for (QWidget* view : m_views) {
        if (view)
            view->setVisible(view == wanted);
    }
}

ServerTabs::Tab ServerTabs::current() const
{
    return Tab(m_bar->currentIndex());
}

void ServerTabs::refreshTrouble()
{
    const auto state = m_console.state();
    const bool shown = state == AdminLink::State::Waiting || state == AdminLink::State::Refused;
    const bool compare = !m_console.offeredFingerprint().isEmpty();
    m_trouble->setTrouble(state == AdminLink::State::Refused ? viewmodels::Tone::Bad : viewmodels::Tone::Warning,
        shown ? m_console.trouble() : QString(), compare ? tr("Compare the fingerprint") : tr("Try again"));
}

void ServerTabs::retranslate()
{
    m_bar->setTabText(Devices, tr("Devices"));
    m_bar->setTabText(Turns, tr("Turns"));
    m_bar->setTabText(Engines, tr("Engines"));
    m_bar->setTabText(Configuration, tr("Configuration"));
    m_bar->setTabText(Logs, tr("Logs"));
    m_bar->setTabText(Metrics, tr("Metrics"));
    m_bar->setAccessibleName(tr("What to see of the server"));
    refreshTrouble();
}

void ServerTabs::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(QPen(m_theme.palette().line, 1));
    const double y = m_bar->geometry().bottom() + 0.5;
    painter.drawLine(QPointF(0, y), QPointF(width(), y));
}

void ServerTabs::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_servertabs.cpp"
