// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/controlswitch.h"

namespace myna::desktop {

using viewmodels::ControlViewModel;

ControlSwitch::ControlSwitch(settings::SettingsStore& settings, const QString& dataDir, client::ClientCore& core, ConnectDesk& connect,
    viewmodels::TalkViewModel& talk, QObject* parent)
    : QObject(parent)
    , m_viewModel(settings)
    , m_host(core, controlled(connect, talk), dataDir)
{
}

control::ControlledClient ControlSwitch::controlled(ConnectDesk& connect, viewmodels::TalkViewModel& talk)
{
    control::ControlledClient client;
    client.pairing = &connect.pairing();
    client.beginPairing = [&connect]() -> Result<> {
        if (connect.chosen().isEmpty())
            return Error { Error::Code::NotFound, tr("No server is chosen yet. Choose one in Myna's window.") };
        connect.connectToChosen();
        return {};
    };
    client.isMuted = [&talk] { return talk.isMuted(); };
    return client;
}

void ControlSwitch::join()
{
    m_host.join();
    connect(&m_viewModel, &ControlViewModel::onChanged, this, &ControlSwitch::apply);
    if (!m_viewModel.isOn())
        m_host.api().removeStaleFile();
    apply();
}

void ControlSwitch::apply()
{
    control::ControlApi& api = m_host.api();
    if (!m_viewModel.isOn()) {
        close();
        return;
    }
    if (const auto opened = api.open(); opened)
        m_viewModel.opened(api.url(), api.token());
    else
        m_viewModel.refused(opened.error());
}

void ControlSwitch::close()
{
    m_host.api().close();
    m_viewModel.closed();
}

}

#include "moc_controlswitch.cpp"
