// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlink.h"
#include "admin/adminvalues.h"
#include "viewmodels/serversaid.h"

#include <QHash>
#include <QTimer>

namespace myna::viewmodels {

// The engines of a managed server: what is chosen for each kind in which order, how it does, and whether it answers when it is tried.
class ServerEnginesViewModel final : public QObject
{
    Q_OBJECT

public:
    struct Row
    {
        admin::Engine engine;
        bool testing = false;
        QString testText; // the result of the last test, a sentence; empty: none
        Tone testTone = Tone::Neutral;
        bool operator==(const Row&) const = default;
    };
    struct Group
    {
        QString kind;
        QString title; // "Speech recognition"
        QVector<Row> rows; // the chain in its order, then those not chosen
        bool operator==(const Group&) const = default;
    };

    explicit ServerEnginesViewModel(admin::AdminLink& link, QObject* parent = nullptr);

    [[nodiscard]] const QVector<Group>& groups() const { return m_groups; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const QString& trouble() const { return m_trouble; }
    [[nodiscard]] static QString kindTitle(const QString& kind);
    [[nodiscard]] static QString stateText(const admin::Engine& engine);
    [[nodiscard]] static Tone stateTone(const admin::Engine& engine);
    [[nodiscard]] static QString figuresText(const admin::Engine& engine); // "12 calls · 1 failed"
    [[nodiscard]] static QString latencyText(const admin::Engine& engine); // "last 210 ms · usually 180 ms · P95 400 ms"

public slots:
    void setWatched(bool watched); // by somebody who looks; then it follows what happens
    void reload();
    void test(const QString& kind, const QString& name);
    void setEngines(const QVector<myna::admin::Engine>& engines);
    void retranslate() { group(); }

signals:
    void changed();
    void said(const myna::viewmodels::ServerSaid& said);

private:
    struct Test
    {
        bool running = false;
        QString text;
        Tone tone = Tone::Neutral;
    };
    void group();
    void onTested(const QString& key, const admin::AdminAnswer& answer);

    admin::AdminLink& m_link;
    QVector<admin::Engine> m_engines;
    QVector<Group> m_groups;
    QHash<QString, Test> m_tests; // by kind/name
    QString m_trouble;
    QTimer m_soon; // what happens in a row is one reason to look again
    bool m_watched = false;
    bool m_loaded = false;
};

}
