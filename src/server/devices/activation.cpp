// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/activation.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 codes = 1000000;

QString keyOf(const QString& deviceId, const QString& clientId)
{
    return deviceId + u'|' + clientId;
}

}

Activation::Activation(DeviceStore& store, Clock clock, Random random)
    : m_store(store)
    , m_clock(std::move(clock))
    , m_random(std::move(random))
{
    if (!m_random)
        m_random = [](quint32 bound) { return QRandomGenerator::system()->bounded(bound); };
}

Result<> Activation::load()
{
    const auto activations = m_store.activations();
    if (!activations)
        return activations.error();
    m_pending.clear();
    for (const ActivationRecord& record : activations.value())
        m_pending.insert(record.code, record);
    return {};
}

Result<Activation::Offer> Activation::offer(const QString& deviceId, const QString& clientId, const QString& board, const QString& version)
{
    if (isRefused(deviceId, clientId))
        return Error { Error::Code::Refused,
            QCoreApplication::translate(
                "myna", "The owner of this server refused this device. Ask the owner, then try again in ten minutes.") };
    if (const ActivationRecord* const waiting = find(deviceId, clientId))
        return Offer { *waiting, false };
    if (m_pending.size() >= maxPendingCodes)
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "Too many devices wait for approval on this server. Try again later.") };
    ActivationRecord record;
    record.code = freshCode();
    record.deviceId = deviceId;
    record.clientId = clientId;
    record.board = board;
    record.version = version;
    record.offeredAt = m_clock();
    record.expiresAt = record.offeredAt.addSecs(std::chrono::seconds(codeLifetime).count());
    QByteArray challenge(16, Qt::Uninitialized);
    for (char& byte : challenge)
        byte = char(m_random(256));
    record.challenge = QString::fromLatin1(challenge.toHex());
    m_pending.insert(record.code, record);
    if (auto saved = m_store.saveActivation(record); !saved)
        qWarning("%s", qUtf8Printable(saved.error().text)); // the code works until the next restart
    return Offer { record, true };
}

const ActivationRecord* Activation::find(const QString& deviceId, const QString& clientId) const
{
    const QDateTime now = m_clock();
    for (const ActivationRecord& record : m_pending) {
        if (record.deviceId == deviceId && record.clientId == clientId && record.expiresAt > now)
            return &record;
    }
    return nullptr;
}

bool Activation::isRefused(const QString& deviceId, const QString& clientId) const
{
    const auto until = m_refused.constFind(keyOf(deviceId, clientId));
    return until != m_refused.constEnd() && *until > m_clock();
}

QVector<ActivationRecord> Activation::pending() const
{
    const QDateTime now = m_clock();
    QVector<ActivationRecord> records;
    for (const ActivationRecord& record : m_pending) {
        if (record.expiresAt > now)
            records.append(record);
    }
    std::sort(records.begin(), records.end(),
        [](const ActivationRecord& a, const ActivationRecord& b) { return std::tie(a.offeredAt, a.code) < std::tie(b.offeredAt, b.code); });
    return records;
}

Result<ActivationRecord> Activation::approve(const QString& code)
{
    return take(code, u"bound"_s);
}

Result<ActivationRecord> Activation::refuse(const QString& code)
{
    auto record = take(code, u"refused"_s);
    if (record)
        remember(*record);
    return record;
}

void Activation::remember(const ActivationRecord& refused)
{
    const QDateTime now = m_clock();
    m_refused.removeIf([&](auto known) { return *known <= now; });
    m_refused.insert(keyOf(refused.deviceId, refused.clientId), now.addSecs(std::chrono::seconds(quietAfterRefusal).count()));
}

std::optional<ActivationRecord> Activation::adopt(const QString& code, const std::optional<ActivationRecord>& record)
{
    const auto known = m_pending.constFind(code);
    const auto before = known == m_pending.constEnd() ? std::nullopt : std::optional(*known);
    if (record)
        m_pending.insert(code, *record);
    else
        m_pending.remove(code);
    return before;
}

void Activation::forget(const QString& deviceId)
{
    for (const ActivationRecord& record : pending()) {
        if (record.deviceId == deviceId)
            (void)take(record.code, u"bound"_s).has_value();
    }
}

QVector<ActivationRecord> Activation::takeExpired()
{
    const QDateTime now = m_clock();
    QVector<ActivationRecord> expired;
    for (const ActivationRecord& record : std::as_const(m_pending)) {
        if (record.expiresAt <= now)
            expired.append(record);
    }
    for (const ActivationRecord& record : std::as_const(expired)) {
        m_pending.remove(record.code);
        if (auto ended = m_store.endActivation(record.code, u"expired"_s); !ended)
            qWarning("%s", qUtf8Printable(ended.error().text));
    }
    return expired;
}

Result<ActivationRecord> Activation::take(const QString& code, const QString& state)
{
    const auto found = m_pending.constFind(code.trimmed());
    if (found == m_pending.constEnd() || found->expiresAt <= m_clock())
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "No device waits with the code %1. Codes are valid for 24 hours.").arg(code.trimmed()) };
    ActivationRecord record = *found;
    m_pending.erase(found);
    if (auto ended = m_store.endActivation(record.code, state); !ended)
        qWarning("%s", qUtf8Printable(ended.error().text));
    return record;
}

QString Activation::freshCode() const
{
    // At most one code in two thousand is taken, so this ends.
    for (;;) {
        QString code = u"%1"_s.arg(m_random(codes), 6, 10, QLatin1Char('0'));
        if (!m_pending.contains(code))
            return code;
    }
}

}
