// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/servergroup.h"

#include "settings/choicebox.h"
#include "widgets/toggleswitch.h"

#include <QEvent>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::SettingsViewModel;

namespace {

QSpinBox* portBox()
{
    auto* box = new QSpinBox;
    box->setRange(1, 65535);
    box->setGroupSeparatorShown(false);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setFixedWidth(110);
    box->setMinimumHeight(hitTarget + 4);
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

}

ServerGroup::ServerGroup(const Theme& theme, SettingsViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("server"), this))
    , m_autostart(new ToggleSwitch(theme))
    , m_activation(choiceBox(300))
    , m_loopback(new ToggleSwitch(theme))
    , m_port(portBox())
    , m_httpPort(portBox())
    , m_autostartRow(new SettingRow(m_autostart))
    , m_activationRow(new SettingRow(m_activation))
    , m_loopbackRow(new SettingRow(m_loopback))
    , m_portRow(new SettingRow(m_port))
    , m_httpPortRow(new SettingRow(m_httpPort))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    for (SettingRow* row : { m_autostartRow, m_activationRow, m_loopbackRow, m_portRow, m_httpPortRow })
        m_group->addRow(row);
    connect(m_autostart, &ToggleSwitch::toggled, &model, &SettingsViewModel::setServerAutostart);
    connect(m_loopback, &ToggleSwitch::toggled, &model, &SettingsViewModel::setServerLoopbackOnly);
    connect(m_activation, &QComboBox::activated, this,
        [this](int index) { m_model.setServerActivation(m_activation->itemData(index).toString()); });
    connect(m_port, &QSpinBox::editingFinished, this, &ServerGroup::savePorts);
    connect(m_httpPort, &QSpinBox::editingFinished, this, &ServerGroup::savePorts);
    connect(&model, &SettingsViewModel::serverSettingsChanged, this, &ServerGroup::showChoices);
    retranslate();
}

void ServerGroup::retranslate()
{
    m_group->setTitle(tr("Server on this computer"));
    m_autostartRow->setTexts(tr("Start with Myna"), tr("The server runs as long as Myna runs."));
    m_activationRow->setTexts(
        tr("New devices"), tr("What happens when a device asks to join. Changes of this group apply when the server is started next."));
    setChoice(m_activation, QStringLiteral("open"), tr("Let everybody in"));
    setChoice(m_activation, QStringLiteral("approve"), tr("Ask me"));
    setChoice(m_activation, QStringLiteral("code"), tr("I type the code they show"));
    m_loopbackRow->setTexts(tr("Only this computer"), tr("Other devices in your network cannot reach it."));
    m_portRow->setTexts(tr("Port for conversations"), {});
    m_httpPortRow->setTexts(tr("Port for devices to ask where to connect"), tr("The number in the address you type into a device."));
    showChoices();
}

void ServerGroup::showChoices()
{
    const QSignalBlocker quiet1(m_autostart);
    const QSignalBlocker quiet2(m_loopback);
    m_autostart->setChecked(m_model.serverAutostart());
    m_loopback->setChecked(m_model.serverLoopbackOnly());
    m_activation->setCurrentIndex(m_activation->findData(m_model.serverActivation()));
    m_port->setValue(m_model.serverPort());
    m_httpPort->setValue(m_model.serverHttpPort());
}

void ServerGroup::savePorts()
{
    const auto saved = m_model.setServerPorts(m_port->value(), m_httpPort->value());
    m_httpPortRow->setProblem(saved ? QString() : saved.error().text);
}

void ServerGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_servergroup.cpp"
