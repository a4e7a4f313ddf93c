// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/turnsview.h"

#include "pages/server/turndelegate.h"
#include "pages/server/turndetail.h"
#include "settings/choicebox.h"
#include "viewmodels/serverconsole.h"
#include "widgets/card.h"
#include "widgets/elidedlabel.h"
#include "widgets/emptystate.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::DeviceListModel;
using viewmodels::ServerConsole;
using viewmodels::ServerDevicesViewModel;
using viewmodels::ServerTurnsViewModel;

namespace {
constexpr int filterWidth = 220; // px
constexpr int detailWidth = 320; // px
constexpr int detailHeight = 220; // px, below the list
constexpr int foldTurnsAt = 820; // px
}

TurnsView::TurnsView(ServerConsole& console, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_console(console)
    , m_device(choiceBox(filterWidth))
    , m_hearing(new ElidedLabel(this))
    , m_list(new QListView(this))
    , m_scenes(new QStackedWidget(this))
    , m_nothing(new EmptyState(theme, u"chat"_s, this))
    , m_both(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_detail(new TurnDetail(theme, this))
{
    m_list->setModel(&console.turns());
    m_list->setItemDelegate(new TurnDelegate(theme, console.turns(), m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_device->setMinimumWidth(filterWidth);
    m_hearing->setProperty("textRole", u"secondary"_s);
    auto* head = new QHBoxLayout;
    head->addWidget(m_device);
    head->addSpacing(space::l);
    head->addWidget(m_hearing, 1);
    auto* card = new Card(theme, this);
    card->body()->setContentsMargins(1, space::s, 1, space::s);
    card->body()->addWidget(m_list);
    m_both->setSpacing(space::l);
    m_both->addWidget(card, 1);
    m_both->addWidget(m_detail);
    auto* both = new QWidget(this);
    both->setLayout(m_both);
    m_both->setContentsMargins(0, 0, 0, 0);
    m_scenes->addWidget(both);
    m_scenes->addWidget(m_nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addLayout(head);
    column->addWidget(m_scenes, 1);
    m_detail->hide();
    connect(m_device, &QComboBox::activated, this, [this] { m_console.turns().setDevice(m_device->currentData().toString()); });
    connect(&console.turns(), &ServerTurnsViewModel::contentChanged, this, &TurnsView::refresh);
    connect(&console.turns(), &ServerTurnsViewModel::hearingChanged, this, &TurnsView::showHearing);
    connect(&console.turns(), &QAbstractItemModel::modelReset, this, &TurnsView::showChosen);
    connect(&console.devices(), &ServerDevicesViewModel::changed, this, &TurnsView::listDevices);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TurnsView::showChosen);
    connect(&theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_nothing, &EmptyState::actionWanted, this, [this] {
        m_console.turns().setDevice({});
        m_console.turns().reload();
        listDevices();
    });
    retranslate();
}

void TurnsView::refresh()
{
    const ServerTurnsViewModel& turns = m_console.turns();
    using Content = ServerTurnsViewModel::Content;
    switch (turns.content()) {
    case Content::Loading:
        m_nothing->setTexts(tr("Asking for the turns"), tr("They appear in a moment."));
        break;
    case Content::Nothing:
        m_nothing->setTexts(tr("Nobody has asked anything yet"),
            tr("Talk with one of your devices. Every question appears here with its answer and with what took how long."),
            turns.device().isEmpty() ? QString() : tr("Show all devices"));
        break;
    case Content::Trouble:
        m_nothing->setTexts(tr("The turns could not be fetched"), turns.trouble(), tr("Try again"));
        break;
    case Content::List:
        break;
    }
    m_scenes->setCurrentIndex(turns.content() == Content::List ? 0 : 1);
}

void TurnsView::listDevices()
{
    const QSignalBlocker quiet(m_device);
    const QString chosen = m_console.turns().device();
    m_device->clear();
    m_device->addItem(tr("All devices"), QString());
    auto* list = m_console.devices().list();
    for (int row = 0; row < list->rowCount(); ++row) {
        const QModelIndex device = list->index(row);
        m_device->addItem(device.data(DeviceListModel::NameRole).toString(), device.data(DeviceListModel::DeviceIdRole));
    }
    m_device->setCurrentIndex(std::max(0, m_device->findData(chosen)));
}

void TurnsView::showHearing()
{
    m_hearing->setWords(m_console.turns().hearing().join(u" · "_s));
}

void TurnsView::showChosen()
{
    const QModelIndex current = m_list->currentIndex();
    m_detail->setVisible(current.isValid());
    if (!current.isValid())
        return;
    const ServerTurnsViewModel& turns = m_console.turns();
    m_detail->setTurn(turns.at(current.row()), turns.deviceName(current.row()), turns.timeText(current.row()));
}

void TurnsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool folded = width() < foldTurnsAt;
    m_both->setDirection(folded ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_detail->setFixedWidth(folded ? QWIDGETSIZE_MAX : detailWidth);
    m_detail->setMinimumWidth(folded ? 0 : detailWidth);
    m_detail->setMinimumHeight(0);
    m_detail->setMaximumHeight(folded ? detailHeight : QWIDGETSIZE_MAX);
}

void TurnsView::retranslate()
{
    m_device->setAccessibleName(tr("Turns of which device"));
    m_list->setAccessibleName(tr("Turns, the newest first"));
    listDevices();
    refresh();
    showChosen();
}

void TurnsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_turnsview.cpp"
