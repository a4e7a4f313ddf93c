// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "pages/helpdialog.h"
#include "widgets/icon.h"
#include "widgets/pilllabel.h"
#include "widgets/railmark.h"
#include "widgets/troublebar.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace myna::ui {

namespace {

constexpr QSize smallest(760, 560);
constexpr QSize usual(1120, 740);
constexpr int titleHeight = 56;
constexpr int shortcutPages = 5; // Ctrl+1…5, from the top of the rail

QKeySequence keysOf(const Page& page, size_t place)
{
    return QKeySequence(Qt::CTRL | (page.atBottom ? Qt::Key_Comma : Qt::Key(Qt::Key_1 + int(place))));
}

// As large as the page that is shown, not as the largest one.
class SnugStack final : public QStackedWidget
{
public:
    using QStackedWidget::QStackedWidget;
    [[nodiscard]] QSize sizeHint() const override { return currentWidget() ? currentWidget()->sizeHint() : QSize(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return currentWidget() ? currentWidget()->minimumSizeHint() : QSize(); }
};

QToolButton* railButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setProperty("kind", QStringLiteral("rail"));
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize({ 22, 22 });
    button->setFixedSize(railWidth - 12, 58);
    button->setFont(fontFor(TextKind::Small));
    button->setFocusPolicy(Qt::TabFocus);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

}

MainWindow::MainWindow(const Theme& theme, viewmodels::TalkViewModel& model, QWidget* parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_model(model)
    , m_views(new QStackedWidget(this))
    , m_shell(new QWidget(m_views))
{
    auto* row = new QHBoxLayout(m_shell);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildRail());
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(buildTitleBar());
    column->addWidget(new Hairline(theme, m_shell));
    m_stopBar = new TroubleBar(theme, m_shell);
    column->addWidget(m_stopBar);
    m_pages = new SnugStack(m_shell);
    column->addWidget(m_pages, 1);
    row->addLayout(column, 1);
    m_views->addWidget(m_shell);
    setCentralWidget(m_views);
    setMinimumSize(smallest);
    resize(usual);
    addShortcuts();
    connect(&model, &viewmodels::TalkViewModel::changed, this, &MainWindow::showState);
    connect(&theme, &Theme::changed, this, &MainWindow::dressRail);
    setWindowIcon(mynaIcon(theme.palette()));
    retranslate();
}

QWidget* MainWindow::buildRail()
{
    auto* rail = new RailPanel(m_theme, m_shell);
    auto* column = new QVBoxLayout(rail);
    column->setContentsMargins(6, 56, 6, space::s);
    column->setSpacing(space::xs);
    m_railTop = new QVBoxLayout;
    m_railTop->setSpacing(space::xs);
    m_railBottom = new QVBoxLayout;
    m_railBottom->setSpacing(space::xs);
    column->addLayout(m_railTop);
    column->addStretch();
    column->addLayout(m_railBottom);
    m_help = railButton(rail);
    connect(m_help, &QToolButton::clicked, this, &MainWindow::showHelp);
    m_railBottom->addWidget(m_help);
    return rail;
}

QWidget* MainWindow::buildTitleBar()
{
    auto* bar = new QWidget(m_shell);
    bar->setFixedHeight(titleHeight);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(space::xl, 0, space::xl, 0);
    row->setSpacing(space::m);
    m_title = new QLabel(bar);
    styleText(m_title, TextKind::PageTitle);
    m_pills = new SnugStack(bar);
    m_pills->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_pill = new PillLabel(m_theme, m_pills);
    m_pills->addWidget(m_pill);
    m_extras = new SnugStack(bar);
    m_extras->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    m_extras->addWidget(new QWidget(m_extras));
    row->addWidget(m_title);
    m_camera = new PillLabel(m_theme, bar);
    m_camera->hide();
    row->addWidget(m_pills, 1);
    row->addWidget(m_camera);
    row->addWidget(m_extras);
    return bar;
}

void MainWindow::addShortcuts()
{
    const auto goTo = [this](const QKeySequence& keys) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, [this, keys] {
            for (size_t i = 0; i < m_entries.size() && !overlay(); ++i) {
                if (keysOf(m_entries[i].page, i) == keys)
                    return showPage(m_entries[i].page.id);
            }
        });
    };
    for (int i = 0; i < shortcutPages; ++i)
        goTo(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
    goTo(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    m_interrupt = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(m_interrupt, &QShortcut::activated, &m_model, &viewmodels::TalkViewModel::interrupt);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_M), this), &QShortcut::activated, &m_model.mute(), &viewmodels::Mute::toggle);
    connect(new QShortcut(QKeySequence(Qt::Key_F1), this), &QShortcut::activated, this, &MainWindow::showHelp);
}

void MainWindow::addPage(const Page& page)
{
    Entry entry { page, railButton(m_shell) };
    entry.button->setCheckable(true);
    entry.button->setAutoExclusive(false);
    if (page.atBottom)
        m_railBottom->insertWidget(0, entry.button);
    else
        m_railTop->addWidget(entry.button);
    m_pages->addWidget(page.widget);
    if (page.titleExtra)
        m_extras->addWidget(page.titleExtra);
    if (page.pill)
        m_pills->addWidget(page.pill);
    connect(entry.button, &QToolButton::clicked, this, [this, id = page.id] { showPage(id); });
    m_entries.push_back(entry);
    dressRail();
    retranslate();
    if (m_entries.size() == 1)
        showEntry(m_entries.front());
}

void MainWindow::showPage(PageId id)
{
    for (const Entry& entry : m_entries) {
        if (entry.page.id == id)
            showEntry(entry);
    }
}

void MainWindow::showEntry(const Entry& shown)
{
    for (const Entry& entry : m_entries)
        entry.button->setChecked(entry.page.id == shown.page.id);
    m_pages->setCurrentWidget(shown.page.widget);
    m_extras->setCurrentWidget(shown.page.titleExtra ? shown.page.titleExtra : m_extras->widget(0));
    m_pills->setCurrentWidget(shown.page.pill ? shown.page.pill : m_pill);
    m_pages->updateGeometry();
    m_extras->updateGeometry();
    m_pills->updateGeometry();
    m_title->setText(shown.page.title ? shown.page.title() : QString());
    shown.page.widget->setFocus(Qt::OtherFocusReason);
    emit pageShown(shown.page.id);
}

PageId MainWindow::currentPage() const
{
    for (const Entry& entry : m_entries) {
        if (entry.page.widget == m_pages->currentWidget())
            return entry.page.id;
    }
    return PageId::Talk;
}

void MainWindow::showOverlay(QWidget* view)
{
    if (view && m_views->indexOf(view) < 0)
        m_views->addWidget(view);
    m_views->setCurrentWidget(view ? view : m_shell);
    m_interrupt->setEnabled(!view); // Escape leaves what covers the pages
    if (view)
        view->setFocus(Qt::OtherFocusReason);
    else if (m_pages->currentWidget())
        m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

QWidget* MainWindow::overlay() const
{
    return m_views->currentWidget() == m_shell ? nullptr : m_views->currentWidget();
}

void MainWindow::showState()
{
    m_pill->setState(m_model.tone(), m_model.stateText());
    // The reason stands on the talk page; elsewhere the tip has it.
    const QString reason = m_model.trouble().text;
    m_pill->setToolTip(reason.isEmpty() ? m_model.stateText() : tr("%1\n%2", "state, reason").arg(m_model.stateText(), reason));
    m_pills->updateGeometry();
}

void MainWindow::setCameraInUse(bool inUse)
{
    m_camera->setVisible(inUse);
}

void MainWindow::setToolStop(viewmodels::ToolStop& stop)
{
    m_toolStop = &stop;
    connect(&stop, &viewmodels::ToolStop::changed, this, &MainWindow::showToolStop);
    connect(m_stopBar, &TroubleBar::repairWanted, &stop, &viewmodels::ToolStop::release);
    auto* keys = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Escape), this);
    connect(keys, &QShortcut::activated, &stop, &viewmodels::ToolStop::stop);
    showToolStop();
}

void MainWindow::showToolStop()
{
    const bool stopped = m_toolStop && m_toolStop->isStopped();
    m_stopBar->setTrouble(viewmodels::Tone::Bad, stopped ? m_toolStop->text() : QString(), tr("Let it act again"));
}

void MainWindow::showHelp()
{
    auto* help = new HelpDialog(this);
    help->setAttribute(Qt::WA_DeleteOnClose);
    help->open();
}

void MainWindow::dressRail()
{
    const Palette& p = m_theme.palette();
    for (const Entry& entry : m_entries)
        entry.button->setIcon(icon(entry.page.icon, p.railText, p.railActiveText));
    m_help->setIcon(icon(QStringLiteral("help"), p.railText));
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Myna"));
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries[i];
        const QString title = entry.page.title ? entry.page.title() : QString();
        entry.button->setText(title);
        entry.button->setAccessibleName(title);
        const QString keys = keysOf(entry.page, i).toString(QKeySequence::NativeText);
        entry.button->setToolTip(tr("%1 (%2)", "page, keys").arg(title, keys));
        if (entry.button->isChecked())
            m_title->setText(title);
    }
    m_help->setText(tr("Help"));
    m_help->setAccessibleName(m_help->text());
    m_help->setToolTip(tr("What the keys do (F1)"));
    m_pill->setAccessibleDescription(tr("State of the connection"));
    m_camera->setState(Tone::Bad, tr("Camera on"));
    dressRail();
    showState();
    showToolStop();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::ThemeChange && m_systemChanged)
        m_systemChanged();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    emit geometryLeft(saveGeometry());
    QMainWindow::closeEvent(event);
    emit closed();
}

}

#include "moc_mainwindow.cpp"
