// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/engineregistry.h"
#include "server/store/store.h"

#include <QDateTime>
#include <QHash>
#include <QTimeZone>

#include <memory>

namespace myna::test {

// A clock that stands still until it is told otherwise.
struct FakeTime
{
    QDateTime now = QDateTime::fromSecsSinceEpoch(1760000000, QTimeZone::utc());
    auto clock()
    {
        return [this] { return now; };
    }
};

// The store in memory.
class FakeStore : public server::DeviceStore
{
public:
    Result<QVector<server::DeviceRecord>> devices() override { return kept.values().toVector(); }
    Result<> saveDevice(const server::DeviceRecord& device) override
    {
        if (broken)
            return Error { Error::Code::Unavailable, QStringLiteral("The disk is full.") };
        kept.insert(device.deviceId, device);
        return {};
    }
    Result<> removeDevice(const QString& deviceId) override
    {
        kept.remove(deviceId);
        return {};
    }
    Result<QVector<server::ActivationRecord>> activations() override { return waiting.values().toVector(); }
    Result<> saveActivation(const server::ActivationRecord& activation) override
    {
        waiting.insert(activation.code, activation);
        return {};
    }
    Result<> endActivation(const QString& code, const QString& state) override
    {
        waiting.remove(code);
        ended.insert(code, state);
        return {};
    }

    bool broken = false;
    QHash<QString, server::DeviceRecord> kept;
    QHash<QString, server::ActivationRecord> waiting;
    QHash<QString, QString> ended;
};

class MuteRecogniser : public server::Recogniser
{
public:
    void feed(TurnId, const codec::PcmFrame&) override { }
    void finish(TurnId turn) override { emit recognised(turn, {}); }
    void cancel(TurnId) override { }
};

class MuteChat : public server::Chat
{
public:
    void ask(TurnId turn, const server::Conversation&, const QVector<mcp::ToolSpec>&) override { emit finished(turn); }
    void toolAnswered(TurnId, const QString&, const Result<QString>&) override { }
    void cancel(TurnId) override { }
};

class MuteSynthesiser : public server::Synthesiser
{
public:
    void speak(TurnId turn, const QString&) override { emit spoken(turn); }
    void cancel(TurnId) override { }
};

// Engines that cost nothing and say nothing: the edge does not care.
class MuteEngines : public server::EngineRegistry
{
public:
    std::unique_ptr<server::Recogniser> makeRecogniser(const server::EngineWish&) override { return std::make_unique<MuteRecogniser>(); }
    std::unique_ptr<server::Chat> makeChat(const server::EngineWish&) override { return std::make_unique<MuteChat>(); }
    std::unique_ptr<server::Synthesiser> makeSynthesiser(const server::EngineWish&) override { return std::make_unique<MuteSynthesiser>(); }
    // One of them can be tested.
    [[nodiscard]] QVector<server::EngineRow> rows() const override
    {
        return { { server::EngineKind::Chat, QStringLiteral("mute"), QStringLiteral("mute"), 1 } };
    }
    Result<server::AnyEngine> makeSingle(server::EngineKind, const QString&, const server::EngineWish&) override
    {
        return server::AnyEngine(std::unique_ptr<server::Chat>(std::make_unique<MuteChat>()));
    }
    [[nodiscard]] std::shared_ptr<server::EngineHealth> health(server::EngineKind, const QString& name) const override
    {
        return name == QStringLiteral("mute") ? std::make_shared<server::EngineHealth>(server::BreakerRules {}) : nullptr;
    }
};

// The device of protocol.md's vectors.
inline const QString deviceId = QStringLiteral("a4:cf:12:0b:9e:31");
inline const QString clientId = QStringLiteral("7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11");
inline const QString otherClientId = QStringLiteral("00000000-6d0f-4a6e-9a53-0c8f5f6f2a11");

}
