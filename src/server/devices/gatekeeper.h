// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"
#include "server/devices/activation.h"
#include "server/devices/deviceregistry.h"
#include "server/devices/tokens.h"
#include "server/dialogue/devicesession.h"

#include <QObject>

namespace myna::server {

// Who a request comes from, as it says itself.
struct Contact
{
    QString deviceId; // normalised; empty when it said none, or none that is one
    QString clientId;
    QString token; // without "Bearer"
    QString board;
    QString version;
    bool fromThisComputer = false;
    bool fromNearby = false; // a private network
    QHostAddress peer;
};

// From headers or, for browsers, from the query string (`device-id`, `client-id`, `authorization`).
Contact contactOf(const http::Request& request);

struct AccessRules
{
    ActivationPolicy policy = ActivationPolicy::Approve;
    bool alwaysAskToken = false; // also from this computer, also when open
    QVector<NamedToken> tokens; // whoever shows one of them is bound at once
    QStringList allowedDevices; // normalised; from a private network they are bound at once and asked for no token
    bool pinsClient = true; // a bound device keeps the client id it was bound with
    bool limitsAddresses = true; // false: behind a balancer all come from one
};

// Decides who is a device of this server: the one place that puts registry, codes and tokens together. Network thread.
class Gatekeeper final : public QObject
{
    Q_OBJECT

public:
    Gatekeeper(DeviceRegistry& registry, Activation& activation, Tokens& tokens, AccessRules rules, QObject* parent = nullptr);

    void setRules(AccessRules rules);

    // Devices of one other computer that wait for their owner at once, so that nobody alone can take all the codes there are.
    static constexpr qsizetype maxCodesOfOne = 50;

    struct Standing
    {
        bool bound = false;
        ActivationRecord offer; // when it is not bound
    };
    // For the version check. Errors: Invalid (it does not say who it is) · Refused · Unavailable.
    Result<Standing> standing(const Contact& contact);
    enum class Progress { Bound, Waiting, Refused, Unknown };
    // For the activation poll. Errors: Invalid.
    [[nodiscard]] Result<Progress> progress(const Contact& contact) const;
    // For the session: the facts, or the answer that refuses.
    struct Admitted
    {
        std::optional<DeviceFacts> facts;
        http::Response refusal;
        QString reason; // of the refusal
    };
    Admitted admit(const Contact& contact);
    // May it use what only bound devices may? (vision)
    [[nodiscard]] bool isTrusted(const Contact& contact) const;

    Result<ActivationRecord> approve(const QString& code);
    Result<ActivationRecord> refuse(const QString& code);
    Result<> revoke(const QString& deviceId);
    // What the owner gives a bound device.
    Result<> edit(const QString& deviceId, const std::function<void(DeviceRecord&)>& change);
    Result<> quarantine(const QString& deviceId, const QString& reason); // refused from now on, until release()
    Result<> release(const QString& deviceId);
    // Of a bound device by this client, and not of one that only says so.
    [[nodiscard]] bool isBound(const QString& deviceId, const QString& clientId) const;
    void expire(); // takes out the codes whose time is over
    // Another server on the same store did it: the same follows as if it had been done here.
    void takeDevice(const QString& deviceId, const std::optional<DeviceRecord>& device);
    void takeCode(const QString& code, const QString& state, const std::optional<ActivationRecord>& record);

signals:
    void activationChanged(const myna::server::ActivationRequest& request);
    void bound(const QString& deviceId, const QString& clientId); // now; earlier sessions of this device have ended their right
    void codeEnded(const QString& code, bool refused); // without a device bound to it; not refused: its time was over
    void revoked(const QString& deviceId);
    void quarantined(const QString& deviceId, const QString& reason);
    void clientForged(const myna::server::Contact& contact); // the id of a bound device, said by another client
    void devicesChanged(); // which devices are bound, or what is known of them
    void storeFailed(const myna::Error& error); // it works on, but will not remember

private:
    [[nodiscard]] bool asksToken(const Contact& contact) const;
    [[nodiscard]] bool isVouchedFor(const Contact& contact) const;
    [[nodiscard]] bool mayBindNow(const Contact& contact) const;
    Result<ActivationRecord> offer(const Contact& contact);
    [[nodiscard]] bool asksForTooMany(const Contact& contact);
    void bind(const Contact& contact);
    void note(const Result<>& result);

    DeviceRegistry& m_registry;
    Activation& m_activation;
    Tokens& m_tokens;
    AccessRules m_rules;
    QHash<QString, QHostAddress> m_askedFrom; // for which code
};

}
