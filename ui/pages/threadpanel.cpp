// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/threadpanel.h"

#include "pages/turncard.h"
#include "widgets/buttons.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/scrollpage.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::HistoryViewModel;

namespace {

constexpr int longestName = 120;
constexpr int readable = 760; // px: longer lines are hard to read

QToolButton* headButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    styleButton(button, ButtonKind::Quiet);
    button->setIconSize({ 20, 20 });
    return button;
}

}

ThreadPanel::ThreadPanel(const Theme& theme, HistoryViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_stack(new QStackedLayout(this))
    , m_none(new EmptyState(theme, QStringLiteral("chat"), this))
    , m_whole(new QWidget(this))
{
    m_stack->addWidget(m_none);
    m_stack->addWidget(m_whole);
    auto* column = new QVBoxLayout(m_whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(buildTurns(), 1);
    connect(&model, &HistoryViewModel::chosenChanged, this, &ThreadPanel::showConversation);
    // When the new turns have found their places.
    connect(&model, &HistoryViewModel::turnsShown, this, &ThreadPanel::scrollToMark, Qt::QueuedConnection);
    connect(&model, &HistoryViewModel::changed, this, &ThreadPanel::showTurns);
    connect(&theme, &Theme::changed, this, &ThreadPanel::dress);
    dress();
    retranslate();
}

QWidget* ThreadPanel::buildHead()
{
    auto* head = new QWidget(m_whole);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(space::l, space::m, space::l, space::s);
    row->setSpacing(2);
    m_back = headButton(head);
    m_back->hide();
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    m_name = new QLineEdit(head);
    m_name->setProperty("kind", QStringLiteral("title"));
    m_name->setFont(fontFor(TextKind::PageTitle));
    m_name->setMaxLength(longestName);
    m_detail = new QLabel(head);
    styleText(m_detail, TextKind::Secondary);
    m_detail->setContentsMargins(11, 0, 0, 0);
    m_detail->setWordWrap(true);
    words->addWidget(m_name);
    words->addWidget(m_detail);
    m_star = headButton(head);
    m_star->setCheckable(true);
    m_export = headButton(head);
    m_delete = headButton(head);
    row->addWidget(m_back, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    for (QToolButton* button : { m_star, m_export, m_delete })
        row->addWidget(button, 0, Qt::AlignTop);
    connect(m_back, &QToolButton::clicked, this, [this] {
        m_model.rename(m_name->text()); // a click here leaves the focus where it is
        emit backWanted();
    });
    connect(m_name, &QLineEdit::editingFinished, this, [this] { m_model.rename(m_name->text()); });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_scroll->setFocus(); });
    connect(m_star, &QToolButton::clicked, this, [this](bool on) {
        if (m_model.chosen())
            m_model.star(m_model.chosen()->id, on);
    });
    connect(m_export, &QToolButton::clicked, this, &ThreadPanel::exportWanted);
    connect(m_delete, &QToolButton::clicked, this, [this] {
        if (m_model.chosen())
            m_model.removeConversation(m_model.chosen()->id);
    });
    return head;
}

QWidget* ThreadPanel::buildTurns()
{
    m_scroll = new QScrollArea(m_whole);
    auto* content = new QWidget(m_scroll);
    auto* centring = new QHBoxLayout(content);
    centring->setContentsMargins(space::xl, space::s, space::xl, 72); // a fact may stand at the lower edge
    auto* inner = new QWidget(content);
    inner->setMaximumWidth(readable);
    centring->addWidget(inner);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::l);
    m_more = new QPushButton(inner);
    styleButton(m_more, ButtonKind::Secondary);
    m_more->hide();
    connect(m_more, &QPushButton::clicked, &m_model, &HistoryViewModel::showMoreTurns);
    m_column->addWidget(m_more, 0, Qt::AlignHCenter);
    m_column->addStretch();
    setScrollPage(m_scroll, content);
    m_scroll->setFocusPolicy(Qt::StrongFocus); // arrow keys scroll
    return m_scroll;
}

void ThreadPanel::showConversation()
{
    const auto& chosen = m_model.chosen();
    m_stack->setCurrentWidget(chosen ? m_whole : m_none);
    if (!chosen) {
        showTurns();
        return;
    }
    if (!m_name->hasFocus() || !m_name->isModified())
        m_name->setText(chosen->name);
    m_name->setPlaceholderText(viewmodels::conversationTitle(*chosen));
    m_name->setCursorPosition(0);
    m_detail->setText(viewmodels::conversationSpan(*chosen));
    m_star->setChecked(chosen->starred);
    showTurns();
    retranslate();
    dress();
}

void ThreadPanel::showTurns()
{
    const QVector<history::Turn>& turns = m_model.turns()->turns();
    while (m_cards.size() > size_t(turns.size())) {
        m_cards.back()->deleteLater();
        m_cards.back()->hide();
        m_column->removeWidget(m_cards.back());
        m_cards.pop_back();
    }
    for (int i = 0; i < int(turns.size()); ++i) {
        if (size_t(i) == m_cards.size()) {
            auto* card = new TurnCard(m_theme, m_column->parentWidget());
            connect(card, &TurnCard::deletionWanted, &m_model, &HistoryViewModel::removeTurn);
            connect(card, &TurnCard::copied, this, &ThreadPanel::copied);
            m_column->insertWidget(i, card);
            m_cards.push_back(card);
        }
        TurnCard* card = m_cards[size_t(i)];
        if (card->turn().id != turns[i].id)
            card->setTimesShown(false);
        card->setTurn(turns[i], m_model.marks());
    }
    m_more->setVisible(m_model.hasMoreTurns());
}

void ThreadPanel::scrollToMark()
{
    m_scroll->verticalScrollBar()->setValue(0);
    for (TurnCard* card : m_cards) {
        if (!card->isMarked())
            continue;
        m_scroll->ensureWidgetVisible(card, 0, space::xl);
        return;
    }
}

void ThreadPanel::setBackShown(bool shown)
{
    m_back->setVisible(shown);
}

void ThreadPanel::focusName()
{
    if (!m_model.chosen())
        return;
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void ThreadPanel::dress()
{
    const Palette& p = m_theme.palette();
    m_back->setIcon(icon(QStringLiteral("back"), p.secondary));
    m_star->setIcon(m_star->isChecked() ? icon(QStringLiteral("star-filled"), p.accent) : icon(QStringLiteral("star"), p.secondary));
    m_export->setIcon(icon(QStringLiteral("export"), p.secondary));
    m_delete->setIcon(icon(QStringLiteral("trash"), p.secondary));
    update();
}

void ThreadPanel::retranslate()
{
    const auto name = [](QAbstractButton* button, const QString& text) {
        button->setAccessibleName(text);
        button->setToolTip(text);
    };
    name(m_back, tr("Back to the list"));
    name(m_star, m_star->isChecked() ? tr("Take the star away") : tr("Star this conversation: it is never deleted by age"));
    name(m_export, tr("Export this conversation"));
    name(m_delete, tr("Delete this conversation"));
    m_name->setAccessibleName(tr("Name of the conversation"));
    m_name->setToolTip(tr("Type a name, and the conversation is found by it (F2)"));
    m_more->setText(tr("Show more turns"));
    m_scroll->setAccessibleName(tr("Turns of the conversation"));
    m_none->setTexts(tr("Choose a conversation"), tr("What was said in it will stand here, with its times."));
    if (m_model.chosen())
        m_detail->setText(viewmodels::conversationSpan(*m_model.chosen()));
}

void ThreadPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ThreadPanel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().surface);
    painter.fillRect(0, 0, 1, height(), m_theme.palette().line);
}

}

#include "moc_threadpanel.cpp"
