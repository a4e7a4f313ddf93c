// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/gatekeeper.h"

#include "base/secret.h"
#include "protocol/provisioning.h"
#include "server/devices/peergate.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxNameLength = 128; // of what a device says of itself
constexpr qsizetype maxReasonLength = 300;

ActivationRequest requestOf(const ActivationRecord& record, ActivationRequest::State state)
{
    return { record.deviceId, record.code, record.board, state };
}

Error unidentified()
{
    return { Error::Code::Invalid,
        QCoreApplication::translate("myna", "The device does not say who it is: Device-Id (a MAC address) and Client-Id are needed.") };
}

Error quarantineError(const QString& given)
{
    const QString reason = !given.isEmpty() && given.back().isLetterOrNumber() ? given + u'.' : given; // an owner writes a word or two
    return { Error::Code::Refused,
        QCoreApplication::translate("myna", "This device is in quarantine: %1 The owner of the server can release it.").arg(reason) };
}

QString withoutBearer(const QString& authorization)
{
    const QString text = authorization.trimmed();
    return text.startsWith("Bearer "_L1, Qt::CaseInsensitive) ? text.mid(7).trimmed() : text;
}

}

Contact contactOf(const http::Request& request)
{
    Contact contact;
    contact.deviceId = protocol::normalisedDeviceId(request.headerOrQuery("Device-Id"_L1, "device-id"_L1).trimmed());
    contact.clientId = request.headerOrQuery("Client-Id"_L1, "client-id"_L1).trimmed().left(maxNameLength);
    contact.token = withoutBearer(request.headerOrQuery("Authorization"_L1, "authorization"_L1));
    contact.peer = request.peer;
    contact.fromThisComputer = request.fromThisComputer();
    contact.fromNearby = contact.fromThisComputer || NetworkRules::standard().contains(request.peer);
    return contact;
}

Gatekeeper::Gatekeeper(DeviceRegistry& registry, Activation& activation, Tokens& tokens, AccessRules rules, QObject* parent)
    : QObject(parent)
    , m_registry(registry)
    , m_activation(activation)
    , m_tokens(tokens)
    , m_rules(std::move(rules))
{
}

void Gatekeeper::setRules(AccessRules rules)
{
    m_rules = std::move(rules);
}

Result<Gatekeeper::Standing> Gatekeeper::standing(const Contact& contact)
{
    if (contact.deviceId.isEmpty() || contact.clientId.isEmpty())
        return unidentified();
    const DeviceRecord* const device = m_registry.find(contact.deviceId);
    if (device && !device->quarantine.isEmpty())
        return quarantineError(device->quarantine);
    if (isBound(contact.deviceId, contact.clientId)) {
        note(m_registry.touch(contact.deviceId, contact.board.left(maxNameLength), contact.version.left(maxNameLength)));
        return Standing { true, {} };
    }
    // A bound device that comes with another client id is a new one until the owner says otherwise, also on an open server.
    if (mayBindNow(contact)) {
        bind(contact);
        return Standing { true, {} };
    }
    if (device)
        emit clientForged(contact);
    auto offered = offer(contact);
    if (!offered)
        return offered.error();
    return Standing { false, offered.value() };
}

Result<Gatekeeper::Progress> Gatekeeper::progress(const Contact& contact) const
{
    if (contact.deviceId.isEmpty() || contact.clientId.isEmpty())
        return unidentified();
    if (isBound(contact.deviceId, contact.clientId))
        return Progress::Bound;
    if (m_activation.find(contact.deviceId, contact.clientId))
        return Progress::Waiting;
    return m_activation.isRefused(contact.deviceId, contact.clientId) ? Progress::Refused : Progress::Unknown;
}

Gatekeeper::Admitted Gatekeeper::admit(const Contact& contact)
{
    const auto refused = [](int status, QLatin1String code, const QString& text) {
        return Admitted { {}, http::errorResponse(status, code, text), text };
    };
    if (contact.deviceId.isEmpty() || contact.clientId.isEmpty())
        return refused(400, "device_unknown"_L1, unidentified().text);
    DeviceFacts facts;
    facts.deviceId = contact.deviceId;
    facts.clientId = contact.clientId;
    const DeviceRecord* const device = m_registry.find(contact.deviceId);
    if (device && !device->quarantine.isEmpty())
        return refused(403, "quarantined"_L1, quarantineError(device->quarantine).text);
    const bool bindsNow = mayBindNow(contact);
    if (bindsNow || isBound(contact.deviceId, contact.clientId)) {
        if (asksToken(contact) && !isVouchedFor(contact) && !m_tokens.isValid(contact.token, contact.deviceId, contact.clientId)) {
            return refused(401, "token_invalid"_L1,
                QCoreApplication::translate(
                    "myna", "The token is missing or has expired. The device gets a new one with its next version check."));
        }
        if (bindsNow)
            bind(contact);
        else
            note(m_registry.touch(contact.deviceId, {}, {}));
        facts.boardName = m_registry.find(contact.deviceId)->board;
        return { facts, {}, {} };
    }
    if (device)
        emit clientForged(contact);
    const auto offered = offer(contact);
    if (!offered) {
        const bool no = offered.error().code == Error::Code::Refused;
        return refused(no ? 403 : 503, no ? "refused"_L1 : "unavailable"_L1, offered.error().text);
    }
    facts.boardName = offered->board;
    facts.activationCode = offered->code;
    return { facts, {}, {} };
}

bool Gatekeeper::isTrusted(const Contact& contact) const
{
    const DeviceRecord* const device = m_registry.find(contact.deviceId);
    return device && device->quarantine.isEmpty() && isBound(contact.deviceId, contact.clientId)
        && (!asksToken(contact) || isVouchedFor(contact) || m_tokens.isValid(contact.token, contact.deviceId, contact.clientId));
}

bool Gatekeeper::isBound(const QString& deviceId, const QString& clientId) const
{
    return m_rules.pinsClient ? m_registry.isBound(deviceId, clientId) : m_registry.find(deviceId) != nullptr;
}

// Every token is compared, so that time does not tell which one was nearly right.
bool Gatekeeper::isVouchedFor(const Contact& contact) const
{
    bool known = false;
    for (const NamedToken& named : m_rules.tokens)
        known |= !named.token.isEmpty() && equalInConstantTime(contact.token.toUtf8(), named.token.toUtf8());
    return known || (contact.fromNearby && m_rules.allowedDevices.contains(contact.deviceId));
}

bool Gatekeeper::mayBindNow(const Contact& contact) const
{
    return !m_registry.find(contact.deviceId) && (m_rules.policy == ActivationPolicy::Open || isVouchedFor(contact));
}

bool Gatekeeper::asksToken(const Contact& contact) const
{
    return m_rules.alwaysAskToken || m_rules.policy != ActivationPolicy::Open || !contact.fromThisComputer;
}

bool Gatekeeper::asksForTooMany(const Contact& contact)
{
    if (!m_rules.limitsAddresses || contact.fromThisComputer || m_activation.find(contact.deviceId, contact.clientId))
        return false;
    m_askedFrom.removeIf([this](auto entry) { return !m_activation.isPending(entry.key()); });
    return std::count(m_askedFrom.cbegin(), m_askedFrom.cend(), contact.peer) >= maxCodesOfOne;
}

Result<ActivationRecord> Gatekeeper::offer(const Contact& contact)
{
    expire();
    if (asksForTooMany(contact)) {
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "Too many devices wait for approval on this server. Try again later.") };
    }
    auto offered
        = m_activation.offer(contact.deviceId, contact.clientId, contact.board.left(maxNameLength), contact.version.left(maxNameLength));
    if (!offered)
        return offered.error();
    if (offered->isNew) {
        m_askedFrom.insert(offered->record.code, contact.peer);
        emit activationChanged(requestOf(offered->record, ActivationRequest::State::Offered));
    }
    return offered->record;
}

void Gatekeeper::bind(const Contact& contact)
{
    note(m_registry.bind(contact.deviceId, contact.clientId, contact.board.left(maxNameLength), contact.version.left(maxNameLength)));
    m_activation.forget(contact.deviceId);
    emit activationChanged({ contact.deviceId, {}, contact.board, ActivationRequest::State::Bound });
    emit bound(contact.deviceId, contact.clientId);
    emit devicesChanged();
}

Result<ActivationRecord> Gatekeeper::approve(const QString& code)
{
    auto record = m_activation.approve(code);
    if (record) {
        note(m_registry.bind(record->deviceId, record->clientId, record->board, record->version));
        m_activation.forget(record->deviceId);
        emit activationChanged(requestOf(record.value(), ActivationRequest::State::Bound));
        emit bound(record->deviceId, record->clientId);
        emit devicesChanged();
    }
    return record;
}

Result<ActivationRecord> Gatekeeper::refuse(const QString& code)
{
    auto record = m_activation.refuse(code);
    if (record) {
        emit activationChanged(requestOf(record.value(), ActivationRequest::State::Expired));
        emit codeEnded(record->code, true);
    }
    return record;
}

Result<> Gatekeeper::revoke(const QString& deviceId)
{
    const QString normalised = protocol::normalisedDeviceId(deviceId);
    auto removed = m_registry.unbind(normalised.isEmpty() ? deviceId : normalised);
    if (removed) {
        emit revoked(normalised);
        emit devicesChanged();
    }
    return removed;
}

Result<> Gatekeeper::edit(const QString& deviceId, const std::function<void(DeviceRecord&)>& change)
{
    const auto edited = m_registry.edit(deviceId, change);
    if (!edited && edited.error().code == Error::Code::NotFound)
        return edited.error();
    note(edited); // it holds at least until the next start
    emit devicesChanged();
    return {};
}

Result<> Gatekeeper::quarantine(const QString& deviceId, const QString& reason)
{
    const QString why = reason.isEmpty() ? QCoreApplication::translate("myna", "The owner put it there.") : reason.left(maxReasonLength);
    auto edited = edit(deviceId, [&](DeviceRecord& device) { device.quarantine = why; });
    if (edited)
        emit quarantined(deviceId, why);
    return edited;
}

Result<> Gatekeeper::release(const QString& deviceId)
{
    return edit(deviceId, [](DeviceRecord& device) { device.quarantine.clear(); });
}

void Gatekeeper::expire()
{
    for (const ActivationRecord& record : m_activation.takeExpired()) {
        emit activationChanged(requestOf(record, ActivationRequest::State::Expired));
        emit codeEnded(record.code, false);
    }
}

void Gatekeeper::takeDevice(const QString& deviceId, const std::optional<DeviceRecord>& device)
{
    const DeviceRecord* const known = m_registry.find(deviceId);
    const auto before = known ? std::optional(*known) : std::nullopt;
    m_registry.adopt(deviceId, device);
    if (before == device)
        return;
    if (!device) {
        emit revoked(deviceId);
    } else if (!before || before->clientId != device->clientId || before->boundAt != device->boundAt) {
        emit activationChanged({ deviceId, {}, device->board, ActivationRequest::State::Bound });
        emit bound(deviceId, device->clientId);
    }
    if (device && !device->quarantine.isEmpty() && (!before || before->quarantine.isEmpty()))
        emit quarantined(deviceId, device->quarantine);
    emit devicesChanged();
}

void Gatekeeper::takeCode(const QString& code, const QString& state, const std::optional<ActivationRecord>& record)
{
    const auto before = m_activation.adopt(code, record);
    if (record && !before)
        emit activationChanged(requestOf(*record, ActivationRequest::State::Offered));
    if (record || !before || state == u"bound")
        return; // a binding is news of its own
    const bool refused = state == u"refused";
    if (refused)
        m_activation.remember(*before);
    emit activationChanged(requestOf(*before, ActivationRequest::State::Expired));
    emit codeEnded(code, refused);
}

void Gatekeeper::note(const Result<>& result)
{
    if (!result)
        emit storeFailed(result.error());
}

}

#include "moc_gatekeeper.cpp"
