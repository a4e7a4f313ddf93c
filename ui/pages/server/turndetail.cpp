// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/turndetail.h"

#include "viewmodels/serverenginesviewmodel.h"
#include "viewmodels/turnstages.h"
#include "widgets/card.h"
#include "widgets/scrollpage.h"
#include "widgets/timelinebar.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

namespace {

QVector<TimelinePart> labelled(const protocol::Timeline& timeline)
{
    const viewmodels::TurnParts parts = viewmodels::partsOf(timeline);
    QVector<TimelinePart> shown;
    const auto add = [&shown](TimelinePart::Kind kind, const QString& name, int ms) {
        if (ms > 0)
            shown.append({ kind, ms, u"%1 %2"_s.arg(name, viewmodels::durationText(ms)) });
    };
    add(TimelinePart::Kind::Heard, TurnDetail::tr("understanding"), parts.heardMs);
    add(TimelinePart::Kind::Thought, TurnDetail::tr("thinking"), parts.thoughtMs);
    add(TimelinePart::Kind::Voice, TurnDetail::tr("voice"), parts.voiceMs);
    return shown;
}

QLabel* text(QWidget* parent, TextKind kind)
{
    auto* label = new QLabel(parent);
    styleText(label, kind);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}

TurnDetail::TurnDetail(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_card(new Card(theme, this))
    , m_bar(new TimelineBar(theme))
    , m_rows(new QGridLayout)
{
    auto* inner = new QWidget;
    m_who = text(inner, TextKind::Secondary);
    m_heard = text(inner, TextKind::Body);
    m_said = text(inner, TextKind::Heading);
    m_failure = text(inner, TextKind::Secondary);
    m_heard->setProperty("textRole", u"secondary"_s);
    m_failure->setProperty("textRole", u"bad"_s);
    m_rows->setHorizontalSpacing(space::m);
    m_rows->setVerticalSpacing(space::xs);
    m_rows->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(18, 14, 18, 14);
    column->setSpacing(space::s);
    for (QWidget* part : std::initializer_list<QWidget*> { m_who, m_heard, m_said, m_failure, m_bar })
        column->addWidget(part);
    column->addLayout(m_rows);
    column->addStretch();
    auto* scroll = new QScrollArea(m_card);
    setScrollPage(scroll, inner);
    m_card->body()->setContentsMargins(1, 1, 1, 1);
    m_card->body()->addWidget(scroll);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_card);
}

void TurnDetail::setTurn(const admin::Turn& turn, const QString& device, const QString& time)
{
    m_who->setText(u"%1 · %2"_s.arg(device, time));
    m_heard->setText(viewmodels::askedWords(turn.heard));
    m_heard->setVisible(!turn.heard.isEmpty());
    m_said->setText(turn.said.isEmpty() ? tr("Nothing was said.") : turn.said);
    m_failure->setText(turn.failure);
    m_failure->setVisible(!turn.failure.isEmpty());
    const auto parts = labelled(turn.timeline);
    m_bar->setParts(parts);
    m_bar->setVisible(!parts.isEmpty());
    clear();
    const auto stages = viewmodels::stagesOf(turn.timeline);
    if (!stages.isEmpty())
        addHeading(tr("Since the end of the question"));
    for (const viewmodels::TurnStage& stage : stages) {
        if (stage.kind != viewmodels::TurnStage::Kind::Asked)
            addRow(viewmodels::stageName(stage.kind), viewmodels::durationText(stage.ms));
    }
    if (turn.ownMs)
        addRow(tr("The server itself"), tr("%1 ms").arg(QLocale().toString(*turn.ownMs, 'f', 1)));
    if (!turn.engines.isEmpty())
        addHeading(tr("Engines"));
    for (auto it = turn.engines.begin(); it != turn.engines.end(); ++it)
        addRow(viewmodels::ServerEnginesViewModel::kindTitle(it.key()), it.value());
    if (!turn.tools.isEmpty())
        addHeading(tr("Tools"));
    for (const admin::ToolUse& tool : turn.tools)
        addRow(tool.name, tool.ok ? viewmodels::durationText(tool.ms) : tr("failed after %1").arg(viewmodels::durationText(tool.ms)),
            tool.ok ? nullptr : "bad");
    if (turn.frames > 0)
        addRow(tr("Packets of sound"),
            turn.framesLate > 0 ? tr("%1, %2 late").arg(turn.frames).arg(turn.framesLate) : QLocale().toString(turn.frames));
    if (turn.interrupted)
        addRow(tr("How it ended"), tr("interrupted"));
}

void TurnDetail::addHeading(const QString& words)
{
    QLabel* label = text(this, TextKind::Heading);
    label->setText(words);
    label->setContentsMargins(0, space::s, 0, 0);
    m_rows->addWidget(label, m_rows->rowCount(), 0, 1, 2);
    label->show();
}

void TurnDetail::addRow(const QString& name, const QString& value, const char* role)
{
    QLabel* left = text(this, TextKind::Secondary);
    QLabel* right = text(this, TextKind::Secondary);
    left->setText(name);
    right->setText(value);
    right->setProperty("textRole", role ? QString::fromLatin1(role) : QString());
    right->setAlignment(Qt::AlignRight | Qt::AlignTop);
    const int row = m_rows->rowCount();
    m_rows->addWidget(left, row, 0);
    m_rows->addWidget(right, row, 1);
    left->show();
    right->show();
}

void TurnDetail::clear()
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

}

#include "moc_turndetail.cpp"
