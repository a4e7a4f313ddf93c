// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingrow.h"

#include "widgets/card.h"
#include "widgets/icon.h"
#include "widgets/railmark.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace myna::ui {

SettingRow::SettingRow(QWidget* control, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_control(control)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 6, 0, 6);
    row->setSpacing(space::xl);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_detail);
    words->addWidget(m_problem);
    words->addStretch();
    row->addLayout(words, 1);
    if (control) {
        control->setParent(this);
        row->addWidget(control, 0, Qt::AlignVCenter);
    }
    styleText(m_title, TextKind::Body);
    styleText(m_detail, TextKind::Secondary);
    styleText(m_problem, TextKind::Secondary);
    m_problem->setProperty("textRole", QStringLiteral("bad"));
    for (QLabel* label : { m_title, m_detail, m_problem }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_problem->hide();
}

void SettingRow::setTexts(const QString& title, const QString& detail)
{
    m_title->setText(title);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    if (!m_control)
        return;
    m_control->setAccessibleName(title);
    m_control->setAccessibleDescription(detail);
}

void SettingRow::setProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

SettingGroup::SettingGroup(const Theme& theme, const QString& iconName, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_card(new Card(theme, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto* heading = new QHBoxLayout;
    heading->setSpacing(space::s);
    heading->addWidget(new IconLabel(theme, iconName, 18, &Palette::secondary, this));
    heading->addWidget(m_title, 1);
    column->addLayout(heading);
    column->addWidget(m_card);
    styleText(m_title, TextKind::SectionTitle);
    m_card->body()->setContentsMargins(18, 10, 18, 12);
    m_card->body()->setSpacing(6);
}

void SettingGroup::setTitle(const QString& title)
{
    m_title->setText(title);
    m_card->setAccessibleName(title);
}

void SettingGroup::addRow(QWidget* row)
{
    if (!m_first)
        m_card->body()->addWidget(new Hairline(m_theme, m_card)); // setFolded() looks for it here
    m_first = false;
    row->setParent(m_card);
    m_card->body()->addWidget(row);
}

void SettingGroup::setFolded(QWidget* row, bool folded)
{
    row->setVisible(!folded);
    const int at = m_card->body()->indexOf(row);
    if (at > 0)
        m_card->body()->itemAt(at - 1)->widget()->setVisible(!folded);
}

}

#include "moc_settingrow.cpp"
