// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conversationpanel.h"

#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/timelinebar.h"
#include "widgets/transcriptview.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QStackedLayout>
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
    , m_timeline(new TimelineBar(theme, m_turnCard))
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
    m_turnCard->body()->setContentsMargins(12, 10, 12, 12);
    m_turnCard->body()->addWidget(m_turnTitle);
    m_turnCard->body()->addWidget(m_timeline);
    m_list->setModel(model.transcript());
    connect(model.transcript(), &QAbstractItemModel::rowsInserted, this, &ConversationPanel::showEmptiness);
    connect(model.transcript(), &QAbstractItemModel::modelReset, this, &ConversationPanel::showEmptiness);
    connect(&model, &viewmodels::TalkViewModel::lastTurnChanged, this, &ConversationPanel::showLastTurn);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
}

void ConversationPanel::retranslate()
{
    m_title->setText(tr("Conversation"));
    m_list->setAccessibleName(tr("Conversation"));
    m_list->setAccessibleDescription(tr("What you and Myna said, the newest at the end."));
    m_empty->setTexts(tr("Nothing said yet"), tr("What you say and what Myna answers will stand here. Try: \"What time is it?\""));
    m_timeline->setAccessibleName(tr("What the last answer spent its time on"));
    showEmptiness();
    showLastTurn();
}

void ConversationPanel::showEmptiness()
{
    const bool empty = m_model.transcript()->rowCount() == 0;
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_list);
}

void ConversationPanel::showLastTurn()
{
    const std::optional<viewmodels::TurnParts> turn = m_model.lastTurn();
    m_turnCard->setVisible(turn.has_value());
    if (!turn)
        return;
    const QLocale locale;
    m_turnTitle->setText(tr("Last turn · %1 s to first sound").arg(locale.toString(turn->wholeMs() / 1000.0, 'f', 2)));
    using Kind = TimelinePart::Kind;
    QVector<TimelinePart> parts;
    const auto add = [&parts](Kind kind, int ms, const QString& label) {
        if (ms > 0)
            parts << TimelinePart { kind, ms, label };
    };
    add(Kind::Heard, turn->heardMs, tr("heard %1", "milliseconds").arg(locale.toString(turn->heardMs)));
    add(Kind::Thought, turn->thoughtMs, tr("thought %1", "milliseconds").arg(locale.toString(turn->thoughtMs)));
    add(Kind::Voice, turn->voiceMs, tr("voice %1", "milliseconds").arg(locale.toString(turn->voiceMs)));
    if (!parts.isEmpty())
        parts.last().label = tr("%1 ms", "after the last figure of a time line").arg(parts.last().label);
    m_timeline->setParts(parts);
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
