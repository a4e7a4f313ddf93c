// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/homegroup.h"

#include "settings/choicebox.h"
#include "widgets/buttons.h"

#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace myna::ui {

using home::HomeKind;
using home::HomePlace;
using viewmodels::HomeViewModel;

namespace {

constexpr int fieldWidth = 300;

QLineEdit* field(bool secret = false)
{
    auto* line = new QLineEdit;
    line->setFixedWidth(fieldWidth);
    line->setMaxLength(512);
    if (secret)
        line->setEchoMode(QLineEdit::Password);
    return line;
}

QSpinBox* portField()
{
    constexpr int width = 110;
    auto* box = new QSpinBox;
    box->setRange(1, 65535);
    box->setGroupSeparatorShown(false);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setFixedWidth(width);
    box->setMinimumHeight(hitTarget + 4);
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

}

HomeGroup::HomeGroup(const Theme& theme, HomeViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("link"), this))
    , m_source(choiceBox(fieldWidth))
    , m_broker(field())
    , m_port(portField())
    , m_user(field())
    , m_password(field(true))
    , m_address(field())
    , m_token(field(true))
    , m_connect(new QPushButton)
    , m_lamp(choiceBox(fieldWidth))
    , m_sourceRow(new SettingRow(m_source))
    , m_brokerRow(new SettingRow(m_broker))
    , m_portRow(new SettingRow(m_port))
    , m_userRow(new SettingRow(m_user))
    , m_passwordRow(new SettingRow(m_password))
    , m_addressRow(new SettingRow(m_address))
    , m_tokenRow(new SettingRow(m_token))
    , m_stateRow(new SettingRow(m_connect))
    , m_lampRow(new SettingRow(m_lamp))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    for (SettingRow* row :
        { m_sourceRow, m_brokerRow, m_portRow, m_userRow, m_passwordRow, m_addressRow, m_tokenRow, m_stateRow, m_lampRow })
        m_group->addRow(row);
    m_source->setObjectName(QStringLiteral("homeSource"));
    m_connect->setObjectName(QStringLiteral("homeConnect"));
    m_broker->setObjectName(QStringLiteral("homeBroker"));
    m_address->setObjectName(QStringLiteral("homeAddress"));
    m_token->setObjectName(QStringLiteral("homeToken"));
    m_lamp->setObjectName(QStringLiteral("homeLamp"));
    styleButton(m_connect, ButtonKind::Secondary);
    connect(m_source, &QComboBox::activated, this, [this] {
        showKind();
        if (kind() == HomeKind::None)
            m_model.disconnect();
    });
    connect(m_connect, &QPushButton::clicked, this, &HomeGroup::connectNow);
    for (QLineEdit* line : { m_broker, m_user, m_password, m_address, m_token })
        connect(line, &QLineEdit::returnPressed, this, &HomeGroup::connectNow);
    connect(m_lamp, &QComboBox::activated, this, [this](int index) { m_model.setLamp(m_lamp->itemData(index).toString()); });
    connect(&model, &HomeViewModel::changed, this, &HomeGroup::showState);
    retranslate();
    showPlace();
}

void HomeGroup::retranslate()
{
    m_group->setTitle(tr("Home"));
    m_sourceRow->setTexts(tr("Things of your home"), tr("Myna shows them in the control panel, and the assistant may use them."));
    setChoice(m_source, QString(), tr("None"));
    setChoice(m_source, QStringLiteral("mqtt"), tr("MQTT broker"));
    setChoice(m_source, QStringLiteral("homeassistant"), tr("Home Assistant"));
    m_brokerRow->setTexts(tr("Broker"), tr("Its name or address. Things announce themselves there as they do for Home Assistant."));
    m_broker->setPlaceholderText(QStringLiteral("192.168.1.10"));
    m_portRow->setTexts(tr("Port"), tr("Usually 1883; 8883 is encrypted."));
    m_userRow->setTexts(tr("User name"), tr("Leave it empty when the broker wants none."));
    m_passwordRow->setTexts(tr("Password"), tr("Kept where your other secrets are. Leave it empty to use the one that is kept."));
    m_addressRow->setTexts(tr("Address"), tr("As in your browser. Use https when it is not in your own network."));
    m_address->setPlaceholderText(QStringLiteral("http://homeassistant.local:8123"));
    m_tokenRow->setTexts(
        tr("Token"), tr("From your Home Assistant profile, under long-lived access tokens. Leave it empty to use the one that is kept."));
    m_lampRow->setTexts(tr("“The lamp” is"), tr("What is meant when you say: turn on the lamp."));
    m_connect->setText(tr("Save and test"));
    showKind();
    showState();
}

HomeKind HomeGroup::kind() const
{
    const QString name = m_source->currentData().toString();
    if (name == QLatin1String("mqtt"))
        return HomeKind::Mqtt;
    return name == QLatin1String("homeassistant") ? HomeKind::HomeAssistant : HomeKind::None;
}

void HomeGroup::showPlace()
{
    const HomePlace& place = m_model.place();
    const QString name = place.kind == HomeKind::Mqtt ? QStringLiteral("mqtt")
        : place.kind == HomeKind::HomeAssistant       ? QStringLiteral("homeassistant")
                                                      : QString();
    m_source->setCurrentIndex(m_source->findData(name));
    m_broker->setText(place.host);
    m_port->setValue(place.port);
    m_user->setText(place.user);
    m_address->setText(place.address);
    showKind();
}

void HomeGroup::showKind()
{
    const HomeKind chosen = kind();
    for (SettingRow* row : { m_brokerRow, m_portRow, m_userRow, m_passwordRow })
        m_group->setFolded(row, chosen != HomeKind::Mqtt);
    for (SettingRow* row : { m_addressRow, m_tokenRow })
        m_group->setFolded(row, chosen != HomeKind::HomeAssistant);
    for (SettingRow* row : { m_stateRow, m_lampRow })
        m_group->setFolded(row, chosen == HomeKind::None);
}

void HomeGroup::showState()
{
    const QString state = m_model.state();
    m_stateRow->setTexts(state.isEmpty() ? tr("Not connected") : state, {});
    m_stateRow->setProblem(m_model.problem());
    const QSignalBlocker quiet(m_lamp);
    m_lamp->clear();
    for (const HomeViewModel::LampChoice& choice : m_model.lamps())
        m_lamp->addItem(choice.title, choice.thing);
    m_lamp->setCurrentIndex(std::max(0, m_lamp->findData(m_model.lamp())));
}

void HomeGroup::connectNow()
{
    HomePlace place = m_model.place();
    place.kind = kind();
    place.host = m_broker->text().trimmed();
    place.port = quint16(m_port->value());
    place.user = m_user->text().trimmed();
    place.address = m_address->text().trimmed();
    place.secret = (place.kind == HomeKind::Mqtt ? m_password : m_token)->text().trimmed().toUtf8();
    m_password->clear();
    m_token->clear();
    m_model.connectTo(place);
}

void HomeGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_homegroup.cpp"
