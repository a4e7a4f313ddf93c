// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/tooldecisionrow.h"

#include "theme.h"
#include "widgets/buttons.h"
#include "widgets/dialogs.h"
#include "widgets/segmentedcontrol.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace myna::ui {

using mcp::Decision;
using viewmodels::ToolPermissions;

ToolDecisionRow::ToolDecisionRow(ToolPermissions& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_words(new QLabel(this))
    , m_reset(new QPushButton(this))
    , m_choice(new SegmentedControl(this))
{
    styleButton(m_reset, ButtonKind::Link);
    for (const Decision decision : { Decision::Allow, Decision::Ask, Decision::Deny })
        m_choice->addSegment(int(decision), QString());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->hide();
    row->addWidget(m_words, 1);
    row->addStretch();
    row->addWidget(m_reset);
    row->addWidget(m_choice);
    connect(m_choice, &SegmentedControl::chosen, this, [this](int id) { choose(Decision(id)); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_model.reset(m_row.tool); });
    connect(&model, &ToolPermissions::changed, this, [this] { setTool(m_row.tool); });
    retranslate();
}

void ToolDecisionRow::setWords(const QString& words)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

void ToolDecisionRow::setTool(const QString& tool)
{
    if (const auto row = m_model.row(tool)) {
        fill(*row);
    } else {
        m_row = { .tool = tool };
        hide();
    }
}

void ToolDecisionRow::fill(const ToolPermissions::Row& row)
{
    m_row = row;
    m_choice->setCurrent(int(row.decision));
    m_choice->setAccessibleName(row.title);
    m_reset->setVisible(row.written);
    m_reset->setToolTip(m_model.scope().isEmpty() ? tr("As it is without your decision") : tr("As it is for all servers"));
    m_reset->setAccessibleName(tr("Reset “%1”").arg(row.title));
    setVisible(true);
}

void ToolDecisionRow::choose(Decision decision)
{
    if (decision == Decision::Allow && m_row.risky)
        askBefore();
    else
        m_model.decide(m_row.tool, decision);
}

void ToolDecisionRow::askBefore()
{
    QMessageBox* question = hardQuestion(this,
        { .title = tr("Allow without asking"),
            .text = tr("Use “%1” without asking you?").arg(m_row.title),
            .consequence = m_model.warning(m_row),
            .yes = tr("Allow it always"),
            .no = tr("Keep as it was") });
    connect(question, &QMessageBox::accepted, &m_model, [this, tool = m_row.tool] { m_model.decide(tool, Decision::Allow); });
    connect(question, &QMessageBox::finished, this, [this] { setTool(m_row.tool); });
    question->open();
}

void ToolDecisionRow::retranslate()
{
    m_choice->setSegmentText(int(Decision::Allow), tr("Allow"), tr("The assistant uses it without asking"));
    m_choice->setSegmentText(int(Decision::Ask), tr("Ask"), tr("You are asked every time"));
    m_choice->setSegmentText(int(Decision::Deny), tr("Never"), tr("It is refused, and the assistant is not told of it"));
    m_reset->setText(tr("Reset"));
}

void ToolDecisionRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_tooldecisionrow.cpp"
