// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/plugin.h"

#include <QMutex>
#include <QThread>

#include <memory>
#include <vector>

namespace myna::server {

// One plugin as its owner sees it.
struct PluginRow
{
    QString name;
    Plugin::State state = Plugin::State::Stopped;
    QStringList tools; // as conversations know them
    QString trouble; // of the last run; empty: none
    bool operator==(const PluginRow&) const = default;
};

QLatin1String stateName(Plugin::State state);

// All plugins of one server, each one process for all devices, on a thread of their own. Every function may be called on any thread that
// has an event loop.
class Plugins final : public QObject
{
    Q_OBJECT

public:
    // `reserved`: names of tools of the server itself, which no plugin gets.
    Plugins(QVector<PluginSpec> specs, const QStringList& reserved, const PluginTiming& timing = {}, QObject* parent = nullptr);
    ~Plugins() override; // ends them all; waits for that, 2 s at most

    void start(); // once; what they offer is known a little later
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const; // with the names they are called by
    [[nodiscard]] QVector<PluginRow> rows() const;
    // `done` is called exactly once, later, on the caller's thread, unless `asker`, which lives there, is destroyed first.
    void call(const QString& tool, const QJsonObject& arguments, QObject* asker, ToolResult done);

signals: // on the plugins' thread: connect with a context object
    void changed(); // rows() or tools()
    void failed(const QString& text); // for the owner

private:
    struct Offer
    {
        mcp::ToolSpec spec;
        qsizetype plugin = 0;
        QString name; // as the plugin knows it
    };
    void makeAll();
    void describe();
    void stopAll();

    QVector<PluginSpec> m_specs;
    QStringList m_reserved;
    PluginTiming m_timing;
    mutable QMutex m_mutex; // for the two below
    QVector<Offer> m_offers;
    QVector<PluginRow> m_rows;
    std::unique_ptr<QThread> m_thread;
    QObject* m_desk; // lives there
    std::vector<std::unique_ptr<Plugin>> m_plugins; // there
    int m_running = 0; // while they are being stopped, there
};

// The plugins' tools in one conversation, on its thread.
class PluginTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    explicit PluginTools(Plugins& plugins, QObject* parent = nullptr); // outlive it
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override { return m_plugins.tools(); }
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    Plugins& m_plugins;
};

// Letters, digits and _ - . only, at most 64, not in `taken`; `plugin_name` when it would be.
QString pluginToolName(const QString& plugin, const QString& tool, const QStringList& taken);

}
