// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/devicescard.h"

#include "pages/deviceline.h"
#include "viewmodels/serverviewmodel.h"
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

using viewmodels::ServerViewModel;

namespace {

constexpr int sidePad = 20; // px, as in a line

QString seconds(qint64 ms)
{
    return DevicesCard::tr("%1 s", "seconds").arg(QLocale().toString(double(ms) / 1000, 'f', 2));
}

}

DevicesCard::DevicesCard(ServerViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
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
    const auto* devices = model.devices();
    connect(devices, &QAbstractItemModel::rowsInserted, this, &DevicesCard::refresh);
    connect(devices, &QAbstractItemModel::rowsRemoved, this, &DevicesCard::refresh);
    connect(devices, &QAbstractItemModel::rowsMoved, this, &DevicesCard::refresh);
    connect(devices, &QAbstractItemModel::dataChanged, this, &DevicesCard::refresh);
    connect(&model, &ServerViewModel::turnsChanged, this, &DevicesCard::refreshFigures);
    retranslate();
}

QWidget* DevicesCard::makeFigures()
{
    m_figures = new QWidget(m_card);
    auto* row = new FlowLayout(space::xxl, m_figures);
    row->setContentsMargins(sidePad, space::l, sidePad, space::l);
    for (int i = 0; i < 3; ++i) {
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
        m_figureNames.push_back(name);
        m_figureValues.push_back(value);
    }
    return m_figures;
}

void DevicesCard::refresh()
{
    auto* list = m_model.devices();
    const auto count = size_t(list->rowCount());
    while (m_deviceLines.size() > count) {
        m_deviceLines.back()->deleteLater();
        m_deviceLines.back()->hide();
        m_deviceLines.pop_back();
    }
    while (m_deviceLines.size() < count) {
        auto* line = new DeviceLine(m_theme, m_card);
        line->setFirst(m_deviceLines.empty());
        connect(line, &DeviceLine::disconnectWanted, &m_model, &ServerViewModel::disconnectDevice);
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
    const auto turns = m_model.turns();
    m_figures->setVisible(turns.count > 0);
    m_figureValues.at(0)->setText(QLocale().toString(turns.count));
    m_figureValues.at(1)->setText(turns.typicalMs ? seconds(*turns.typicalMs) : u"—"_s);
    m_figureValues.at(2)->setText(turns.slowestMs ? seconds(*turns.slowestMs) : u"—"_s);
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

void DevicesCard::retranslate()
{
    m_noDevice->setTexts(tr("No device yet"),
        tr("Type the address above into a device as its OTA address, or pair this computer. A device that asks to join appears here with "
           "its code."));
    m_figureNames.at(0)->setText(tr("Turns since the start"));
    m_figureNames.at(1)->setText(tr("To first sound, typical"));
    m_figureNames.at(2)->setText(tr("To first sound, slowest"));
    refresh();
}

void DevicesCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}
