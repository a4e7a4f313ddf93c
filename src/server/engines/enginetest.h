// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/engineregistry.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTimer>

namespace myna::server {

struct EngineTestReport
{
    bool ok = false;
    std::optional<int> firstResultMs; // question → first piece of the answer
    int totalMs = 0;
    QString detail; // what it answered
    QString error; // a sentence, when it is not ok
    QString repair; // what to do about it; may be empty
    bool operator==(const EngineTestReport&) const = default;
};
QJsonObject toJson(const EngineTestReport& report); // ok, first_result_ms, total_ms, detail, error, repair

// Puts one harmless real question to one engine: a spoken one to a recogniser, "Say OK" to a chat engine, a short sentence to a voice, a
// red square to a vision engine. An engine that passes does not rest any longer. Lives on the thread of its owner.
class EngineTest final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds standardLimit { 30 }; // a model may have to be loaded first

    // `registry` outlives it.
    EngineTest(EngineRegistry& registry, EngineKind kind, QString name, EngineWish wish, std::chrono::milliseconds limit = standardLimit,
        QObject* parent = nullptr);
    ~EngineTest() override;

    void start(); // once; finished() follows, never from inside

signals:
    void finished(const myna::server::EngineTestReport& report);

private:
    void ask(VoiceDetector& detector);
    void ask(Recogniser& recogniser);
    void ask(Chat& chat);
    void ask(Synthesiser& voice);
    void ask(Vision& vision);
    void ask(Memory& memory);
    void noteFirst();
    void pass(const QString& detail);
    void fail(const Error& error);
    void end();

    EngineRegistry& m_registry;
    EngineKind m_kind;
    QString m_name;
    EngineWish m_wish;
    QTimer m_limit;
    QElapsedTimer m_clock;
    std::optional<EngineHealth::Call> m_call;
    std::optional<AnyEngine> m_engine;
    EngineTestReport m_report;
    QString m_words; // of a chat engine
    double m_soundMs = 0; // of a voice
    bool m_over = false;
};

}

Q_DECLARE_METATYPE(myna::server::EngineTestReport)
