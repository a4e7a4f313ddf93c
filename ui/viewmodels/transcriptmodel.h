// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QStringList>

#include <deque>
#include <optional>

namespace myna::viewmodels {

enum class Speaker { User, Assistant };

struct TranscriptRow
{
    Speaker speaker = Speaker::User;
    QString text;
    QStringList tools; // what the assistant used, one caption each
    QDateTime time;
    std::optional<protocol::Timeline> timeline; // of a whole answer, at the assistant's row
    bool operator==(const TranscriptRow&) const = default;
};

// The conversation so far, oldest first. Bounded: the oldest rows go first, and a single row stops growing at maxTextLength.
class TranscriptModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { SpeakerRole = Qt::UserRole + 1, TextRole, ToolsRole, TimeRole, IsUserRole, TimelineRole };

    static constexpr int maxRows = 500;
    static constexpr int maxTextLength = 8000; // characters of one row; longer answers are on the server's side anyway

    explicit TranscriptModel(QObject* parent = nullptr, int rows = maxRows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void addUser(const QString& text, const QDateTime& time = QDateTime::currentDateTime());
    // Begins a new row, or continues the last one when that is the assistant's and `continues` is set.
    void addAssistant(const QString& text, bool continues, const QDateTime& time = QDateTime::currentDateTime());
    // Belongs to the answer that is being given, which may not have a word yet.
    void addTool(const QString& caption, const QDateTime& time = QDateTime::currentDateTime());
    void finishAnswer(const protocol::Timeline& timeline); // to the assistant's last row
    // Of the answer at `row`, or of the answer to the question there; nothing while it is not finished.
    [[nodiscard]] std::optional<protocol::Timeline> timelineAt(int row) const;
    void clear();
    [[nodiscard]] const TranscriptRow* last() const { return m_rows.empty() ? nullptr : &m_rows.back(); }

    // Two sentences of one answer: a space between, none after Chinese punctuation.
    static QString joined(const QString& before, const QString& after);

private:
    void append(TranscriptRow row);
    void changedLast(const QList<int>& roles);

    std::deque<TranscriptRow> m_rows;
    size_t m_limit;
};

}
