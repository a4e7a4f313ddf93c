// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/segmentedcontrol.h"

#include "theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace myna::ui {

SegmentedControl::SegmentedControl(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_row(new QHBoxLayout(this))
{
    setProperty("box", QStringLiteral("segments"));
    setAttribute(Qt::WA_StyledBackground);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_row->setContentsMargins(4, 3, 4, 3);
    m_row->setSpacing(2);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

void SegmentedControl::addSegment(int id, const QString& text, const QString& description)
{
    auto* button = new QPushButton(this);
    button->setProperty("kind", QStringLiteral("segment"));
    button->setCheckable(true);
    button->setMinimumHeight(hitTarget);
    button->setCursor(Qt::PointingHandCursor);
    m_group->addButton(button, id);
    m_row->addWidget(button);
    setSegmentText(id, text, description);
}

void SegmentedControl::setSegmentText(int id, const QString& text, const QString& description)
{
    QAbstractButton* button = m_group->button(id);
    if (!button)
        return;
    button->setText(text);
    button->setToolTip(description);
    button->setAccessibleName(text);
    button->setAccessibleDescription(description);
    // Wide enough for the bold face of the chosen one, so that nothing moves when the choice does.
    QFont bold = button->font();
    bold.setWeight(QFont::DemiBold);
    button->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + 30);
}

void SegmentedControl::setCurrent(int id)
{
    if (QAbstractButton* button = m_group->button(id))
        button->setChecked(true);
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

}

#include "moc_segmentedcontrol.cpp"
