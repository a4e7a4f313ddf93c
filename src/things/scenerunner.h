// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/scene.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace myna::things {

// What became of a scene: each thing that did not do it, and why.
struct SceneOutcome
{
    struct Failure
    {
        QString thing; // as people call it
        QString text;
        bool operator==(const Failure&) const = default;
    };
    QString scene; // its name
    int changed = 0; // values
    QVector<Failure> failures;
    bool operator==(const SceneOutcome&) const = default;
    // What happened in one or more sentences.
    [[nodiscard]] QString text() const;
};

// Brings the values of a scene back, all at once, and says when the last thing answered. Main thread.
class SceneRunner final : public QObject
{
    Q_OBJECT

public:
    using Ended = std::function<void(const SceneOutcome&)>;

    // Who has not answered within `limit` has failed.
    explicit SceneRunner(
        const ThingSources& sources, std::chrono::milliseconds limit = std::chrono::seconds(15), QObject* parent = nullptr);

    void run(const Scene& scene, const Ended& ended = {}); // `ended` is called once, before ran()
    void giveUp() { emit givenUp(); } // who has not answered by now has failed

signals:
    void started(const myna::things::Scene& scene); // before the first change
    void ran(const myna::things::SceneOutcome& outcome);
    void givenUp();

private:
    const ThingSources& m_sources;
    std::chrono::milliseconds m_limit;
};

}
