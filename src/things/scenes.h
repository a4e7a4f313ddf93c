// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/scene.h"

#include <QObject>

namespace myna::things {

// The scenes somebody made, in DIR/scenes.json. Written in one step; a damaged file is kept aside and said. Main thread.
class Scenes final : public QObject
{
    Q_OBJECT

public:
    explicit Scenes(const QString& dataDir, QObject* parent = nullptr);

    [[nodiscard]] const QVector<Scene>& all() const { return m_scenes; }
    [[nodiscard]] const Scene* find(const QString& id) const; // null when there is none
    // By name as people say it, large and small letters alike.
    [[nodiscard]] const Scene* findByName(const QString& name) const;
    // A sentence when the file was damaged; empty when all is well.
    [[nodiscard]] QString problem() const { return m_problem; }

    // Keeps it: a new one without an id, which it then gets, or the one of that id. Answers its id.
    // Errors: Invalid (no name, a name that another has, nothing in it, too many) · NotFound · Unavailable (cannot be written).
    Result<QString> keep(Scene scene);
    // Errors: NotFound, Unavailable.
    Result<> remove(const QString& id);

    // Up to when times were looked after; invalid: never.
    [[nodiscard]] QDateTime lookedAfter() const { return m_lookedAfter; }
    void setLookedAfter(const QDateTime& until);

signals:
    void changed();

private:
    void load();
    [[nodiscard]] Result<> save(const QVector<Scene>& scenes, const QDateTime& lookedAfter);

    QString m_path;
    QVector<Scene> m_scenes;
    QDateTime m_lookedAfter;
    QString m_problem;
};

}
