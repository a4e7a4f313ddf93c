// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/connectiongroup.h"

#include "settings/choicebox.h"
#include "widgets/buttons.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::SettingsViewModel;

namespace {
constexpr int controlWidth = 300;
}

ConnectionGroup::ConnectionGroup(const Theme& theme, SettingsViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("link"), this))
    , m_profile(choiceBox(controlWidth))
    , m_address(new QLineEdit)
    , m_pair(new QPushButton)
    , m_identity(new QLabel)
    , m_profileRow(new SettingRow(m_profile))
    , m_addressRow(new SettingRow(m_address))
    , m_pairRow(new SettingRow(m_pair))
    , m_identityRow(new SettingRow(m_identity))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    for (SettingRow* row : { m_profileRow, m_addressRow, m_pairRow, m_identityRow })
        m_group->addRow(row);
    m_address->setFixedWidth(controlWidth);
    styleButton(m_pair, ButtonKind::Secondary);
    styleText(m_identity, TextKind::Mono);
    m_identity->setTextFormat(Qt::PlainText);
    m_identity->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(m_profile, &QComboBox::activated, this, [this](int index) { m_model.setProfile(m_profile->itemData(index).toString()); });
    connect(m_address, &QLineEdit::editingFinished, this, &ConnectionGroup::saveAddress);
    connect(m_pair, &QPushButton::clicked, &model, &SettingsViewModel::pairAgain);
    connect(&model, &SettingsViewModel::connectionChanged, this, &ConnectionGroup::showFacts);
    connect(&model, &SettingsViewModel::factsChanged, this, &ConnectionGroup::showFacts);
    retranslate();
}

void ConnectionGroup::retranslate()
{
    m_group->setTitle(tr("Connection"));
    m_profileRow->setTexts(tr("Server"), tr("Who answers you. After a change, pair this computer with the new server once."));
    setChoice(m_profile, QStringLiteral("official"), tr("Official service"));
    setChoice(m_profile, QStringLiteral("own"), tr("My own server"));
    setChoice(m_profile, QStringLiteral("local"), tr("This computer"));
    m_addressRow->setTexts(tr("Address of your server"), tr("The address it shows for devices."));
    m_address->setPlaceholderText(QStringLiteral("http://192.168.1.5:8003/xiaozhi/ota/"));
    m_pairRow->setTexts(tr("Pairing"), tr("Gets a new code from the server. The identity of this computer stays the same."));
    m_pair->setText(tr("Pair again"));
    m_pair->setAccessibleName(m_pair->text());
    showFacts();
}

void ConnectionGroup::showFacts()
{
    m_profile->setCurrentIndex(m_profile->findData(m_model.profile()));
    m_addressRow->setVisible(m_model.profile() == QLatin1String("own"));
    if (!m_address->hasFocus())
        m_address->setText(m_model.ownServerUrl());
    const auto identity = m_model.identity();
    const bool known = !identity.deviceId.isEmpty();
    m_identityRow->setTexts(tr("This computer"),
        known ? tr("How servers know it. Its key is kept %1.", "place of the secret, such as: in your keychain").arg(m_model.secretsPlace())
              : tr("It gets an identity when it is paired for the first time."));
    m_identity->setVisible(known);
    QStringList lines { identity.deviceId, identity.clientId };
    if (!identity.serialNumber.isEmpty())
        lines << identity.serialNumber;
    m_identity->setText(lines.join(QLatin1Char('\n')));
    m_identity->setAccessibleDescription(tr("Device id, client id and serial number"));
}

void ConnectionGroup::saveAddress()
{
    if (m_address->text() == m_model.ownServerUrl()) {
        m_addressRow->setProblem({});
        return;
    }
    const auto saved = m_model.setOwnServerUrl(m_address->text());
    m_addressRow->setProblem(saved ? QString() : saved.error().text);
    if (saved)
        m_address->setText(m_model.ownServerUrl());
}

void ConnectionGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}
