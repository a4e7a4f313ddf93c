// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conversationpanel.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/transcriptview.h"
#include "widgets/turntimeline.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace myna::ui {

ConversationPanel::ConversationPanel(const Theme& theme, viewmodels::TalkViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_title(new QLabel(this))
    , m_stack(new QStackedLayout)
    , m_list(new TranscriptView(theme, this))
    , m_empty(new EmptyState(theme, QStringLiteral("chat"), this))
    , m_turnCard(new Card(theme, this))
    , m_turnTitle(new QLabel(m_turnCard))
    , m_unfold(new QToolButton(m_turnCard))
    , m_timeline(new TurnTimeline(theme, m_turnCard))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 18);
    column->setSpacing(space::m);
    column->addWidget(m_title);
    column->addLayout(m_stack, 1);
    column->addWidget(m_turnCard);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    styleText(m_title, TextKind::Heading);
    styleText(m_turnTitle, TextKind::Secondary);
    m_turnTitle->setWordWrap(true);
    m_turnCard->setLook(Card::Look::Sunken);
    m_turnCard->body()->setContentsMargins(12, 4, 4, 12);
    auto* head = new QHBoxLayout;
    head->addWidget(m_turnTitle, 1);
    head->addWidget(m_unfold, 0, Qt::AlignTop);
    styleButton(m_unfold, ButtonKind::Quiet);
    m_unfold->setCheckable(true);
    m_unfold->setIconSize({ 16, 16 });
    connect(m_unfold, &QToolButton::toggled, this, &ConversationPanel::setOpen);
    m_turnCard->body()->addLayout(head);
    m_timeline->setContentsMargins(0, 0, 8, 0);
    m_turnCard->body()->addWidget(m_timeline);
    m_list->setModel(model.transcript());
    connect(model.transcript(), &QAbstractItemModel::rowsInserted, this, &ConversationPanel::showEmptiness);
    connect(model.transcript(), &QAbstractItemModel::modelReset, this, &ConversationPanel::showEmptiness);
    connect(&model, &viewmodels::TalkViewModel::lastTurnChanged, this, [this] { chooseRow(-1); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { chooseRow(index.row()); });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) { chooseRow(index.row()); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, [this] { m_unfold->setIcon(icon(QStringLiteral("clock"), m_theme.palette().secondary)); });
    m_unfold->setIcon(icon(QStringLiteral("clock"), theme.palette().secondary));
    retranslate();
}

void ConversationPanel::retranslate()
{
    m_title->setText(tr("Conversation"));
    m_list->setAccessibleName(tr("Conversation"));
    m_list->setAccessibleDescription(tr("What you and Myna said, the newest at the end."));
    m_empty->setTexts(tr("Nothing said yet"), tr("What you say and what Myna answers will stand here. Try: \"What time is it?\""));
    m_list->setToolTip(tr("Click what was said to see what the answer spent its time on."));
    m_unfold->setToolTip(tr("Show every moment of the answer"));
    m_unfold->setAccessibleName(m_unfold->toolTip());
    showEmptiness();
    showTurn();
}

void ConversationPanel::showEmptiness()
{
    const bool empty = m_model.transcript()->rowCount() == 0;
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_list);
}

void ConversationPanel::chooseRow(int row)
{
    // A second click on the same one leaves it.
    m_row = row == m_row || !m_model.transcript()->timelineAt(row) ? -1 : row;
    if (m_row >= 0)
        setOpen(true);
    showTurn();
}

void ConversationPanel::setOpen(bool open)
{
    m_unfold->setChecked(open);
    m_timeline->setStagesShown(open);
}

void ConversationPanel::showTurn()
{
    const QLocale locale;
    const auto seconds = [&locale](const viewmodels::TurnParts& parts) { return locale.toString(parts.wholeMs() / 1000.0, 'f', 2); };
    if (const auto chosen = m_model.transcript()->timelineAt(m_row)) {
        const viewmodels::TurnParts parts = viewmodels::partsOf(*chosen);
        const QDateTime time = m_model.transcript()->index(m_row).data(viewmodels::TranscriptModel::TimeRole).toDateTime();
        m_turnTitle->setText(
            tr("%1 · %2 s to first sound", "time of day, seconds").arg(locale.toString(time.time(), QLocale::ShortFormat), seconds(parts)));
        m_timeline->setTurn(parts, viewmodels::stagesOf(*chosen));
        m_turnCard->show();
        return;
    }
    const std::optional<viewmodels::TurnParts> turn = m_model.lastTurn();
    m_turnCard->setVisible(turn.has_value());
    if (!turn)
        return;
    m_turnTitle->setText(tr("Last turn · %1 s to first sound").arg(seconds(*turn)));
    m_timeline->setTurn(*turn, m_model.lastStages());
}

void ConversationPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ConversationPanel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().surface);
    painter.fillRect(0, 0, 1, height(), m_theme.palette().line);
}

}

#include "moc_conversationpanel.cpp"
