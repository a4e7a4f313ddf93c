// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/devicescard.h"

#include "pages/deviceline.h"
#include "pages/server/devicedialog.h"
#include "viewmodels/serverconsole.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerConsole;
using viewmodels::ServerDevicesViewModel;

namespace {

constexpr int cardSidePad = 20; // px, as in a line
constexpr int mostFigures = 5;

}

DevicesCard::DevicesCard(ServerConsole& console, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_console(console)
    , m_model(console.devices())
    , m_theme(theme)
    , m_card(new Card(theme, this))
    , m_lines(new QVBoxLayout)
    , m_noDevice(new EmptyState(theme, u"device"_s, m_card))
{
    m_lines->setSpacing(0);
    m_card->body()->setContentsMargins(1, space::xs, 1, space::xs);
    m_card->body()->setSpacing(0);
    m_card->body()->addLayout(m_lines);
    m_card->body()->addWidget(m_noDevice, 1);
    m_card->body()->addWidget(makeFigures());
    m_card->body()->addStretch(0);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_card);
    const auto* devices = m_model.list();
    connect(devices, &QAbstractItemModel::rowsInserted, this, &DevicesCard::refresh);
    connect(devices, &QAbstractItemModel::rowsRemoved, this, &DevicesCard::refresh);
    connect(devices, &QAbstractItemModel::rowsMoved, this, &DevicesCard::refresh);
    connect(devices, &QAbstractItemModel::dataChanged, this, &DevicesCard::refresh);
    connect(&console, &ServerConsole::changed, this, &DevicesCard::explain);
    connect(&m_model, &ServerDevicesViewModel::figuresChanged, this, &DevicesCard::refreshFigures);
    retranslate();
}

QWidget* DevicesCard::makeFigures()
{
    m_figures = new QWidget(m_card);
    auto* row = new FlowLayout(space::xxl, m_figures);
    row->setContentsMargins(cardSidePad, space::l, cardSidePad, space::l);
    for (int i = 0; i < mostFigures; ++i) {
        auto* figure = new QWidget(m_figures);
        auto* name = new QLabel(figure);
        auto* value = new QLabel(figure);
        styleText(name, TextKind::Secondary);
        styleText(value, TextKind::BigTitle);
        auto* column = new QVBoxLayout(figure);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        column->addWidget(name);
        column->addWidget(value);
        row->addWidget(figure);
        m_shownFigures.push_back({ figure, name, value });
    }
    return m_figures;
}

void DevicesCard::refresh()
{
    auto* list = m_model.list();
    const auto count = size_t(list->rowCount());
    while (m_deviceLines.size() > count) {
        m_deviceLines.back()->deleteLater();
        m_deviceLines.back()->hide();
        m_deviceLines.pop_back();
    }
    while (m_deviceLines.size() < count) {
        auto* line = new DeviceLine(m_theme, m_card);
        line->setFirst(m_deviceLines.empty());
        connect(line, &DeviceLine::openWanted, this, &DevicesCard::open);
        connect(line, &DeviceLine::disconnectWanted, &m_model, &ServerDevicesViewModel::disconnectDevice);
        connect(line, &DeviceLine::revokeWanted, this, &DevicesCard::askBeforeRevoking);
        m_lines->addWidget(line);
        line->show();
        m_deviceLines.push_back(line);
    }
    for (size_t row = 0; row < count; ++row)
        m_deviceLines[row]->setDevice(list->index(int(row)));
    m_noDevice->setVisible(count == 0);
    refreshFigures();
}

void DevicesCard::refreshFigures()
{
    const auto figures = m_model.figures();
    m_figures->setVisible(!figures.isEmpty());
    for (size_t i = 0; i < m_shownFigures.size(); ++i) {
        const Figure& shown = m_shownFigures[i];
        const bool known = i < size_t(figures.size());
        shown.whole->setVisible(known);
        if (!known)
            continue;
        shown.name->setText(figures.at(qsizetype(i)).name);
        shown.value->setText(figures.at(qsizetype(i)).value);
    }
}

void DevicesCard::open(const QString& deviceId)
{
    if (!m_model.find(deviceId))
        return;
    auto* dialog = new DeviceDialog(m_model, deviceId, m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DeviceDialog::removalWanted, this, [this](const QString& id) { askBeforeRevoking(id, m_model.nameOf(id)); });
    dialog->open();
}

void DevicesCard::askBeforeRevoking(const QString& deviceId, const QString& name)
{
    auto* question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Remove this device"));
    question->setText(tr("Remove %1?").arg(name.toHtmlEscaped()));
    question->setInformativeText(tr("It is disconnected and has to ask to join again."));
    QAbstractButton* remove = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(tr("Keep"), QMessageBox::RejectRole));
    connect(remove, &QAbstractButton::clicked, this, [this, deviceId] { m_model.revoke(deviceId); });
    question->open();
}

void DevicesCard::explain()
{
    m_noDevice->setTexts(tr("No device yet"),
        m_console.isRemote()
            ? tr("Devices that are pointed at that server appear here. One that asks to join shows its code.")
            : tr("Type the address above into a device as its OTA address, or pair this computer. A device that asks to join appears here "
                 "with its code."));
}

void DevicesCard::retranslate()
{
    explain();
    refresh();
}

void DevicesCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_devicescard.cpp"
