// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/auditlistmodel.h"

#include "viewmodels/historytexts.h"
#include "viewmodels/toolcaption.h"

#include <QJsonDocument>
#include <QLocale>

namespace myna::viewmodels {

using mcp::AuditEntry;
using mcp::Outcome;

namespace {

constexpr qsizetype longestValue = 60; // characters, in a row

}

Tone toneOf(const AuditEntry& entry)
{
    switch (entry.outcome) {
    case Outcome::Done:
        return Tone::Good;
    case Outcome::Refused:
        return Tone::Warning;
    case Outcome::Failed:
    case Outcome::TooLate:
        return Tone::Bad;
    case Outcome::Cancelled:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

QString verdictText(const AuditEntry& entry)
{
    switch (entry.outcome) {
    case Outcome::Done:
        return entry.asked ? AuditListModel::tr("Done, you agreed") : AuditListModel::tr("Done");
    case Outcome::Refused:
        return AuditListModel::tr("Refused");
    case Outcome::Failed:
        return AuditListModel::tr("Did not work");
    case Outcome::TooLate:
        return AuditListModel::tr("Took too long");
    case Outcome::Cancelled:
        return AuditListModel::tr("Cancelled");
    }
    return {};
}

QString askerText(const AuditEntry& entry)
{
    switch (entry.asker) {
    case mcp::Asker::Server:
        return entry.who.isEmpty() ? AuditListModel::tr("The assistant") : entry.who;
    case mcp::Asker::Hand:
        return AuditListModel::tr("You");
    case mcp::Asker::Scene:
        return AuditListModel::tr("Scene “%1”").arg(entry.who);
    }
    return {};
}

AuditListModel::AuditListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int AuditListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant AuditListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size())
        return {};
    const AuditEntry& entry = m_entries[index.row()];
    const QDateTime time = entry.time.toLocalTime();
    const QString title = toolTitle(entry.tool, entry.title);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3, %4")
            .arg(title, askerText(entry), verdictText(entry), QLocale().toString(time, QLocale::ShortFormat));
    case IdRole:
        return entry.id;
    case DayRole: {
        const bool first = index.row() == 0 || m_entries[index.row() - 1].time.toLocalTime().date() != time.date();
        return first ? dayText(time.date(), QDate::currentDate()) : QString();
    }
    case TimeRole:
        return QLocale().toString(time.time(), QLocale::ShortFormat);
    case DetailRole: {
        QStringList parts { askerText(entry) };
        for (const auto& [name, value] : plainArguments(QJsonDocument::fromJson(entry.arguments.toUtf8()).object(), longestValue))
            parts << QStringLiteral("%1: %2").arg(name, value);
        return parts.join(QStringLiteral(" · "));
    }
    case ToneRole:
        return int(toneOf(entry));
    case VerdictRole:
        return verdictText(entry);
    default:
        return {};
    }
}

void AuditListModel::fetchMore(const QModelIndex&)
{
    m_more = false; // until the answer is here
    emit moreWanted();
}

void AuditListModel::show(const QVector<AuditEntry>& entries, bool more, bool sameSearch)
{
    // What is new stands in front of what was here: a view keeps its place.
    qsizetype fresh = 0;
    if (!m_entries.isEmpty())
        while (fresh < entries.size() && entries[fresh].id != m_entries.front().id)
            ++fresh;
    const bool continues = sameSearch && !m_entries.isEmpty() && fresh < entries.size() && entries.size() - fresh <= m_entries.size()
        && std::equal(entries.cbegin() + fresh, entries.cend(), m_entries.cbegin());
    if (!continues) {
        beginResetModel();
        m_entries = entries;
        m_more = more;
        endResetModel();
        return;
    }
    if (fresh == 0)
        return;
    beginInsertRows({}, 0, int(fresh) - 1);
    m_entries = entries.mid(0, fresh) + m_entries;
    endInsertRows();
    emit dataChanged(index(int(fresh)), index(int(fresh))); // it may no longer be the first of its day
}

void AuditListModel::append(const QVector<AuditEntry>& entries, bool more)
{
    m_more = more;
    if (entries.isEmpty())
        return;
    beginInsertRows({}, int(m_entries.size()), int(m_entries.size() + entries.size()) - 1);
    m_entries += entries;
    endInsertRows();
}

void AuditListModel::retranslate()
{
    if (!m_entries.isEmpty())
        emit dataChanged(index(0), index(int(m_entries.size()) - 1));
}

}

#include "moc_auditlistmodel.cpp"
