// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlink.h"
#include "admin/adminvalues.h"
#include "viewmodels/serversaid.h"

#include <QTimer>

namespace myna::viewmodels {

// The configuration of a managed server as a text that is being written: checked while one types, applied as a whole, and taken back.
class ServerConfigViewModel final : public QObject
{
    Q_OBJECT

public:
    explicit ServerConfigViewModel(
        admin::AdminLink& link, std::chrono::milliseconds settle = std::chrono::milliseconds(400), QObject* parent = nullptr);

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const QString& file() const { return m_kept.file; }
    [[nodiscard]] const QString& text() const { return m_text; } // secrets are masked by the server, and stay what they are
    [[nodiscard]] int revision() const { return m_kept.revision; }
    [[nodiscard]] bool isChanged() const { return m_loaded && m_text != m_kept.text; }
    [[nodiscard]] bool isChecking() const { return m_settle.isActive() || m_checking; }
    [[nodiscard]] bool isApplying() const { return m_applying; }
    [[nodiscard]] bool canApply() const; // changed, checked and without an error
    [[nodiscard]] bool isConflict() const { return m_conflict; } // somebody else changed it meanwhile
    [[nodiscard]] const QVector<admin::Finding>& findings() const { return m_findings; }
    [[nodiscard]] QString findingsText() const; // "2 errors · 1 hint", or that all is well
    [[nodiscard]] Tone findingsTone() const;
    [[nodiscard]] QString effectText() const; // which changes wait for what; empty: nothing changes
    [[nodiscard]] QString trouble() const { return m_trouble; }
    [[nodiscard]] const QVector<admin::Revision>& revisions() const { return m_revisions; } // newest first
    [[nodiscard]] static QString revisionText(const admin::Revision& revision);

public slots:
    void edit(const QString& text);
    void apply();
    void reload(); // what was typed and not applied is lost
    void discard(); // back to what is kept
    void rollback(int revision);
    void setConfiguration(const myna::admin::Configuration& configuration);
    void setCheck(const myna::admin::ConfigCheck& check);
    void setRevisions(const QVector<myna::admin::Revision>& revisions);

signals:
    void changed();
    void textReplaced(); // not by whoever types
    void said(const myna::viewmodels::ServerSaid& said);

private:
    void check();
    void loadRevisions();
    void onWritten(const admin::AdminAnswer& answer, const QString& doneText);
    void onConfigEvent(const QJsonObject& data);
    void forgetAll();

    admin::AdminLink& m_link;
    QTimer m_settle;
    admin::Configuration m_kept;
    QString m_text;
    QVector<admin::Finding> m_findings;
    QVector<admin::Change> m_changes;
    QVector<admin::Revision> m_revisions;
    QString m_trouble;
    quint64 m_question = 0;
    bool m_loaded = false;
    bool m_checking = false;
    bool m_applying = false;
    bool m_conflict = false;
};

}
