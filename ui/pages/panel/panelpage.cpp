// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/panelpage.h"

#include "theme.h"
#include "widgets/segmentedcontrol.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>

namespace myna::ui {

namespace {

constexpr int titleWidth = 90; // px that the page's title takes at most

// As wide as what the shown tab has to say, not as the widest.
class SnugExtras final : public QStackedWidget
{
public:
    using QStackedWidget::QStackedWidget;
    [[nodiscard]] QSize sizeHint() const override { return currentWidget() ? currentWidget()->sizeHint() : QSize(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return currentWidget() ? currentWidget()->minimumSizeHint() : QSize(); }
};

}

PanelPage::PanelPage(QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QWidget(this))
    , m_segments(new SegmentedControl(m_tabs))
    , m_contents(new QStackedWidget(this))
    , m_extras(new SnugExtras(this))
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_contents);
    auto* row = new QHBoxLayout(m_tabs);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_segments);
    row->addStretch();
    for (QWidget* unseen : { m_tabs, static_cast<QWidget*>(m_extras) })
        unseen->hide(); // until the window puts it into its title bar
    connect(m_segments, &SegmentedControl::chosen, this, &PanelPage::showTab);
}

QWidget* PanelPage::titleExtra() const
{
    return m_extras;
}

int PanelPage::addTab(Title title, QWidget* content, QWidget* titleExtra)
{
    const int tab = m_contents->addWidget(content);
    m_extras->addWidget(titleExtra ? titleExtra : new QWidget(m_extras));
    m_segments->addSegment(tab, title());
    m_titles.push_back(std::move(title));
    tellRoom();
    if (tab == 0)
        showTab(tab);
    return tab;
}

void PanelPage::showTab(int tab)
{
    if (tab < 0 || tab >= m_contents->count())
        return;
    m_segments->setCurrent(tab);
    m_contents->setCurrentIndex(tab);
    m_extras->setCurrentIndex(tab);
    m_extras->updateGeometry();
    setFocusProxy(m_contents->currentWidget());
    emit tabShown(tab);
}

int PanelPage::currentTab() const
{
    return m_contents->currentIndex();
}

void PanelPage::tellRoom()
{
    emit titleRoomChanged(width() - 2 * space::xl - titleWidth - m_segments->sizeHint().width() - 2 * space::m);
}

void PanelPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    tellRoom();
}

void PanelPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    for (size_t i = 0; i < m_titles.size(); ++i)
        m_segments->setSegmentText(int(i), m_titles[i]());
    tellRoom();
}

}

#include "moc_panelpage.cpp"
