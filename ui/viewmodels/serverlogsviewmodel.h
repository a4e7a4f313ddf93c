// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlink.h"
#include "admin/adminvalues.h"

#include <deque>

namespace myna::viewmodels {

// The log of a managed server: one channel of it, what is important enough and has the words, oldest first.
class ServerLogsViewModel final : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t mostLines = 2000; // kept

    explicit ServerLogsViewModel(admin::AdminLink& link, QObject* parent = nullptr);

    [[nodiscard]] static QStringList channels(); // as the server calls them
    [[nodiscard]] static QString channelTitle(const QString& channel);
    [[nodiscard]] static QString levelText(admin::LogLine::Level level);
    [[nodiscard]] const QString& channel() const { return m_channel; }
    [[nodiscard]] QVector<admin::LogLine> lines() const; // those that pass
    [[nodiscard]] bool isEmpty() const { return m_lines.empty(); } // nothing, whatever is asked for
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const QString& trouble() const { return m_trouble; }
    [[nodiscard]] static QString lineText(const admin::LogLine& line); // as it is copied

public slots:
    void setWatched(bool watched);
    void setChannel(const QString& channel);
    void setLevel(myna::admin::LogLine::Level least);
    void setWords(const QString& words); // all of them, in any order
    void reload();
    void setLines(const QVector<myna::admin::LogLine>& lines);
    void addLine(const myna::admin::LogLine& line);

signals:
    void changed(); // everything
    void lineAdded(const myna::admin::LogLine& line); // at the end, and it passes

private:
    [[nodiscard]] bool passes(const admin::LogLine& line) const;

    admin::AdminLink& m_link;
    QString m_channel = QStringLiteral("error");
    admin::LogLine::Level m_least = admin::LogLine::Level::Debug;
    QStringList m_words;
    std::deque<admin::LogLine> m_lines;
    QString m_trouble;
    quint64 m_question = 0;
    bool m_watched = false;
    bool m_loaded = false;
};

}
