// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/turncard.h"

#include "viewmodels/historytexts.h"
#include "viewmodels/turnparts.h"
#include "viewmodels/turnstages.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/elidedlabel.h"
#include "widgets/icon.h"
#include "widgets/speechbubble.h"
#include "widgets/turntimeline.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace myna::ui {

namespace {

constexpr int sideRoom = 56; // the least a bubble leaves free at its open side
constexpr int toolIcon = 14;

QToolButton* quietButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    styleButton(button, ButtonKind::Quiet);
    button->setIconSize({ 18, 18 });
    return button;
}

}

TurnCard::TurnCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_question(new SpeechBubble(theme, SpeechBubble::Who::User, this))
    , m_answer(new SpeechBubble(theme, SpeechBubble::Who::Assistant, this))
    , m_tools(new QWidget(this))
    , m_toolLines(new QVBoxLayout(m_tools))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // a single short turn does not fill the page
    m_toolLines->setContentsMargins(6, 0, 0, 0);
    m_toolLines->setSpacing(3);
    column->addWidget(m_question, 0, Qt::AlignRight);
    column->addWidget(m_answer, 0, Qt::AlignLeft);
    column->addWidget(m_tools);
    column->addWidget(buildFoot());
    auto* box = new Card(theme, this);
    m_timesBox = box;
    box->setLook(Card::Look::Sunken);
    box->body()->setContentsMargins(14, 12, 14, 12);
    m_times = new TurnTimeline(theme, box);
    m_times->setStagesShown(true);
    m_noTimes = new QLabel(box);
    m_noTimes->setWordWrap(true);
    styleText(m_noTimes, TextKind::Secondary);
    box->body()->addWidget(m_times);
    box->body()->addWidget(m_noTimes);
    box->hide();
    column->addWidget(box);
    connect(&theme, &Theme::changed, this, &TurnCard::dress);
    dress();
}

QWidget* TurnCard::buildFoot()
{
    auto* foot = new QWidget(this);
    foot->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_detail = new QPushButton(foot);
    m_detail->setProperty("kind", QStringLiteral("fact"));
    m_detail->setFont(fontFor(TextKind::Small));
    m_detail->setMinimumHeight(hitTarget);
    m_detail->setCursor(Qt::PointingHandCursor);
    m_detail->setCheckable(true);
    m_copy = quietButton(foot);
    m_delete = quietButton(foot);
    row->addWidget(m_detail);
    row->addStretch();
    row->addWidget(m_copy);
    row->addWidget(m_delete);
    connect(m_detail, &QPushButton::toggled, this, &TurnCard::setTimesShown);
    connect(m_copy, &QToolButton::clicked, this, &TurnCard::copy);
    connect(m_delete, &QToolButton::clicked, this, [this] { emit deletionWanted(m_turn.id); });
    return foot;
}

void TurnCard::setTurn(const history::Turn& turn, const QStringList& marks)
{
    m_turn = turn;
    m_marks = marks;
    const auto question = viewmodels::placesOf(marks, turn.question);
    const auto answer = viewmodels::placesOf(marks, turn.answer);
    m_marked = !question.isEmpty() || !answer.isEmpty();
    m_question->setWords(turn.question, question);
    m_answer->setWords(turn.answer, answer);
    m_question->setVisible(!turn.question.isEmpty());
    m_answer->setVisible(!turn.answer.isEmpty());
    const QVector<viewmodels::TurnStage> stages = viewmodels::stagesOf(turn.timeline);
    m_times->setTurn(viewmodels::partsOf(turn.timeline), stages);
    m_times->setVisible(!stages.isEmpty());
    m_noTimes->setVisible(stages.isEmpty());
    showTools();
    retranslate();
    fit();
}

void TurnCard::showTools()
{
    while (QLayoutItem* old = m_toolLines->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const history::ToolUse& tool : m_turn.tools) {
        auto* line = new QWidget(m_tools);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(6);
        auto* caption = new ElidedLabel(line);
        styleText(caption, TextKind::Secondary);
        caption->setWords(tool.caption);
        row->addWidget(
            new IconLabel(m_theme, tool.failed ? QStringLiteral("warning") : QStringLiteral("tool"), toolIcon, &Palette::secondary, line));
        row->addWidget(caption, 1);
        m_toolLines->addWidget(line);
    }
    m_tools->setVisible(!m_turn.tools.isEmpty());
}

void TurnCard::setTimesShown(bool shown)
{
    m_timesBox->setVisible(shown);
    m_detail->setChecked(shown);
}

bool TurnCard::areTimesShown() const
{
    return !m_timesBox->isHidden();
}

void TurnCard::copy()
{
    QGuiApplication::clipboard()->setText(viewmodels::turnAsText(m_turn));
    emit copied();
}

void TurnCard::fit()
{
    const int room = qMax(120, width() - sideRoom);
    m_question->fit(room);
    m_answer->fit(room);
    // Within a resize the layout has just been applied and would keep the places of the earlier sizes.
    layout()->invalidate();
    QCoreApplication::postEvent(this, new QEvent(QEvent::LayoutRequest));
}

void TurnCard::dress()
{
    const QColor colour = m_theme.palette().secondary;
    m_copy->setIcon(icon(QStringLiteral("copy"), colour));
    m_delete->setIcon(icon(QStringLiteral("trash"), colour));
    m_detail->setIcon(icon(QStringLiteral("clock"), colour));
    m_detail->setIconSize({ 14, 14 });
    update();
}

void TurnCard::retranslate()
{
    const auto name = [](QAbstractButton* button, const QString& text) {
        button->setAccessibleName(text);
        button->setToolTip(text);
    };
    m_detail->setText(viewmodels::turnDetail(m_turn));
    m_detail->setToolTip(tr("Show what the time was spent on"));
    m_detail->setAccessibleDescription(m_detail->toolTip());
    name(m_copy, tr("Copy this turn"));
    name(m_delete, tr("Delete this turn"));
    m_question->setAccessibleName(tr("You said"));
    m_answer->setAccessibleName(tr("Myna said"));
    m_noTimes->setText(tr("There was no answer, so there are no times."));
}

void TurnCard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TurnCard::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TurnCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        setTimesShown(!areTimesShown());
}

}

#include "moc_turncard.cpp"
