// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/mcpserver.h"

#include <QObject>
#include <QPair>
#include <QVector>

#include <functional>
#include <optional>

namespace myna::viewmodels {

// What the user decided about each tool, for all servers or for one of them. Main thread.
class ToolPermissions final : public QObject
{
    Q_OBJECT

public:
    struct Row
    {
        QString tool;
        QString title;
        QString description; // its first sentence
        mcp::Decision standard = mcp::Decision::Allow;
        mcp::Decision decision = mcp::Decision::Allow; // that counts in the chosen scope
        bool written = false; // it was decided in this scope
        bool risky = false; // its standard is to ask, or never
        QStringList exceptions; // with all servers: where it was decided otherwise, sentences
        bool operator==(const Row&) const = default;
    };
    using Scopes = QVector<QPair<QString, QString>>; // profile, name

    ToolPermissions(mcp::McpServer& desk, std::function<Scopes()> servers, QObject* parent = nullptr);

    [[nodiscard]] Scopes scopes() const; // all servers first
    [[nodiscard]] const QString& scope() const { return m_scope; } // profile, empty: all servers
    [[nodiscard]] QVector<Row> rows() const; // those with the words, by title
    [[nodiscard]] std::optional<Row> row(const QString& tool) const; // nothing: there is no such tool
    [[nodiscard]] bool isEmpty() const; // there are no tools at all
    [[nodiscard]] QString warning(const Row& row) const; // before it may be used without asking

    void setScope(const QString& profile);
    void search(const QString& words);
    void decide(const QString& tool, mcp::Decision decision);
    void reset(const QString& tool); // as it is without a decision here

signals:
    void changed();

private:
    [[nodiscard]] Row rowOf(const mcp::Tool& tool) const;
    [[nodiscard]] QStringList exceptionsOf(const Row& row) const;

    mcp::McpServer& m_desk;
    std::function<Scopes()> m_servers;
    QString m_scope;
    QStringList m_words;
};

}
