// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/serverdialog.h"

#include "settings/choicebox.h"
#include "widgets/buttons.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using protocol::ProxyKind;
using protocol::TransportChoice;
using viewmodels::ServerForm;
using viewmodels::ServerForms;

namespace {

constexpr int serverFieldWidth = 360; // px
constexpr int longestName = 60; // characters
constexpr int longestText = 512;

QLineEdit* field(QWidget* parent, int length = longestText)
{
    auto* edit = new QLineEdit(parent);
    edit->setMinimumSize(serverFieldWidth, hitTarget + 4);
    edit->setMaxLength(length);
    return edit;
}

QFormLayout* rowsIn(QWidget* parent)
{
    auto* rows = new QFormLayout(parent);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(space::l);
    rows->setVerticalSpacing(10);
    rows->setRowWrapPolicy(QFormLayout::WrapLongRows);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return rows;
}

void addRow(QFormLayout* rows, const QString& name, QWidget* control)
{
    rows->addRow(name, control);
    control->setAccessibleName(name);
}

void setRowShown(QFormLayout* rows, QWidget* control, bool shown)
{
    control->setVisible(shown);
    if (QWidget* label = rows->labelForField(control))
        label->setVisible(shown);
}

}

ServerDialog::ServerDialog(viewmodels::ServersViewModel& model, const ServerForm& form, QWidget* parent)
    : QDialog(parent)
    , m_model(model)
    , m_form(form)
    , m_name(field(this, longestName))
    , m_address(field(this))
    , m_hint(new QLabel(this))
    , m_token(field(this, 4096))
    , m_moreButton(new QPushButton(this))
    , m_more(new QWidget(this))
    , m_transport(choiceBox(serverFieldWidth))
    , m_proxy(choiceBox(serverFieldWidth))
    , m_proxyAddress(field(m_more))
    , m_proxyUser(field(m_more))
    , m_proxyPassword(field(m_more))
    , m_codeOnly(new QCheckBox(m_more))
    , m_keyAsBytes(new QCheckBox(m_more))
    , m_payload(new QCheckBox(m_more))
    , m_pushedBinding(new QCheckBox(m_more))
    , m_problem(new QLabel(this))
{
    build();
    fill();
    connect(m_address, &QLineEdit::textChanged, this, &ServerDialog::showFitting);
    connect(m_proxy, &QComboBox::activated, this, &ServerDialog::showFitting);
    connect(m_moreButton, &QPushButton::clicked, this, [this] {
        m_more->setVisible(!m_more->isVisible());
        showFitting();
        adjustSize();
    });
}

void ServerDialog::build()
{
    setWindowTitle(m_form.id.isEmpty() ? tr("Add a server") : tr("Change the server"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, space::xl, 28, space::xl);
    column->setSpacing(space::m);
    auto* title = new QLabel(windowTitle(), this);
    styleText(title, TextKind::PageTitle);
    column->addWidget(title);
    auto* basics = new QWidget(this);
    m_rows = rowsIn(basics);
    addRow(m_rows, tr("Name"), m_name);
    addRow(m_rows, tr("Address"), m_address);
    m_rows->addRow(QString(), m_hint);
    addRow(m_rows, tr("Token"), m_token);
    column->addWidget(basics);
    column->addWidget(m_moreButton, 0, Qt::AlignLeft);
    m_moreRows = rowsIn(m_more);
    addRow(m_moreRows, tr("Connection"), m_transport);
    addRow(m_moreRows, tr("Proxy"), m_proxy);
    addRow(m_moreRows, tr("Proxy address"), m_proxyAddress);
    addRow(m_moreRows, tr("Proxy user"), m_proxyUser);
    addRow(m_moreRows, tr("Proxy password"), m_proxyPassword);
    m_moreRows->addRow(tr("Activation"), m_codeOnly);
    m_moreRows->addRow(QString(), m_keyAsBytes);
    m_moreRows->addRow(QString(), m_payload);
    m_moreRows->addRow(QString(), m_pushedBinding);
    column->addWidget(m_more);
    column->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* keep = new QPushButton(m_form.id.isEmpty() ? tr("Add and test") : tr("Save"), this);
    styleButton(cancel, ButtonKind::Secondary);
    styleButton(keep, ButtonKind::Primary);
    keep->setDefault(true);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(keep);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(keep, &QPushButton::clicked, this, &ServerDialog::save);

    for (QLabel* label : { m_hint, m_problem }) {
        styleText(label, TextKind::Secondary);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(serverFieldWidth);
    }
    m_problem->setProperty("textRole", u"bad"_s);
    m_problem->hide();
    m_more->hide();
    styleButton(m_moreButton, ButtonKind::Link);
    m_moreButton->setAutoDefault(false);
    m_moreButton->setObjectName(u"more"_s);
    m_address->setPlaceholderText(u"http://192.168.1.5:8003/xiaozhi/ota/"_s);
    m_proxyAddress->setPlaceholderText(u"proxy.example:3128"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_proxyPassword->setEchoMode(QLineEdit::Password);
    for (QLineEdit* secret : { m_token, m_proxyPassword })
        secret->setPlaceholderText(m_form.id.isEmpty() ? QString() : tr("unchanged"));
    m_codeOnly->setText(tr("As a board without a key: the code alone"));
    m_keyAsBytes->setText(tr("Sign with the key's bytes, as the firmware does"));
    m_payload->setText(tr("Wrap the proof in “Payload”, as py-xiaozhi does"));
    m_pushedBinding->setText(tr("The server sends code and token over the WebSocket"));
    setChoice(m_transport, protocol::transportChoiceName(TransportChoice::Auto), tr("As the server offers"));
    setChoice(m_transport, protocol::transportChoiceName(TransportChoice::WebSocket), tr("WebSocket"));
    setChoice(m_transport, protocol::transportChoiceName(TransportChoice::Mqtt), tr("MQTT and UDP"));
    m_proxy->addItem(tr("That of the system"), int(ProxyKind::System));
    m_proxy->addItem(tr("None"), int(ProxyKind::None));
    m_proxy->addItem(tr("HTTP proxy"), int(ProxyKind::Http));
    m_proxy->addItem(tr("SOCKS5 proxy"), int(ProxyKind::Socks5));
}

void ServerDialog::fill()
{
    m_name->setText(m_form.name);
    m_address->setText(m_form.address);
    m_address->setReadOnly(m_form.fixedAddress);
    m_transport->setCurrentIndex(m_transport->findData(QString(protocol::transportChoiceName(m_form.transport))));
    m_proxy->setCurrentIndex(m_proxy->findData(int(m_form.proxy)));
    m_proxyAddress->setText(m_form.proxyAddress);
    m_proxyUser->setText(m_form.proxyUser);
    m_codeOnly->setChecked(m_form.codeOnly);
    m_keyAsBytes->setChecked(m_form.keyAsBytes);
    m_payload->setChecked(m_form.payload);
    m_pushedBinding->setChecked(m_form.pushedBinding);
    showFitting();
    (m_form.id.isEmpty() ? m_name : m_address)->setFocus();
}

void ServerDialog::showFitting()
{
    const bool voice = ServerForms::isVoiceAddress(m_address->text());
    m_hint->setText(m_form.fixedAddress ? tr("This address is always the same.")
            : voice                     ? tr("Myna talks there at once, without asking which devices are known. A token may be needed.")
                    : tr("The address your server shows for devices. One that begins with ws:// or wss:// is talked to directly."));
    setRowShown(m_rows, m_token, voice);
    const auto kind = ProxyKind(m_proxy->currentData().toInt());
    const bool named = kind == ProxyKind::Http || kind == ProxyKind::Socks5;
    for (QWidget* row : std::initializer_list<QWidget*> { m_proxyAddress, m_proxyUser, m_proxyPassword })
        setRowShown(m_moreRows, row, named);
    m_moreButton->setText(m_more->isVisible() ? tr("Fewer settings") : tr("More settings: proxy, connection, activation"));
}

ServerForm ServerDialog::typed() const
{
    ServerForm form = m_form;
    form.name = m_name->text();
    form.address = m_address->text();
    form.token = m_token->text();
    form.transport = protocol::transportChoiceFromName(m_transport->currentData().toString()).value_or(TransportChoice::Auto);
    form.proxy = ProxyKind(m_proxy->currentData().toInt());
    form.proxyAddress = m_proxyAddress->text();
    form.proxyUser = m_proxyUser->text();
    form.proxyPassword = m_proxyPassword->text();
    form.codeOnly = m_codeOnly->isChecked();
    form.keyAsBytes = m_keyAsBytes->isChecked();
    form.payload = m_payload->isChecked();
    form.pushedBinding = m_pushedBinding->isChecked();
    return form;
}

void ServerDialog::save()
{
    const Result<> saved = m_model.save(typed());
    m_problem->setText(saved ? QString() : saved.error().text);
    m_problem->setVisible(!saved);
    adjustSize();
    if (saved)
        accept();
}

}

#include "moc_serverdialog.cpp"
