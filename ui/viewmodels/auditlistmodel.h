// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/auditstore.h"
#include "viewmodels/tone.h"

#include <QAbstractListModel>

namespace myna::viewmodels {

// Calls of tools as rows, newest first, a page at a time: a view that needs more rows says so, and they come later.
class AuditListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    // DayRole: "Yesterday", at the first row of a day only. ToneRole: a Tone as a number.
    enum Role { IdRole = Qt::UserRole + 1, DayRole, TimeRole, DetailRole, ToneRole, VerdictRole };

    explicit AuditListModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override { return !parent.isValid() && m_more; }
    void fetchMore(const QModelIndex& parent) override;

    void show(const QVector<mcp::AuditEntry>& entries, bool more, bool sameSearch);
    void append(const QVector<mcp::AuditEntry>& entries, bool more);
    [[nodiscard]] const QVector<mcp::AuditEntry>& entries() const { return m_entries; }
    void retranslate();

signals:
    void moreWanted();

private:
    QVector<mcp::AuditEntry> m_entries;
    bool m_more = false;
};

[[nodiscard]] Tone toneOf(const mcp::AuditEntry& entry);
[[nodiscard]] QString verdictText(const mcp::AuditEntry& entry); // "Done", "Refused", "You said yes"
[[nodiscard]] QString askerText(const mcp::AuditEntry& entry); // "Home server", "You", "Scene “Evening”"

}
