// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/permissionsview.h"

#include "pages/panel/tooldecisionrow.h"
#include "settings/choicebox.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace myna::ui {

using viewmodels::ToolPermissions;

namespace {
constexpr int scopeWidth = 220; // px
constexpr int permissionSearchWidth = 240; // px
}

PermissionsView::PermissionsView(const Theme& theme, ToolPermissions& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
{
    build();
    connect(&model, &ToolPermissions::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    retranslate();
}

void PermissionsView::build()
{
    m_about = new QLabel(this);
    styleText(m_about, TextKind::Secondary);
    m_about->setWordWrap(true);
    m_scope = choiceBox(scopeWidth);
    m_search = new QLineEdit(this);
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->setMinimumSize(permissionSearchWidth, hitTarget + 4);
    auto* head = new FlowLayout(space::m);
    head->addWidget(m_scope);
    head->addWidget(m_search);
    auto* content = new QWidget;
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(0, 0, space::s, space::l);
    m_rows->setSpacing(space::s);
    m_rows->addStretch();
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    m_nothing = new EmptyState(m_theme, QStringLiteral("lock"), this);
    m_scenes = new QStackedWidget(this);
    m_scenes->addWidget(area);
    m_scenes->addWidget(m_nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::l, 0);
    column->setSpacing(space::m);
    column->addWidget(m_about);
    column->addLayout(head);
    column->addWidget(m_scenes, 1);
    connect(m_scope, &QComboBox::activated, this, [this] { m_model.setScope(m_scope->currentData().toString()); });
    connect(m_search, &QLineEdit::textChanged, &m_model, &ToolPermissions::search);
    connect(m_nothing, &EmptyState::actionWanted, m_search, &QLineEdit::clear);
    setFocusProxy(m_search);
}

void PermissionsView::refresh()
{
    const QVector<ToolPermissions::Row> rows = m_model.rows();
    const bool same = std::ranges::equal(rows, m_lines, {}, &ToolPermissions::Row::tool, [](const Line& line) { return line.row.tool; });
    if (!same) {
        for (const Line& line : m_lines)
            delete line.card;
        m_lines.clear();
        for (qsizetype i = 0; i < rows.size(); ++i) {
            m_lines.push_back(makeLine());
            m_rows->insertWidget(int(m_lines.size()) - 1, m_lines.back().card);
        }
    }
    for (size_t i = 0; i < m_lines.size(); ++i)
        fillLine(m_lines[i], rows[qsizetype(i)]);
    if (m_model.isEmpty())
        m_nothing->setTexts(tr("No tools here"), tr("What the assistant can do on this computer appears here."));
    else
        m_nothing->setTexts(tr("Nothing found"), tr("No tool has all of these words."), tr("Show all"));
    m_scenes->setCurrentIndex(rows.isEmpty() ? 1 : 0);
}

PermissionsView::Line PermissionsView::makeLine()
{
    Line line;
    line.card = new Card(m_theme, m_scenes);
    line.title = new QLabel(line.card);
    line.name = new QLabel(line.card);
    line.words = new QLabel(line.card);
    line.exceptions = new QLabel(line.card);
    line.decision = new ToolDecisionRow(m_model, line.card);
    styleText(line.title, TextKind::Heading);
    styleText(line.words, TextKind::Secondary);
    styleText(line.exceptions, TextKind::Body);
    styleText(line.name, TextKind::Mono);
    line.name->setProperty("textRole", QStringLiteral("secondary"));
    for (QLabel* label : { line.title, line.name, line.words, line.exceptions }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(space::xs);
    words->addWidget(line.title);
    words->addWidget(line.words);
    words->addWidget(line.exceptions);
    words->addWidget(line.name);
    auto* whole = new QHBoxLayout;
    whole->setSpacing(space::m);
    whole->addLayout(words, 1);
    whole->addWidget(line.decision);
    line.card->body()->addLayout(whole);
    return line;
}

void PermissionsView::fillLine(Line& line, const ToolPermissions::Row& row)
{
    line.row = row;
    line.title->setText(row.title);
    line.words->setText(row.description);
    line.name->setText(row.tool);
    line.words->setVisible(!row.description.isEmpty());
    line.exceptions->setText(row.exceptions.join(QLatin1Char(' ')));
    line.exceptions->setVisible(!row.exceptions.isEmpty());
    line.decision->fill(row);
}

void PermissionsView::fillScopes()
{
    m_scope->clear();
    int chosen = 0;
    for (const auto& [profile, name] : m_model.scopes()) {
        if (profile == m_model.scope())
            chosen = m_scope->count();
        m_scope->addItem(name, profile);
    }
    m_scope->setCurrentIndex(chosen);
    if (chosen == 0)
        m_model.setScope({}); // its server is gone
}

void PermissionsView::retranslate()
{
    m_about->setText(
        tr("What the assistant may do on this computer. Dangerous words in what a tool is given are refused, whatever stands here."));
    m_scope->setAccessibleName(tr("For which server"));
    m_search->setPlaceholderText(tr("Search the tools"));
    m_search->setAccessibleName(m_search->placeholderText());
    fillScopes();
    refresh();
}

void PermissionsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fillScopes();
    refresh();
}

void PermissionsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_rows)
        retranslate();
}

}

#include "moc_permissionsview.cpp"
