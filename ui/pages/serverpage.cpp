// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/serverpage.h"

#include "pages/addresscard.h"
#include "pages/server/askingcards.h"
#include "pages/server/attachdialog.h"
#include "pages/server/elsewherecard.h"
#include "pages/server/servertabs.h"
#include "settings/fingerprintdialog.h"
#include "viewmodels/serverconsole.h"
#include "viewmodels/serverviewmodel.h"
#include "widgets/busydots.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/errorpanel.h"
#include "widgets/pilllabel.h"
#include "widgets/scrollpage.h"
#include "widgets/toast.h"
#include "widgets/toggleswitch.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerConsole;
using viewmodels::ServerState;
using viewmodels::ServerViewModel;

namespace {

constexpr std::chrono::milliseconds progressAfter { 300 };
constexpr std::chrono::milliseconds toastShown { 5000 };
constexpr int askingWidth = 330; // px
constexpr int readingWidth = 560; // px; lines of an empty state or an error stay readable
constexpr int lowBelow = 600; // px of page height
constexpr int foldPageAt = 760; // px of page width under which the cards stand below each other

enum Scene { OffScene, StartingScene, FailedScene, RunningScene };

Tone toneOf(ServerState state)
{
    switch (state) {
    case ServerState::Stopped:
        return Tone::Neutral;
    case ServerState::Starting:
    case ServerState::Stopping:
        return Tone::Busy;
    case ServerState::Running:
        return Tone::Good;
    case ServerState::Failed:
        return Tone::Bad;
    }
    return Tone::Neutral;
}

Scene sceneOf(ServerState state)
{
    switch (state) {
    case ServerState::Stopped:
        return OffScene;
    case ServerState::Starting:
    case ServerState::Stopping:
        return StartingScene;
    case ServerState::Running:
        return RunningScene;
    case ServerState::Failed:
        return FailedScene;
    }
    return OffScene;
}

// In the middle, and no wider than one likes to read.
QWidget* centred(QWidget* content, QWidget* parent)
{
    auto* scene = new QWidget(parent);
    content->setParent(scene);
    content->setMaximumWidth(readingWidth);
    auto* row = new QHBoxLayout(scene);
    row->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    row->addStretch(1);
    row->addWidget(content, 100, Qt::AlignVCenter);
    row->addStretch(1);
    return scene;
}

}

ServerPage::ServerPage(ServerViewModel& model, ServerConsole& console, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_console(console)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
    , m_scenes(new QStackedWidget(this))
{
    makeTitle();
    m_scenes->addWidget(makeOff());
    m_scenes->addWidget(makeStarting());
    m_scenes->addWidget(makeFailed());
    m_scenes->addWidget(makeRunning());
    setScrollPage(m_scroll, m_scenes);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    m_busyTimer.setSingleShot(true);
    m_busyTimer.setInterval(progressAfter);
    connect(&m_busyTimer, &QTimer::timeout, m_busy, &QWidget::show);
    connect(&model, &ServerViewModel::changed, this, &ServerPage::refresh);
    connect(&console, &ServerConsole::changed, this, &ServerPage::refresh);
    m_toast = new Toast(theme, this);
    m_toastTimer.setSingleShot(true);
    m_toastTimer.setInterval(toastShown);
    connect(&m_toastTimer, &QTimer::timeout, m_toast, &QWidget::hide);
    connect(&console, &ServerConsole::said, this, [this](const viewmodels::ServerSaid& said) {
        m_toast->say(said.tone, said.text);
        m_toastTimer.start();
    });
    retranslate();
}

QWidget* ServerPage::titleWidget() const
{
    return m_titleWidget;
}

QWidget* ServerPage::pill() const
{
    return m_pill;
}

void ServerPage::makeTitle()
{
    m_pill = new PillLabel(m_theme, this);
    m_titleWidget = new QWidget(this);
    m_attach = new QPushButton(m_titleWidget);
    styleButton(m_attach, ButtonKind::Quiet);
    m_switch = new ToggleSwitch(m_theme, m_titleWidget);
    auto* row = new QHBoxLayout(m_titleWidget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::m);
    row->addWidget(m_attach);
    row->addWidget(m_switch);
    m_pill->hide();
    m_titleWidget->hide();
    connect(m_attach, &QPushButton::clicked, this, &ServerPage::attach);
    // clicked, not toggled: the page moves the switch too, and that is not a wish.
    connect(m_switch, &QAbstractButton::clicked, this, [this](bool on) {
        on ? m_model.start() : m_model.stop();
        refresh();
    });
}

QWidget* ServerPage::makeOff()
{
    m_off = new EmptyState(m_theme, u"server"_s);
    styleButton(m_off->button(), ButtonKind::Primary);
    connect(m_off, &EmptyState::actionWanted, &m_model, &ServerViewModel::start);
    return centred(m_off, m_scenes);
}

QWidget* ServerPage::makeStarting()
{
    m_busy = new QWidget;
    m_busyText = new QLabel(m_busy);
    styleText(m_busyText, TextKind::Body);
    m_busyText->setAlignment(Qt::AlignHCenter);
    m_busyText->setWordWrap(true);
    auto* column = new QVBoxLayout(m_busy);
    column->setSpacing(space::l);
    column->addWidget(new BusyDots(m_theme, m_busy), 0, Qt::AlignHCenter);
    column->addWidget(m_busyText);
    QWidget* scene = centred(m_busy, m_scenes);
    m_busy->hide();
    return scene;
}

QWidget* ServerPage::makeFailed()
{
    m_error = new ErrorPanel(m_theme);
    connect(m_error, &ErrorPanel::repairWanted, this, [this] { m_model.portTaken() ? m_model.startOnFreePorts() : m_model.start(); });
    connect(m_error, &ErrorPanel::alternativeWanted, &m_model, &ServerViewModel::start);
    return centred(m_error, m_scenes);
}

QWidget* ServerPage::makeRunning()
{
    auto* scene = new QWidget(m_scenes);
    m_address = new AddressCard(m_theme, scene);
    m_asking = new AskingCards(m_theme, scene);
    connect(m_asking, &AskingCards::approveWanted, this,
        [this](const QString& code) { m_console.isRemote() ? m_console.approve(code) : m_model.approve(code); });
    connect(m_asking, &AskingCards::refuseWanted, this,
        [this](const QString& code) { m_console.isRemote() ? m_console.refuse(code) : m_model.refuse(code); });
    m_top = new QBoxLayout(QBoxLayout::LeftToRight);
    m_top->setSpacing(space::l);
    m_top->addWidget(m_address, 1);
    m_elsewhere = new ElsewhereCard(m_console, m_theme, scene);
    m_top->addWidget(m_elsewhere, 1);
    m_top->addWidget(m_asking);
    m_tabs = new ServerTabs(m_console, m_theme, scene);
    connect(m_tabs, &ServerTabs::certificateShown, this, &ServerPage::compare);
    connect(m_tabs->bar(), &QTabBar::currentChanged, this, &ServerPage::arrange);
    auto* column = new QVBoxLayout(scene);
    column->setContentsMargins(space::xl, space::l + space::xs, space::xl, space::xl);
    column->setSpacing(0);
    column->addWidget(makeNotice());
    column->addLayout(m_top);
    column->addSpacing(space::m);
    column->addWidget(m_tabs, 1);
    return scene;
}

// What did not work, until somebody read it.
QWidget* ServerPage::makeNotice()
{
    m_notice = new QWidget(m_scenes);
    auto* card = new Card(m_theme, m_notice);
    card->setLook(Card::Look::Attention);
    card->body()->setContentsMargins(18, space::xs, space::s, space::xs);
    m_noticeText = new QLabel(card);
    m_noticeText->setWordWrap(true);
    styleText(m_noticeText, TextKind::Body);
    m_dismiss = new QPushButton(card);
    styleButton(m_dismiss, ButtonKind::Quiet);
    auto* row = new QHBoxLayout;
    row->addWidget(m_noticeText, 1);
    row->addWidget(m_dismiss);
    card->body()->addLayout(row);
    auto* column = new QVBoxLayout(m_notice);
    column->setContentsMargins(0, 0, 0, space::l);
    column->addWidget(card);
    connect(m_dismiss, &QPushButton::clicked, &m_model, &ServerViewModel::dismissNotice);
    return m_notice;
}

void ServerPage::refresh()
{
    const ServerState state = m_model.state();
    m_pill->setState(toneOf(state), m_model.stateText());
    m_switch->setChecked(m_model.wantedOn());
    m_switch->setEnabled(m_model.canSwitch());
    const Scene scene = sceneOf(state);
    if (scene == StartingScene) {
        m_busyText->setText(state == ServerState::Stopping ? tr("Saying good-bye to the devices…") : tr("Getting ears and voice ready…"));
        if (m_scenes->currentIndex() != scene) {
            m_busy->hide();
            m_busyTimer.start();
        }
    } else {
        m_busyTimer.stop();
    }
    if (scene == FailedScene) {
        m_error->setTexts(
            tr("The server could not start"), m_model.errorText(), m_model.portTaken() ? tr("Use another port") : tr("Try again"));
        m_error->setAlternative(m_model.portTaken() ? tr("Try again") : QString());
    }
    m_address->setAddresses(m_model.otaAddress(), m_model.networkAddresses(), m_model.reachText());
    m_noticeText->setText(m_model.notice());
    m_notice->setVisible(!m_model.notice().isEmpty());
    m_scenes->setCurrentIndex(scene);
    refreshElsewhere();
}

// A server elsewhere stands where the own one's address does.
void ServerPage::refreshElsewhere()
{
    const bool remote = m_console.isRemote();
    m_switch->setVisible(!remote);
    m_attach->setText(remote ? tr("This computer's server") : tr("Another server…"));
    m_asking->setModel(remote ? m_console.activations() : m_model.activations());
    arrange();
    if (!remote)
        return;
    m_pill->setState(m_console.stateTone(), m_console.stateText());
    m_scenes->setCurrentIndex(RunningScene);
}

void ServerPage::attach()
{
    if (m_console.isRemote()) {
        m_console.detach();
        return;
    }
    auto* dialog = new AttachDialog(m_console, m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ServerPage::compare(const QString& fingerprint)
{
    auto* dialog = new FingerprintDialog(m_theme, { {}, m_console.placeName(), fingerprint, {} }, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &m_console, &ServerConsole::believeCertificate);
    dialog->open();
}

void ServerPage::arrange()
{
    // In a low window, what a tab shows is worth more than the address, which devices need once.
    const bool head = height() >= lowBelow || m_tabs->current() == ServerTabs::Devices;
    m_address->setVisible(head && !m_console.isRemote());
    m_elsewhere->setVisible(head && m_console.isRemote());
    const bool folded = width() < foldPageAt;
    m_top->setDirection(folded ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_asking->setMinimumWidth(folded ? 0 : askingWidth);
    m_asking->setMaximumWidth(folded ? QWIDGETSIZE_MAX : askingWidth);
}

void ServerPage::retranslate()
{
    m_switch->setAccessibleName(tr("Server on this computer"));
    m_off->setTexts(tr("The server is off"),
        tr("Switch it on, and this computer and other devices on your network can talk with the built-in assistant. No account and no "
           "internet is needed."),
        tr("Start the server"));
    m_dismiss->setText(tr("Dismiss"));
    m_attach->setToolTip(tr("Look after a server on another computer"));
    refresh();
}

void ServerPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ServerPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_serverpage.cpp"
