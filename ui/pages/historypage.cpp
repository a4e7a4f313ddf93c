// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/historypage.h"

#include "pages/conversationlist.h"
#include "pages/threadpanel.h"
#include "widgets/buttons.h"
#include "widgets/dialogs.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/toast.h"
#include "widgets/troublebar.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::HistoryViewModel;

namespace {
constexpr int listWidth = 340; // px
constexpr int foldBelow = foldWidth - railWidth; // px of the page
enum Filter { All, Starred };
}

HistoryPage::HistoryPage(const Theme& theme, HistoryViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_titleExtra(new QWidget(this))
{
    buildTitleExtra();
    connectModel();
    retranslate();
}

void HistoryPage::buildTitleExtra()
{
    auto* row = new QHBoxLayout(m_titleExtra);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    m_deleteAll = new QPushButton(m_titleExtra);
    m_export = new QPushButton(m_titleExtra);
    styleButton(m_deleteAll, ButtonKind::Danger);
    styleButton(m_export, ButtonKind::Secondary);
    row->addWidget(m_deleteAll);
    row->addWidget(m_export);
    m_titleExtra->hide(); // until the window puts it into its title bar
    connect(m_export, &QPushButton::clicked, this, [this] { askForFile(false); });
    connect(m_deleteAll, &QPushButton::clicked, this, &HistoryPage::askToDeleteAll);
}

void HistoryPage::connectModel()
{
    connect(&m_model, &HistoryViewModel::changed, this, &HistoryPage::showContent);
    connect(&m_model, &HistoryViewModel::chosenChanged, this, &HistoryPage::fold);
    connect(&m_model, &HistoryViewModel::saidChanged, this, &HistoryPage::showSaid);
}

void HistoryPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_trouble = new TroubleBar(m_theme, this);
    m_nothing = new EmptyState(m_theme, QStringLiteral("history"), this);
    m_both = new QWidget(this);
    column->addWidget(m_trouble);
    column->addWidget(m_nothing, 1);
    column->addWidget(m_both, 1);
    auto* row = new QHBoxLayout(m_both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_left = buildLeft();
    m_thread = new ThreadPanel(m_theme, m_model, m_both);
    row->addWidget(m_left);
    row->addWidget(m_thread, 1);
    m_toast = new Toast(m_theme, this);
    connect(m_trouble, &TroubleBar::repairWanted, &m_model, &HistoryViewModel::tryAgain);
    connect(m_nothing, &EmptyState::actionWanted, this, [this] {
        if (m_model.isKeeping())
            emit talkWanted();
        else
            emit settingsWanted();
    });
    connect(m_thread, &ThreadPanel::backWanted, this, [this] {
        m_model.choose(0);
        m_list->setFocus();
    });
    connect(m_thread, &ThreadPanel::exportWanted, this, [this] { askForFile(true); });
    connect(m_thread, &ThreadPanel::copied, &m_model, &HistoryViewModel::noteCopied);
    connect(m_toast, &Toast::actionWanted, &m_model, &HistoryViewModel::undo);
    setFocusProxy(m_search);
}

QWidget* HistoryPage::buildLeft()
{
    auto* left = new QWidget(m_both);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(space::l, space::l, space::m, 0);
    column->setSpacing(space::m);
    m_search = new QLineEdit(left);
    m_search->setClearButtonEnabled(true);
    QAction* glass = m_search->addAction(icon(QStringLiteral("search"), m_theme.palette().secondary), QLineEdit::LeadingPosition);
    connect(
        &m_theme, &Theme::changed, glass, [this, glass] { glass->setIcon(icon(QStringLiteral("search"), m_theme.palette().secondary)); });
    m_search->setMaxLength(200);
    m_filter = new SegmentedControl(left);
    m_filter->addSegment(All, QString());
    m_filter->addSegment(Starred, QString());
    m_filter->setCurrent(All);
    m_list = new ConversationList(m_theme, left);
    m_list->setModel(m_model.conversations());
    m_noneFound = new EmptyState(m_theme, QStringLiteral("search"), left);
    column->addWidget(m_search);
    column->addWidget(m_filter, 0, Qt::AlignLeft);
    m_results = new QStackedLayout;
    m_results->addWidget(m_list);
    m_results->addWidget(m_noneFound);
    column->addLayout(m_results, 1);
    connect(m_search, &QLineEdit::textChanged, &m_model, &HistoryViewModel::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_model.searchNow();
        m_list->setFocus();
    });
    connect(m_filter, &SegmentedControl::chosen, this, [this](int id) { m_model.setStarredOnly(id == Starred); });
    connect(m_list, &ConversationList::chosen, this, &HistoryPage::choose);
    connect(m_list, &QListView::clicked, this, [this] { choose(m_list->currentId()); });
    connect(m_list, &ConversationList::deletionWanted, &m_model, &HistoryViewModel::removeConversation);
    connect(m_list, &ConversationList::starWanted, &m_model, &HistoryViewModel::star);
    connect(m_noneFound, &EmptyState::actionWanted, this, [this] {
        m_filter->setCurrent(All);
        m_model.setStarredOnly(false);
        m_search->clear();
        m_model.searchNow();
        m_search->setFocus();
    });
    return left;
}

void HistoryPage::choose(qint64 id)
{
    m_model.choose(id);
}

void HistoryPage::showContent()
{
    if (!m_both)
        return;
    using Content = HistoryViewModel::Content;
    const Content content = m_model.content();
    const bool nothing = content == Content::Nothing;
    m_nothing->setVisible(nothing);
    m_both->setVisible(!nothing);
    m_results->setCurrentWidget(content == Content::NothingFound ? static_cast<QWidget*>(m_noneFound) : m_list);
    m_export->setEnabled(content == Content::List);
    m_deleteAll->setEnabled(m_model.kept() > 0);
    m_trouble->setTrouble(viewmodels::Tone::Warning, m_model.trouble(), tr("Try again"));
    showEmptiness();
    fold();
}

void HistoryPage::showEmptiness()
{
    if (m_model.isKeeping())
        m_nothing->setTexts(tr("No conversations yet"),
            tr("What you ask and what Myna answers will be kept here, on this computer only. You can search it, name it and delete it."),
            tr("Go and talk"));
    else
        m_nothing->setTexts(tr("Conversations are not kept"),
            tr("You switched the history off. What you say now is forgotten when Myna quits."), tr("Open the settings"));
    if (m_model.words().isEmpty())
        m_noneFound->setTexts(
            tr("No starred conversations"), tr("Open a conversation and press its star to find it here."), tr("Show all"));
    else
        m_noneFound->setTexts(tr("Nothing found"), tr("No turn has all of these words: %1").arg(m_model.words()), tr("Clear the search"));
}

void HistoryPage::showSaid()
{
    if (!m_toast)
        return;
    const HistoryViewModel::Said& said = m_model.said();
    m_toast->say(said.tone, said.text, said.undoable ? tr("Undo") : QString());
}

void HistoryPage::fold()
{
    if (!m_both)
        return;
    m_folded = width() < foldBelow;
    const bool open = m_model.chosen().has_value();
    m_left->setVisible(!m_folded || !open);
    m_thread->setVisible(!m_folded || open);
    m_thread->setBackShown(m_folded);
    if (m_folded)
        m_left->setMaximumWidth(QWIDGETSIZE_MAX);
    m_left->setMinimumWidth(m_folded ? 0 : listWidth);
    if (!m_folded)
        m_left->setMaximumWidth(listWidth);
    m_list->setCurrentId(open ? m_model.chosen()->id : 0);
}

void HistoryPage::askForFile(bool onlyChosen)
{
    QFileDialog* dialog
        = saveDialog(this, onlyChosen ? tr("Save this conversation") : tr("Save the conversations"), QStringLiteral("myna-history"),
            { { tr("Text to read (*.md)"), QStringLiteral("md") }, { tr("For programs (*.json)"), QStringLiteral("json") } });
    connect(dialog, &QFileDialog::fileSelected, this, [this, onlyChosen](const QString& path) { m_model.exportTo(path, onlyChosen); });
    dialog->open();
}

void HistoryPage::askToDeleteAll()
{
    QMessageBox* question = hardQuestion(this,
        { .title = tr("Delete the whole history"),
            .text = tr("Delete all %n conversation(s)?", nullptr, m_model.kept()),
            .consequence = tr("Starred ones go, too. This cannot be taken back. Export them first if you may need them."),
            .yes = tr("Delete all"),
            .no = tr("Keep them") });
    connect(question, &QMessageBox::accepted, &m_model, &HistoryViewModel::removeAll);
    question->open();
}

void HistoryPage::retranslate()
{
    m_export->setText(tr("Export…"));
    m_export->setToolTip(tr("Saves what is found, as text or for programs."));
    m_deleteAll->setText(tr("Delete all…"));
    for (QPushButton* button : { m_export, m_deleteAll })
        button->setAccessibleName(button->text());
    if (!m_both)
        return;
    m_search->setPlaceholderText(tr("Search what was said"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setToolTip(tr("Finds every turn that has all of the words (Ctrl+F)"));
    m_filter->setSegmentText(All, tr("All"), tr("Every conversation"));
    m_filter->setSegmentText(Starred, tr("Starred"), tr("Only those with a star"));
    m_filter->setAccessibleName(tr("Which conversations"));
    m_list->setAccessibleName(tr("Conversations"));
    m_list->setAccessibleDescription(tr("The newest on top. Delete removes one, S stars it, F2 names it."));
    m_model.retranslate();
}

void HistoryPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_both) {
        build();
        retranslate();
        showContent();
    }
    m_model.setWatched(true);
}

void HistoryPage::hideEvent(QHideEvent* event)
{
    m_model.setWatched(false);
    QWidget::hideEvent(event);
}

void HistoryPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fold();
}

void HistoryPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void HistoryPage::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find)) {
        m_search->setFocus();
        m_search->selectAll();
    } else if (event->matches(QKeySequence::Undo)) {
        m_model.undo();
    } else if (event->key() == Qt::Key_F2) {
        m_thread->focusName();
    } else {
        QWidget::keyPressEvent(event);
    }
}

}

#include "moc_historypage.cpp"
