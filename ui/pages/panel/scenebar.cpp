// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/scenebar.h"

#include "widgets/icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace myna::ui {

using viewmodels::SceneChip;
using viewmodels::ScenesViewModel;

namespace {
constexpr int widestChip = 160; // px: longer names end in "…"
}

SceneBar::SceneBar(ScenesViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
    , m_more(new QToolButton(this))
    , m_add(new QPushButton(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(space::m);
    m_row->addStretch();
    m_more->setProperty("kind", QStringLiteral("quiet"));
    m_more->setFixedSize(hitTarget, hitTarget);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setMenu(new QMenu(m_more));
    m_add->setProperty("kind", QStringLiteral("chip"));
    m_add->setProperty("adds", true);
    m_add->setMinimumHeight(34);
    m_row->addWidget(m_more);
    m_row->addWidget(m_add);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &SceneBar::fillMenu);
    connect(m_add, &QPushButton::clicked, this, [this] { emit editWanted(QString()); });
    connect(&model, &ScenesViewModel::chipsChanged, this, &SceneBar::refresh);
    connect(&theme, &Theme::changed, this, [this] { m_more->setIcon(icon(QStringLiteral("more"), m_theme.palette().text)); });
    retranslate();
}

void SceneBar::setRoom(int width)
{
    if (width == m_room)
        return;
    m_room = width;
    arrange();
}

void SceneBar::refresh()
{
    const QVector<SceneChip> chips = m_model.chips();
    while (m_chips.size() > chips.size()) {
        QPushButton* gone = m_chips.takeLast();
        m_row->removeWidget(gone);
        gone->hide();
        gone->deleteLater(); // its menu may be what deleted the scene
    }
    while (m_chips.size() < chips.size()) {
        auto* chip = new QPushButton(this);
        chip->setProperty("kind", QStringLiteral("chip"));
        chip->setMinimumHeight(34);
        chip->setMaximumWidth(widestChip);
        chip->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(chip, &QPushButton::clicked, this, [this, chip] { m_model.run(chip->property("scene").toString()); });
        connect(chip, &QWidget::customContextMenuRequested, this,
            [this, chip](const QPoint& at) { showMenu(chip, at, chip->property("scene").toString()); });
        m_row->insertWidget(m_row->indexOf(m_more), chip);
        QWidget::setTabOrder(chip, m_more);
        m_chips << chip;
    }
    for (qsizetype i = 0; i < chips.size(); ++i) {
        QPushButton* chip = m_chips.at(i);
        chip->setProperty("scene", chips.at(i).id);
        chip->setText(chip->fontMetrics().elidedText(chips.at(i).name, Qt::ElideRight, widestChip - 28));
        chip->setToolTip(chips.at(i).tip);
        chip->setAccessibleName(tr("Scene %1").arg(chips.at(i).name));
        chip->setAccessibleDescription(chips.at(i).tip);
        chip->setEnabled(!chips.at(i).isRunning);
    }
    arrange();
}

void SceneBar::arrange()
{
    int room = m_room - m_add->sizeHint().width();
    const bool any = !m_chips.isEmpty();
    if (any)
        room -= hitTarget + space::m;
    for (QPushButton* chip : std::as_const(m_chips)) {
        room -= std::min(chip->sizeHint().width(), widestChip) + space::m;
        chip->setVisible(room >= 0);
    }
    m_more->setVisible(any);
    updateGeometry();
    if (parentWidget())
        parentWidget()->updateGeometry();
}

// Every scene is here, also those without a button.
void SceneBar::fillMenu()
{
    QMenu* menu = m_more->menu();
    menu->clear();
    for (const SceneChip& chip : m_model.chips()) {
        QMenu* one = menu->addMenu(QString(chip.name).replace(u'&', QStringLiteral("&&")));
        one->addAction(tr("Run"), this, [this, id = chip.id] { m_model.run(id); })->setEnabled(!chip.isRunning);
        one->addAction(tr("Change…"), this, [this, id = chip.id] { emit editWanted(id); });
        one->addAction(tr("Delete"), this, [this, id = chip.id] { m_model.remove(id); });
    }
}

void SceneBar::showMenu(QWidget* chip, const QPoint& at, const QString& id)
{
    auto* menu = new QMenu(chip);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Run"), this, [this, id] { m_model.run(id); });
    menu->addAction(tr("Change…"), this, [this, id] { emit editWanted(id); });
    menu->addAction(tr("Delete"), this, [this, id] { m_model.remove(id); });
    menu->popup(chip->mapToGlobal(at));
}

void SceneBar::retranslate()
{
    m_add->setText(tr("+ Scene"));
    m_add->setAccessibleName(tr("New scene"));
    m_add->setToolTip(tr("Keep how things are now under a name, to bring it back with one press or by voice"));
    m_more->setToolTip(tr("All scenes: run, change, delete"));
    m_more->setAccessibleName(m_more->toolTip());
    m_more->setIcon(icon(QStringLiteral("more"), m_theme.palette().text));
    refresh();
}

void SceneBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_scenebar.cpp"
