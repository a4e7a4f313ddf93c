// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/thingsview.h"

#include "pages/panel/cardwalk.h"
#include "pages/panel/homeinvitation.h"
#include "pages/panel/thingcard.h"
#include "widgets/busydots.h"
#include "widgets/columnslayout.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/scrollpage.h"
#include "widgets/troublebar.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace myna::ui {

using viewmodels::PanelCard;
using viewmodels::PanelControl;
using viewmodels::PanelNotice;
using viewmodels::PanelSection;
using viewmodels::PanelViewModel;

namespace {

constexpr int cardWidth = 280; // px: with less, a slider is too short for a finger
constexpr int mostColumns = 4;
constexpr int gap = 14;
constexpr int manyThings = 12; // from here the search stands there unasked
constexpr std::chrono::milliseconds busyDelay { 300 };

// "LIVING ROOM · connected to this computer's server"
QWidget* headingOf(const Theme& theme, const PanelSection& section, QWidget* parent)
{
    auto* line = new QWidget(parent);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(2, 0, 0, 0);
    row->setSpacing(space::xs);
    if (section.isFavourites)
        row->addWidget(new IconLabel(theme, QStringLiteral("star-filled"), 14, &Palette::accentText, line));
    auto* title = new QLabel(QLocale().toUpper(section.title), line);
    title->setTextFormat(Qt::PlainText);
    styleText(title, TextKind::SectionTitle);
    title->setAccessibleName(section.title);
    row->addWidget(title);
    if (!section.relation.isEmpty()) {
        auto* relation = new QLabel(QStringLiteral("· %1").arg(section.relation), line);
        relation->setTextFormat(Qt::PlainText);
        styleText(relation, TextKind::SectionTitle);
        row->addWidget(relation);
    }
    row->addStretch();
    return line;
}

}

ThingsView::ThingsView(PanelViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_scenes(new QStackedWidget(this))
    , m_empty(new EmptyState(theme, QStringLiteral("cards"), m_scenes))
    , m_list(new QWidget(m_scenes))
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scenes);
    m_scenes->addWidget(m_list);
    m_scenes->addWidget(m_empty);
    build();
    m_rebuildTimer.setSingleShot(true);
    m_rebuildTimer.setInterval(0);
    connect(&m_rebuildTimer, &QTimer::timeout, this, &ThingsView::rebuild);
    m_busyTimer.setSingleShot(true);
    m_busyTimer.setInterval(busyDelay);
    connect(&m_busyTimer, &QTimer::timeout, m_busy, &QWidget::show);
    connect(&model, &PanelViewModel::sectionsChanged, &m_rebuildTimer, qOverload<>(&QTimer::start));
    connect(&model, &PanelViewModel::cardChanged, this, &ThingsView::refreshCard);
    connect(&model, &PanelViewModel::noticeChanged, this, &ThingsView::showNotice);
    connect(m_empty, &EmptyState::actionWanted, this, &ThingsView::settingsWanted);
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, &ThingsView::startSearch);
    setFocusPolicy(Qt::StrongFocus);
    retranslate();
    rebuild();
    showNotice();
}

void ThingsView::build()
{
    auto* whole = new QVBoxLayout(m_list);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    m_scroll = new QScrollArea(m_list);
    auto* content = new QWidget(m_scroll);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(space::xl, 18, space::xl, space::xl);
    column->setSpacing(0);

    m_searchRow = new QWidget(content);
    auto* row = new QHBoxLayout(m_searchRow);
    row->setContentsMargins(0, 0, 0, space::l);
    m_search = new QLineEdit(m_searchRow);
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(360);
    m_search->setMaxLength(100);
    m_search->installEventFilter(this);
    row->addWidget(m_search, 1);
    row->addStretch(1);
    connect(m_search, &QLineEdit::textChanged, &m_model, &PanelViewModel::setSearch);
    column->addWidget(m_searchRow);

    m_trouble = new TroubleBar(m_theme, content);
    connect(m_trouble, &TroubleBar::repairWanted, this, &ThingsView::settingsWanted);
    column->addWidget(m_trouble);
    m_busy = new QWidget(content);
    auto* busyRow = new QHBoxLayout(m_busy);
    busyRow->setContentsMargins(0, 0, 0, space::l);
    m_busyText = new QLabel(m_busy);
    m_busyText->setTextFormat(Qt::PlainText);
    styleText(m_busyText, TextKind::Secondary);
    busyRow->addWidget(new BusyDots(m_theme, m_busy));
    busyRow->addWidget(m_busyText, 1);
    m_busy->hide();
    column->addWidget(m_busy);

    m_sections = new QVBoxLayout;
    m_sections->setSpacing(0);
    column->addLayout(m_sections);
    m_nothing = new EmptyState(m_theme, QStringLiteral("search"), content);
    connect(m_nothing, &EmptyState::actionWanted, this, &ThingsView::endSearch);
    column->addWidget(m_nothing);
    m_invitation = new HomeInvitation(m_theme, content);
    connect(m_invitation, &HomeInvitation::accepted, this, &ThingsView::settingsWanted);
    column->addWidget(m_invitation);
    column->addStretch();
    setScrollPage(m_scroll, content);
    whole->addWidget(m_scroll);
}

// Cards stay the same widgets: what somebody holds, and where the keyboard is, survives a new order.
void ThingsView::rebuild()
{
    QWidget* focused = QApplication::focusWidget();
    const bool mine = focused && isAncestorOf(focused);
    QSet<QString> wanted;
    for (const PanelSection& section : m_model.sections())
        wanted.unite(QSet<QString>(section.keys.begin(), section.keys.end()));
    for (auto card = m_cards.begin(); card != m_cards.end();) {
        (*card)->setParent(m_scroll->widget());
        (*card)->hide();
        if (m_model.card(card.key()).title.isEmpty()) {
            (*card)->deleteLater();
            card = m_cards.erase(card);
        } else {
            ++card;
        }
    }
    qDeleteAll(m_sectionWidgets);
    m_sectionWidgets.clear();
    m_order.clear();
    for (const PanelSection& section : m_model.sections())
        addSection(section);
    orderTabs();
    const bool searches = !m_model.search().isEmpty();
    m_nothing->setVisible(searches && m_order.isEmpty());
    m_nothing->setTexts(tr("Nothing found"), tr("No thing and no room is called “%1”.").arg(m_model.search()), tr("Show everything"));
    m_searchRow->setVisible(searches || m_search->hasFocus() || m_model.count() >= manyThings);
    m_invitation->setVisible(m_model.isHomeInvited() && !searches && m_model.count() > 0);
    m_scenes->setCurrentWidget(m_model.count() == 0 && !m_model.notice().isBusy ? static_cast<QWidget*>(m_empty) : m_list);
    if (mine && focused != QApplication::focusWidget())
        (focused->isVisible() ? focused : this)->setFocus(Qt::OtherFocusReason);
    if (std::exchange(m_shownSearch, m_model.search()) != m_model.search())
        m_scroll->verticalScrollBar()->setValue(0);
}

// Card by card as they are seen, each with what is in it.
void ThingsView::orderTabs()
{
    QWidget* last = m_search;
    for (ThingCard* card : std::as_const(m_order)) {
        QList<QWidget*> stops = card->findChildren<QWidget*>();
        stops.prepend(card);
        for (QWidget* stop : std::as_const(stops)) {
            if ((stop->focusPolicy() & Qt::TabFocus) == 0 || stop->window() != window())
                continue; // the list of a choice is a window of its own
            QWidget::setTabOrder(last, stop);
            last = stop;
        }
    }
}

void ThingsView::keyPressEvent(QKeyEvent* event)
{
    const bool isArrow = event->key() == Qt::Key_Down || event->key() == Qt::Key_Right;
    if (isArrow && hasFocus() && !m_order.isEmpty())
        m_order.constFirst()->setFocus(Qt::TabFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void ThingsView::addSection(const PanelSection& section)
{
    auto* part = new QWidget(m_scroll->widget());
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 20);
    column->setSpacing(10);
    column->addWidget(headingOf(m_theme, section, part));
    auto* grid = new QWidget(part);
    auto* columns = new ColumnsLayout(cardWidth, mostColumns, gap, grid);
    for (const QString& key : section.keys) {
        ThingCard* card = cardOf(key);
        card->setParent(grid);
        columns->addWidget(card);
        card->show();
        m_order << card;
    }
    column->addWidget(grid);
    m_sections->addWidget(part);
    part->show(); // now: the keyboard may be in it
    m_sectionWidgets << part;
}

ThingCard* ThingsView::cardOf(const QString& key)
{
    if (ThingCard* known = m_cards.value(key))
        return known;
    auto* card = new ThingCard(m_theme, m_scroll->widget());
    connect(card, &ThingCard::changeWanted, this,
        [this, key](const QString& property, const QVariant& value) { m_model.change(key, property, value); });
    connect(card, &ThingCard::dragged, this,
        [this, key](const QString& property, const QVariant& value) { m_model.drag(key, property, value); });
    connect(card, &ThingCard::released, this, [this, key](const QString& property) { m_model.release(key, property); });
    connect(card, &ThingCard::favouriteWanted, this, [this, key](bool favourite) { m_model.setFavourite(key, favourite); });
    connect(card, &ThingCard::moveWanted, this, [this, card](Qt::Key arrow) { move(card, arrow); });
    m_cards.insert(key, card);
    refreshCard(key);
    return card;
}

void ThingsView::refreshCard(const QString& key)
{
    ThingCard* shown = m_cards.value(key);
    if (!shown)
        return;
    const PanelCard card = m_model.card(key);
    if (card.title.isEmpty())
        return; // it is gone, and leaves with the next order
    shown->present(card);
    for (const PanelControl& control : card.controls) {
        if (control.isPlotted)
            shown->presentHistory(control.property, m_model.history(key, control.property), m_model.nowSeconds());
    }
}

void ThingsView::showNotice()
{
    const PanelNotice notice = m_model.notice();
    m_trouble->setTrouble(notice.tone, notice.isBusy ? QString() : notice.text, notice.repair);
    m_trouble->setVisible(!notice.isBusy && !notice.text.isEmpty());
    m_busyText->setText(notice.text);
    if (!notice.isBusy) {
        m_busyTimer.stop();
        m_busy->hide();
    } else if (!m_busy->isVisible()) {
        m_busyTimer.start();
    }
    m_rebuildTimer.start();
}

void ThingsView::startSearch()
{
    m_searchRow->show();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ThingsView::endSearch()
{
    m_search->clear();
    setFocus(Qt::OtherFocusReason);
    m_rebuildTimer.start();
}

void ThingsView::move(ThingCard* from, Qt::Key arrow)
{
    QWidget* card = cardBeside(*this, QVector<QWidget*>(m_order.begin(), m_order.end()), from, arrow);
    if (!card)
        return;
    card->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(card, 0, space::l);
}

bool ThingsView::eventFilter(QObject* watched, QEvent* event)
{
    // Escape belongs to the search while it is open, not to the answer that is spoken.
    if (watched == m_search && event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            endSearch();
            return true;
        }
        if ((key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) && !m_order.isEmpty()) {
            m_order.constFirst()->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ThingsView::retranslate()
{
    m_empty->setTexts(tr("Nothing to control yet"),
        tr("Lamps, blinds, sensors and everything else of your home appear here as cards, room by room, when Myna knows where they are."),
        tr("Connect your home"));
    m_search->setPlaceholderText(tr("Search things and rooms"));
    m_search->setAccessibleName(m_search->placeholderText());
}

void ThingsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        m_model.retranslate();
    }
}

}

#include "moc_thingsview.cpp"
