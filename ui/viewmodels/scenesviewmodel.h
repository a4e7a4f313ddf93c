// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolcall.h"
#include "things/scenerunner.h"
#include "things/scenes.h"
#include "viewmodels/panelviewmodel.h"

#include <functional>
#include <optional>

namespace myna::viewmodels {

// A scene as a button.
struct SceneChip
{
    QString id;
    QString name;
    QString tip; // how much it sets, and when it runs by itself
    bool isRunning = false;
    bool operator==(const SceneChip&) const = default;
};

// What a scene is made from.
struct SceneForm
{
    struct Entry
    {
        QString key;
        QString title;
        QString place;
        QString now; // its state
        bool isChosen = false;
        bool isKept = false; // the scene has a state of it
        bool operator==(const Entry&) const = default;
    };
    QString id; // empty: a new one
    QString name;
    QVector<Entry> things; // those that can be set
    things::SceneTime time;
    bool recordsAnew = false; // also what the scene has already is taken as it is now
};

// Scenes as the panel shows them: run, make, change, take away and give back.
class ScenesViewModel final : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    ScenesViewModel(things::Scenes& scenes, things::SceneRunner& runner, const things::ThingSources& sources, const PanelViewModel& panel,
        QObject* parent = nullptr);

    [[nodiscard]] QVector<SceneChip> chips() const;
    void run(const QString& id); // by the user's own hand: doneByHand() follows
    using Ended = std::function<void(const things::SceneOutcome&)>;
    bool start(const QString& id, const Ended& ended); // for somebody else; false: it is not there, or runs already
    [[nodiscard]] SceneForm form(const QString& id) const; // empty id: for a new one, with the things of the favourites chosen
    Result<> keep(const SceneForm& form);
    void remove(const QString& id);
    void restore(); // the one that was removed last
    void missed(const QString& name, const QDateTime& at);
    void refused(const QString& name, const QString& reason); // its time came

signals:
    void chipsChanged();
    void doneByHand(const myna::mcp::CallReport& report);
    void said(myna::viewmodels::Tone tone, const QString& text, bool canRestore);

private:
    void ended(const QString& id, const things::SceneOutcome& outcome);

    things::Scenes& m_scenes;
    things::SceneRunner& m_runner;
    const things::ThingSources& m_sources;
    const PanelViewModel& m_panel;
    QStringList m_running;
    std::optional<things::Scene> m_removed;
    QStringList m_missed; // sentences, until something else is said
};

// What a run of it says in the list of calls: the name, and every value that is set.
[[nodiscard]] QJsonObject sceneArguments(const things::Scene& scene);

// "21:30, Mon–Fri" in the user's language; empty when it does not run by itself.
[[nodiscard]] QString sceneTimeText(const things::SceneTime& time);

}
