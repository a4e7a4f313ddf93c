// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace myna::mcp {

// Words that must not be handed to any tool. Case, width and invisible characters do not count, and any white space stands for any other.
class DangerWords
{
public:
    explicit DangerWords(const QStringList& patterns);
    static QStringList standard() { return { QStringLiteral("rm -rf"), QStringLiteral("sudo"), QStringLiteral("admin") }; }

    // The first one found, as its owner wrote it: in a text, a name, or the words of a list put together, however deep. What is nested
    // deeper than anybody means is found dangerous itself.
    [[nodiscard]] std::optional<QString> find(const QJsonObject& arguments) const;

private:
    struct Pattern
    {
        QString written;
        QString plain;
    };
    [[nodiscard]] std::optional<QString> findIn(const QString& text) const;
    [[nodiscard]] std::optional<QString> findIn(const QJsonValue& value, int depth) const;

    QVector<Pattern> m_patterns;
};

}
