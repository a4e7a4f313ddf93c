// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/controlviewmodel.h"

#include "settings/options.h"

namespace myna::viewmodels {

ControlViewModel::ControlViewModel(settings::SettingsStore& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

bool ControlViewModel::isOn() const
{
    return m_store.get(settings::localControl);
}

void ControlViewModel::setOn(bool on)
{
    if (on == isOn())
        return;
    m_store.set(settings::localControl, on);
    emit onChanged(on);
    emit changed();
}

QString ControlViewModel::address() const
{
    return m_address.toString();
}

QString ControlViewModel::token() const
{
    return QString::fromLatin1(m_token);
}

void ControlViewModel::opened(const QUrl& address, const QByteArray& token)
{
    m_address = address;
    m_token = token;
    m_problem.clear();
    emit changed();
}

void ControlViewModel::closed()
{
    m_address.clear();
    m_token.clear();
    m_problem.clear();
    emit changed();
}

void ControlViewModel::refused(const Error& error)
{
    closed();
    m_problem = error.text;
    emit changed();
}

}

#include "moc_controlviewmodel.cpp"
