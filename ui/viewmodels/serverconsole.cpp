// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverconsole.h"

#include "net/certificatepin.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminLink;
using admin::AdminPlace;

ServerConsole::ServerConsole(admin::LinkTiming timing, QObject* parent)
    : QObject(parent)
    , m_link(std::move(timing))
    , m_devices(m_link)
    , m_connected(m_link, m_devices)
    , m_turns(m_link, m_devices)
    , m_engines(m_link)
    , m_config(m_link)
    , m_logs(m_link)
    , m_metrics(m_link)
{
    connect(&m_link, &AdminLink::stateChanged, this, &ServerConsole::onState);
    connect(&m_link, &AdminLink::happened, this, &ServerConsole::onHappened);
    connect(&m_devices, &ServerDevicesViewModel::said, this, &ServerConsole::said);
    connect(&m_devices, &ServerDevicesViewModel::changed, this, &ServerConsole::changed);
    connect(&m_engines, &ServerEnginesViewModel::said, this, &ServerConsole::said);
    connect(&m_config, &ServerConfigViewModel::said, this, &ServerConsole::said);
    connect(&m_metrics, &ServerMetricsViewModel::changed, this, [this] { m_devices.setMemory(m_metrics.memory()); });
}

QString ServerConsole::placeName() const
{
    return m_remote ? m_remote->name() : QString();
}

QString ServerConsole::stateText() const
{
    switch (m_link.state()) {
    case AdminLink::State::Off:
        return tr("off");
    case AdminLink::State::Connecting:
        return tr("%1 · connecting").arg(placeName());
    case AdminLink::State::Connected:
        return tr("%1 · %n device(s)", nullptr, m_devices.connectedCount()).arg(placeName());
    case AdminLink::State::Waiting:
        return tr("%1 · trying again").arg(placeName());
    case AdminLink::State::Refused:
        return tr("%1 · refused").arg(placeName());
    }
    return {};
}

Tone ServerConsole::stateTone() const
{
    switch (m_link.state()) {
    case AdminLink::State::Off:
        return Tone::Neutral;
    case AdminLink::State::Connecting:
        return Tone::Busy;
    case AdminLink::State::Connected:
        return Tone::Good;
    case AdminLink::State::Waiting:
        return Tone::Warning;
    case AdminLink::State::Refused:
        return Tone::Bad;
    }
    return Tone::Neutral;
}

QString ServerConsole::trouble() const
{
    return m_link.error().text;
}

QString ServerConsole::offeredFingerprint() const
{
    return net::fingerprintOf(m_link.offeredCertificate());
}

void ServerConsole::localStarted(const QString& folder)
{
    m_folder = folder;
    if (!m_remote)
        followLocal();
    emit changed();
}

void ServerConsole::localStopped()
{
    m_folder.clear();
    if (!m_remote)
        m_link.leave();
    emit changed();
}

void ServerConsole::attach(const QString& address, const QString& token)
{
    const auto place = admin::typedPlace(address, token);
    m_attachError = place ? QString() : place.error().text;
    if (place) {
        m_remote = place.value();
        m_remembered = false;
        m_activations.clear();
        m_link.leave(); // nothing of the former server stays, least of all a text that is not applied yet
        m_link.follow([there = place.value()]() -> Result<AdminPlace> { return there; });
    }
    emit changed();
}

void ServerConsole::attachTo(const AdminPlace& place)
{
    m_remote = place;
    m_remembered = true;
    m_activations.clear();
    m_link.leave();
    m_link.follow([place]() -> Result<AdminPlace> { return place; });
    emit changed();
}

void ServerConsole::believeCertificate()
{
    if (!m_remote || m_link.offeredCertificate().isEmpty())
        return;
    m_remote->pinned = m_link.offeredCertificate();
    m_remembered = false;
    m_link.follow([place = *m_remote]() -> Result<AdminPlace> { return place; });
}

void ServerConsole::detach()
{
    if (!m_remote)
        return;
    m_remote.reset();
    m_attachError.clear();
    m_activations.clear();
    m_link.leave();
    if (!m_folder.isEmpty())
        followLocal();
    emit detached();
    emit changed();
}

void ServerConsole::tryAgain()
{
    m_link.tryNow();
}

void ServerConsole::followLocal()
{
    m_link.leave();
    m_link.follow([folder = m_folder] { return admin::readAdminFile(folder); });
}

void ServerConsole::approve(const QString& code)
{
    decide(code, u"approve"_s);
}

void ServerConsole::refuse(const QString& code)
{
    decide(code, u"refuse"_s);
}

void ServerConsole::decide(const QString& code, const QString& verb)
{
    m_link.client().send(
        "POST", u"/admin/activations/"_s + admin::pathPart(code) + u'/' + verb, {}, this, [this](const admin::AdminAnswer& answer) {
            if (!answer.ok)
                emit said({ Tone::Warning, answer.error.text });
        });
}

void ServerConsole::retranslate()
{
    m_devices.retranslate();
    emit changed();
}

void ServerConsole::onState()
{
    if (isConnected() && m_remote && !std::exchange(m_remembered, true))
        emit attached(*m_remote);
    if (!isConnected())
        m_activations.clear();
    emit changed();
}

void ServerConsole::onHappened(const QString& event, const QJsonValue& data)
{
    if (event == u"warning") {
        emit said({ Tone::Warning, data["text"_L1].toString().left(1000) });
    } else if (event == u"activation") {
        if (const auto one = admin::activationFrom(data.toObject()))
            m_activations.apply({ one->device, one->code, one->board, server::ActivationRequest::State(int(one->state)) });
    }
}

}

#include "moc_serverconsole.cpp"
