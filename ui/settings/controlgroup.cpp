// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/controlgroup.h"

#include "widgets/buttons.h"
#include "widgets/toggleswitch.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <chrono>

namespace myna::ui {

using viewmodels::ControlViewModel;

namespace {
constexpr std::chrono::seconds addressCopiedFor { 2 };
}

ControlGroup::ControlGroup(const Theme& theme, ControlViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("link"), this))
    , m_on(new ToggleSwitch(theme))
    , m_copy(new QPushButton)
    , m_onRow(new SettingRow(m_on))
    , m_addressRow(new SettingRow(m_copy))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    m_group->addRow(m_onRow);
    m_group->addRow(m_addressRow);
    styleButton(m_copy, ButtonKind::Secondary);
    m_copied.setSingleShot(true);
    m_copied.setInterval(addressCopiedFor);
    connect(m_on, &ToggleSwitch::toggled, &model, &ControlViewModel::setOn);
    connect(m_copy, &QPushButton::clicked, this, &ControlGroup::copyToken);
    connect(&m_copied, &QTimer::timeout, this, &ControlGroup::showChoice);
    connect(&model, &ControlViewModel::changed, this, &ControlGroup::showChoice);
    retranslate();
}

void ControlGroup::retranslate()
{
    m_group->setTitle(tr("Other programs"));
    m_onRow->setTexts(tr("Let other programs on this computer control Myna"),
        tr("Scripts of your account can then pair, connect, open the microphone and read how it goes. Web pages and other people cannot."));
    showChoice();
}

void ControlGroup::showChoice()
{
    const QSignalBlocker quiet(m_on);
    m_on->setChecked(m_model.isOn());
    m_onRow->setProblem(m_model.problem());
    const QString address = m_model.address();
    m_group->setFolded(m_addressRow, address.isEmpty());
    m_addressRow->setTexts(address, tr("Programs also need the token. Both are in control.json in Myna's data folder, new at each start."));
    m_copy->setText(m_copied.isActive() ? tr("Copied") : tr("Copy token"));
    m_copy->setAccessibleName(m_copy->text()); // the row would call it by the address
}

void ControlGroup::copyToken()
{
    auto* content = new QMimeData; // the clipboard takes it
    content->setText(m_model.token());
    // Clipboard managers that know this word keep no copy.
    content->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QGuiApplication::clipboard()->setMimeData(content);
    m_copied.start();
    showChoice();
}

void ControlGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_controlgroup.cpp"
