// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/toolsview.h"

#include "pages/panel/toolcard.h"
#include "pages/panel/tooldecisionrow.h"
#include "pages/panel/tooldelegate.h"
#include "settings/choicebox.h"
#include "viewmodels/toolsviewmodel.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/plainlist.h"
#include "widgets/scrollpage.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ToolsViewModel;

namespace {
constexpr int leftWidth = 320; // px
constexpr int narrowLeftWidth = 230;
constexpr int narrowAt = 820;
}

ToolsView::ToolsView(ToolsViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_place(choiceBox(narrowLeftWidth))
    , m_words(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_left(new QWidget(this))
    , m_lists(new QStackedWidget(this))
    , m_nothing(new EmptyState(theme, u"search"_s, this))
    , m_right(new QStackedWidget(this))
    , m_unchosen(new EmptyState(theme, u"tool"_s, this))
    , m_scroll(new QScrollArea(this))
    , m_card(new ToolCard(model, theme))
{
    m_list->setModel(&model);
    m_list->setItemDelegate(new ToolDelegate(theme, m_list));
    makePlain(*m_list, theme);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumHeight(hitTarget + 4);
    m_place->setMinimumHeight(hitTarget + 4);
    auto* surface = new Card(theme, m_left);
    surface->body()->setContentsMargins(1, space::s, 1, space::s);
    surface->body()->addWidget(m_lists);
    m_lists->addWidget(m_list);
    m_lists->addWidget(m_nothing);
    auto* left = new QVBoxLayout(m_left);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(space::s);
    left->addWidget(m_place);
    left->addWidget(m_words);
    left->addWidget(surface, 1);
    setScrollPage(m_scroll, m_card);
    m_right->addWidget(m_unchosen);
    m_right->addWidget(m_scroll);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::xl, space::l, space::l, space::l);
    row->setSpacing(space::xl);
    row->addWidget(m_left);
    row->addWidget(m_right, 1);
    connect(m_place, &QComboBox::activated, &model, &ToolsViewModel::choosePlace);
    connect(m_words, &QLineEdit::textChanged, &model, &ToolsViewModel::setWords);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            m_model.choose(index.data(ToolsViewModel::NameRole).toString());
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &ToolsView::showList);
    connect(&model, &ToolsViewModel::placesChanged, this, &ToolsView::listPlaces);
    connect(&model, &ToolsViewModel::chosenChanged, this, &ToolsView::showChosen);
    connect(&theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_nothing, &EmptyState::actionWanted, m_words, &QLineEdit::clear);
    auto* search = new QShortcut(QKeySequence::Find, this);
    search->setContext(Qt::WidgetWithChildrenShortcut);
    connect(search, &QShortcut::activated, m_words, qOverload<>(&QWidget::setFocus));
    setFocusProxy(m_list);
    retranslate();
}

void ToolsView::setPermissions(viewmodels::ToolPermissions& permissions)
{
    m_decision = new ToolDecisionRow(permissions, m_card);
    m_card->setExtra(m_decision);
    m_decision->setWords(tr("When the assistant wants to use it:"));
    showDecision();
}

void ToolsView::listPlaces()
{
    const QSignalBlocker quiet(m_place);
    m_place->clear();
    m_place->addItems(m_model.places());
    m_place->setCurrentIndex(m_model.currentPlace());
    m_place->setVisible(m_place->count() > 1);
}

void ToolsView::showList()
{
    const bool empty = m_model.rowCount() == 0;
    if (m_model.toolCount() == 0)
        m_nothing->setTexts(tr("No tools here"), tr("It offers nothing that could be called, or it is not connected."));
    else
        m_nothing->setTexts(tr("No tool has these words"), tr("Every word is looked for in name and description."), tr("Show all"));
    m_lists->setCurrentIndex(empty ? 1 : 0);
    const QSignalBlocker quiet(m_list->selectionModel());
    const int row = m_model.chosenRow();
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_model.index(row));
    showChosen();
}

void ToolsView::showChosen()
{
    QWidget* const shown = m_model.chosen() ? static_cast<QWidget*>(m_scroll) : m_unchosen;
    if (m_right->currentWidget() != shown)
        m_right->setCurrentWidget(shown);
    m_scroll->verticalScrollBar()->setValue(0);
    showDecision();
}

void ToolsView::showDecision()
{
    const viewmodels::ToolPlace::Offer* const tool = m_model.chosen();
    if (m_decision)
        m_decision->setTool(tool && m_model.isThisComputer() ? tool->spec.name : QString());
}

void ToolsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_left->setFixedWidth(width() < narrowAt ? narrowLeftWidth : leftWidth);
}

void ToolsView::retranslate()
{
    m_words->setPlaceholderText(tr("Search tools"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_place->setAccessibleName(tr("Tools of which device"));
    m_list->setAccessibleName(tr("Tools"));
    m_unchosen->setTexts(tr("What the assistant can do"),
        tr("Every tool it may call is in this list. Choose one to call it yourself and to see exactly what is said."));
    if (m_decision)
        m_decision->setWords(tr("When the assistant wants to use it:"));
    listPlaces();
    showList();
}

void ToolsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_model.retranslate();
        retranslate();
    }
    QWidget::changeEvent(event);
}

}

#include "moc_toolsview.cpp"
