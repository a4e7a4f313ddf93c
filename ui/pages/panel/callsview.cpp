// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/callsview.h"

#include "pages/panel/auditdelegate.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/dialogs.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"
#include "widgets/icon.h"
#include "widgets/plainlist.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/toast.h"
#include "widgets/troublebar.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

namespace myna::ui {

using mcp::AuditFilter;
using viewmodels::AuditListModel;
using viewmodels::AuditViewModel;

namespace {
constexpr int searchWidth = 240; // px
constexpr int factWidth = 110; // px
constexpr std::array filters { AuditFilter::Everything, AuditFilter::Allowed, AuditFilter::Asked, AuditFilter::Refused,
    AuditFilter::Failed };
}

CallsView::CallsView(const Theme& theme, AuditViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_actions(new QWidget(this))
{
    buildActions();
    build();
    connect(&model, &AuditViewModel::changed, this, &CallsView::showContent);
    connect(&model, &AuditViewModel::chosenChanged, this, &CallsView::showChosen);
    connect(&model, &AuditViewModel::saidChanged, this, [this] { m_toast->say(m_model.said().tone, m_model.said().text); });
    retranslate();
    showChosen();
}

void CallsView::buildActions()
{
    auto* row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    m_deleteAll = new QPushButton(m_actions);
    m_export = new QPushButton(m_actions);
    styleButton(m_deleteAll, ButtonKind::Danger);
    styleButton(m_export, ButtonKind::Secondary);
    row->addWidget(m_deleteAll);
    row->addWidget(m_export);
    connect(m_export, &QPushButton::clicked, this, &CallsView::askForFile);
    connect(m_deleteAll, &QPushButton::clicked, this, &CallsView::askToDeleteAll);
}

void CallsView::build()
{
    m_trouble = new TroubleBar(m_theme, this);
    m_filter = new SegmentedControl(this);
    for (const AuditFilter filter : filters)
        m_filter->addSegment(int(filter), QString());
    m_filter->setCurrent(int(m_model.filter()));
    m_search = new QLineEdit(this);
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->setMinimumSize(searchWidth, hitTarget + 4);
    QAction* glass = m_search->addAction(icon(QStringLiteral("search"), m_theme.palette().secondary), QLineEdit::LeadingPosition);
    connect(
        &m_theme, &Theme::changed, glass, [this, glass] { glass->setIcon(icon(QStringLiteral("search"), m_theme.palette().secondary)); });
    auto* head = new FlowLayout(space::m);
    head->addWidget(m_filter);
    head->addWidget(m_search);
    head->addWidget(m_actions);
    m_list = new QListView(this);
    makePlain(*m_list, m_theme);
    m_list->setItemDelegate(new AuditDelegate(m_theme, m_list));
    m_list->setModel(m_model.calls());
    m_nothing = new EmptyState(m_theme, QStringLiteral("list"), this);
    m_results = new QStackedWidget(this);
    m_results->addWidget(m_list);
    m_results->addWidget(m_nothing);
    m_detail = new Card(m_theme);
    m_detailArea = new QScrollArea(this);
    m_detailArea->setWidgetResizable(true);
    m_detailArea->setFrameShape(QFrame::NoFrame);
    m_detailArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_detailArea->setWidget(m_detail);
    m_facts = new QGridLayout;
    m_facts->setHorizontalSpacing(space::l);
    m_facts->setVerticalSpacing(space::xs);
    m_facts->setColumnMinimumWidth(0, factWidth);
    m_facts->setColumnStretch(1, 1);
    m_detail->body()->addLayout(m_facts);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(m_trouble);
    column->addLayout(head);
    column->addWidget(m_results, 1);
    column->addWidget(m_detailArea);
    m_toast = new Toast(m_theme, this);
    connect(m_filter, &SegmentedControl::chosen, this, [this](int id) { m_model.setFilter(AuditFilter(id)); });
    connect(m_search, &QLineEdit::textChanged, &m_model, &AuditViewModel::search);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& row) { m_model.choose(row.data(AuditListModel::IdRole).toLongLong()); });
    connect(m_nothing, &EmptyState::actionWanted, this, [this] {
        m_filter->setCurrent(int(AuditFilter::Everything));
        m_model.setFilter(AuditFilter::Everything);
        m_search->clear();
    });
    setFocusProxy(m_list);
}

void CallsView::showContent()
{
    using Content = AuditViewModel::Content;
    const Content content = m_model.content();
    m_results->setCurrentWidget(content == Content::List || content == Content::Loading ? static_cast<QWidget*>(m_list) : m_nothing);
    if (content == Content::Nothing)
        m_nothing->setTexts(tr("No tool was called yet"),
            tr("Whatever the assistant does on this computer appears here: what, when, for whom, and whether you allowed it. The list "
               "stays "
               "on this computer."));
    else
        m_nothing->setTexts(tr("Nothing found"), tr("No call passes this filter and has all of the words."), tr("Show all"));
    m_export->setEnabled(content == Content::List);
    m_deleteAll->setEnabled(m_model.kept() > 0);
    m_trouble->setTrouble(viewmodels::Tone::Warning, m_model.trouble(), {});
}

void CallsView::showChosen()
{
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    for (const auto& [name, value] : m_model.chosenFacts()) {
        auto* left = new QLabel(name, m_detail);
        auto* right = new QLabel(value, m_detail);
        styleText(left, TextKind::Secondary);
        styleText(right, TextKind::Body);
        for (QLabel* label : { left, right })
            label->setTextFormat(Qt::PlainText);
        right->setWordWrap(true);
        right->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_facts->addWidget(left, line, 0, Qt::AlignTop);
        m_facts->addWidget(right, line, 1);
        ++line;
    }
    m_detailArea->setVisible(line > 0);
    giveRoom();
    m_detail->setAccessibleName(tr("The chosen call"));
}

void CallsView::giveRoom()
{
    constexpr double most = 0.45; // of the view
    const int needed = m_detail->layout()->hasHeightForWidth() ? m_detail->layout()->totalHeightForWidth(m_detailArea->viewport()->width())
                                                               : m_detail->sizeHint().height();
    m_detailArea->setFixedHeight(qMin(needed, int(height() * most)));
}

void CallsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    giveRoom();
}

void CallsView::askForFile()
{
    QFileDialog* dialog = saveDialog(this, tr("Save the tool calls"), QStringLiteral("myna-tools"),
        { { tr("Table (*.csv)"), QStringLiteral("csv") }, { tr("For programs (*.json)"), QStringLiteral("json") } });
    connect(dialog, &QFileDialog::fileSelected, &m_model, &AuditViewModel::exportTo);
    dialog->open();
}

void CallsView::askToDeleteAll()
{
    QMessageBox* question = hardQuestion(this,
        { .title = tr("Delete the list of tool calls"),
            .text = tr("Delete all %n call(s) from the list?", nullptr, m_model.kept()),
            .consequence = tr("This cannot be taken back. What you decided about tools stays."),
            .yes = tr("Delete all"),
            .no = tr("Keep them") });
    connect(question, &QMessageBox::accepted, &m_model, &AuditViewModel::removeAll);
    question->open();
}

void CallsView::retranslate()
{
    const std::array texts { tr("Everything"), tr("Allowed"), tr("Asked"), tr("Refused"), tr("Failed") };
    for (size_t i = 0; i < filters.size(); ++i)
        m_filter->setSegmentText(int(filters[i]), texts[i]);
    m_filter->setAccessibleName(tr("Which calls"));
    m_search->setPlaceholderText(tr("Search the calls"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setAccessibleName(tr("Calls of tools, newest first"));
    m_export->setText(tr("Export…"));
    m_export->setToolTip(tr("Saves what is found, as a table or for programs."));
    m_deleteAll->setText(tr("Delete all…"));
    for (QPushButton* button : { m_export, m_deleteAll })
        button->setAccessibleName(button->text());
    showContent();
}

void CallsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model.setWatched(true);
}

void CallsView::hideEvent(QHideEvent* event)
{
    m_model.setWatched(false);
    QWidget::hideEvent(event);
}

void CallsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || !m_toast)
        return;
    m_model.retranslate();
    retranslate();
}

}

#include "moc_callsview.cpp"
