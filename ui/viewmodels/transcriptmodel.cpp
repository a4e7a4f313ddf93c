// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/transcriptmodel.h"

#include "protocol/sentencejoin.h"

#include <QLocale>

namespace myna::viewmodels {

namespace {
constexpr int maxToolsOfRow = 20;
}

TranscriptModel::TranscriptModel(QObject* parent, int rows)
    : QAbstractListModel(parent)
    , m_limit(size_t(qMax(1, rows)))
{
}

int TranscriptModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant TranscriptModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TranscriptRow& row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return row.text;
    case Qt::AccessibleTextRole: {
        const QString words = row.tools.isEmpty() ? row.text : tr("%1 (used: %2)").arg(row.text, row.tools.join(QStringLiteral(", ")));
        return row.speaker == Speaker::User ? tr("You said: %1").arg(words) : tr("Myna said: %1").arg(words);
    }
    case Qt::ToolTipRole:
        return QLocale().toString(row.time.time(), QLocale::ShortFormat);
    case SpeakerRole:
        return int(row.speaker);
    case IsUserRole:
        return row.speaker == Speaker::User;
    case ToolsRole:
        return row.tools;
    case TimeRole:
        return row.time;
    case TimelineRole:
        return row.timeline ? QVariant::fromValue(*row.timeline) : QVariant();
    default:
        return {};
    }
}

QHash<int, QByteArray> TranscriptModel::roleNames() const
{
    return { { SpeakerRole, "speaker" }, { TextRole, "text" }, { ToolsRole, "tools" }, { TimeRole, "time" }, { IsUserRole, "isUser" },
        { TimelineRole, "timeline" } };
}

void TranscriptModel::append(TranscriptRow row)
{
    if (m_rows.size() >= m_limit) {
        beginRemoveRows({}, 0, 0);
        m_rows.pop_front();
        endRemoveRows();
    }
    row.text.truncate(maxTextLength);
    const int at = int(m_rows.size());
    beginInsertRows({}, at, at);
    m_rows.push_back(std::move(row));
    endInsertRows();
}

void TranscriptModel::changedLast(const QList<int>& roles)
{
    const QModelIndex at = index(int(m_rows.size()) - 1);
    emit dataChanged(at, at, roles);
}

void TranscriptModel::addUser(const QString& text, const QDateTime& time)
{
    append({ Speaker::User, text, {}, time });
}

void TranscriptModel::addAssistant(const QString& text, bool continues, const QDateTime& time)
{
    // A row that so far has only tools waits for its words.
    const bool waits = last() && last()->speaker == Speaker::Assistant && last()->text.isEmpty();
    if (!waits && (!continues || !last() || last()->speaker != Speaker::Assistant)) {
        append({ Speaker::Assistant, text, {}, time });
        return;
    }
    TranscriptRow& row = m_rows.back();
    row.text = joined(row.text, text).left(maxTextLength);
    changedLast({ TextRole, Qt::DisplayRole, Qt::AccessibleTextRole });
}

void TranscriptModel::addTool(const QString& caption, const QDateTime& time)
{
    if (!last() || last()->speaker == Speaker::User) {
        append({ Speaker::Assistant, {}, { caption }, time });
        return;
    }
    TranscriptRow& row = m_rows.back();
    if (row.tools.size() >= maxToolsOfRow)
        return;
    row.tools << caption;
    changedLast({ ToolsRole, Qt::AccessibleTextRole });
}

void TranscriptModel::finishAnswer(const protocol::Timeline& timeline)
{
    // The next question may stand below it already.
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        TranscriptRow& one = m_rows[size_t(row)];
        if (one.speaker != Speaker::Assistant)
            continue;
        one.timeline = timeline;
        emit dataChanged(index(row), index(row), { TimelineRole });
        return;
    }
}

std::optional<protocol::Timeline> TranscriptModel::timelineAt(int row) const
{
    for (auto at = size_t(qMax(0, row)); row >= 0 && at < m_rows.size(); ++at) {
        if (m_rows[at].speaker == Speaker::Assistant)
            return m_rows[at].timeline;
        if (int(at) > row)
            return std::nullopt; // another question: that one was not answered
    }
    return std::nullopt;
}

void TranscriptModel::clear()
{
    if (m_rows.empty())
        return;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

QString TranscriptModel::joined(const QString& before, const QString& after)
{
    return protocol::joinSentences(before, after);
}

}

#include "moc_transcriptmodel.cpp"
