// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/toolprovider.h"

#include <QMutex>
#include <QThread>

#include <memory>
#include <optional>
#include <vector>

namespace myna::server {

// One provider as the owner sees it.
struct ProviderRow
{
    QString name;
    ProviderKind kind = ProviderKind::Plugin;
    ToolProvider::State state = ToolProvider::State::Stopped;
    QStringList tools; // as conversations know them
    QString trouble; // of the last run; empty: none
    bool operator==(const ProviderRow&) const = default;
};

QLatin1String stateName(ToolProvider::State state);
QLatin1String kindName(ProviderKind kind); // "plugin", "program", "service", "endpoint"

// All providers of one server, each with one line for all devices, on a thread of their own. Every function may be called on any thread
// that has an event loop.
class ToolProviders final : public QObject
{
    Q_OBJECT

public:
    // `reserved`: names of tools of the server itself, which no provider gets.
    ToolProviders(QVector<ProviderSpec> specs, const QStringList& reserved, const ProviderTiming& timing = {}, QObject* parent = nullptr);
    ~ToolProviders() override; // stops, and waits for the rest of 2 s

    void start(); // once; what they offer is known a little later
    void stop(); // begins to end them all: what else ends meanwhile is not waited for first
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const; // with the names they are called by
    [[nodiscard]] QString makersName(const QString& tool) const; // the same when there is none
    [[nodiscard]] QVector<ProviderRow> rows() const;
    // `done` is called exactly once, later, on the caller's thread, unless `asker`, which lives there, is destroyed first.
    void call(const QString& tool, const QJsonObject& arguments, QObject* asker, ToolResult done);

signals: // on the providers' thread: connect with a context object
    void changed(); // rows() or tools()
    void failed(const QString& text); // for the owner

private:
    struct Offer
    {
        mcp::ToolSpec spec;
        qsizetype provider = 0;
        QString name; // as the provider knows it
    };
    void makeAll();
    void describe();
    void stopAll();

    QVector<ProviderSpec> m_specs;
    QStringList m_reserved;
    ProviderTiming m_timing;
    mutable QMutex m_mutex; // for the three below
    bool m_isOver = false; // nothing is offered and nothing is called any more
    QVector<Offer> m_offers;
    QVector<ProviderRow> m_rows;
    std::unique_ptr<QThread> m_thread;
    QObject* m_desk; // lives there
    std::vector<std::unique_ptr<ToolProvider>> m_providers; // there
    bool m_begun = false; // the desk belongs to its thread
    std::optional<QDeadlineTimer> m_patience; // while they are being stopped
    int m_running = 0; // while they are being stopped, there
};

// The providers' tools in one conversation, on its thread.
class ProviderTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    explicit ProviderTools(ToolProviders& providers, QObject* parent = nullptr); // outlive it
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override { return m_providers.tools(); }
    [[nodiscard]] QString makersName(const QString& name) const override { return m_providers.makersName(name); }
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    ToolProviders& m_providers;
};

// Letters, digits, _ and - only, at most 64, not in `taken`; `provider_name` when it would be.
QString providerToolName(const QString& provider, const QString& tool, const QStringList& taken);

}
