// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/enginesview.h"

#include "pages/server/engineline.h"
#include "viewmodels/serverenginesviewmodel.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerEnginesViewModel;

EnginesView::EnginesView(ServerEnginesViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_list(new QWidget(this))
    , m_nothing(new EmptyState(theme, u"tool"_s, this))
{
    m_column = new QVBoxLayout(m_list);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::s);
    m_column->addStretch(); // what the page has to spare goes below, not into titles and rows
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_list);
    whole->addWidget(m_nothing);
    whole->addStretch();
    connect(&model, &ServerEnginesViewModel::changed, this, &EnginesView::refresh);
    connect(m_nothing, &EmptyState::actionWanted, &model, &ServerEnginesViewModel::reload);
    retranslate();
}

bool EnginesView::fits() const
{
    const auto& groups = m_model.groups();
    if (size_t(groups.size()) != m_groups.size())
        return false;
    for (size_t i = 0; i < m_groups.size(); ++i) {
        if (size_t(groups.at(qsizetype(i)).rows.size()) != m_groups[i].lines.size())
            return false;
    }
    return true;
}

void EnginesView::rebuild()
{
    for (const Group& group : m_groups) {
        group.title->deleteLater();
        group.card->deleteLater();
        group.title->hide();
        group.card->hide();
    }
    m_groups.clear();
    for (const auto& shown : m_model.groups()) {
        Group group { new QLabel(m_list), new Card(m_theme, m_list), {} };
        styleText(group.title, TextKind::SectionTitle);
        group.card->body()->setContentsMargins(1, space::xs, 1, space::xs);
        group.card->body()->setSpacing(0);
        for (qsizetype i = 0; i < shown.rows.size(); ++i) {
            auto* line = new EngineLine(m_theme, i == 0, group.card);
            connect(line, &EngineLine::testWanted, &m_model, &ServerEnginesViewModel::test);
            group.card->body()->addWidget(line);
            group.lines.push_back(line);
        }
        group.title->setContentsMargins(0, m_groups.empty() ? 0 : space::s, 0, 0);
        m_column->insertWidget(m_column->count() - 1, group.title);
        m_column->insertWidget(m_column->count() - 1, group.card);
        m_groups.push_back(std::move(group));
    }
}

void EnginesView::refresh()
{
    if (!fits())
        rebuild();
    for (size_t i = 0; i < m_groups.size(); ++i) {
        const auto& group = m_model.groups().at(qsizetype(i));
        m_groups[i].title->setText(group.title);
        for (size_t row = 0; row < m_groups[i].lines.size(); ++row)
            m_groups[i].lines[row]->setRow(group.rows.at(qsizetype(row)));
    }
    const bool nothing = m_model.groups().isEmpty();
    m_list->setVisible(!nothing);
    m_nothing->setVisible(nothing);
    if (!m_model.trouble().isEmpty())
        m_nothing->setTexts(tr("The engines could not be listed"), m_model.trouble(), tr("Try again"));
    else if (!m_model.isLoaded())
        m_nothing->setTexts(tr("Asking for the engines"), tr("They appear in a moment."));
    else
        m_nothing->setTexts(tr("No engines"), tr("The configuration names engines for hearing, thinking and speaking."), tr("Look again"));
}

void EnginesView::retranslate()
{
    m_list->setAccessibleName(tr("Engines"));
    m_model.retranslate();
    refresh();
}

void EnginesView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model.setWatched(true);
}

void EnginesView::hideEvent(QHideEvent* event)
{
    m_model.setWatched(false);
    QWidget::hideEvent(event);
}

void EnginesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_enginesview.cpp"
