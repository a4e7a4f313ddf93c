// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/scenerunner.h"

#include "things/thingsources.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {

namespace {

QString titleOf(const Thing* thing, const QString& key)
{
    if (!thing)
        return key.section(u'/', 1);
    return thing->spec().title.isEmpty() ? thing->spec().name : thing->spec().title;
}

// A scene on its way. Whoever answers last ends it; so does the time.
class Run final : public QObject
{
public:
    Run(const ThingSources& sources, const Scene& scene, SceneRunner* parent)
        : QObject(parent)
        , m_scene(scene)
    {
        connect(parent, &SceneRunner::givenUp, this, &Run::giveUp);
        m_outcome.scene = scene.name;
        for (const SceneValue& value : scene.values)
            m_titles << titleOf(sources.find(value.thing), value.thing);
        m_waiting = QVector<bool>(scene.values.size(), true);
    }

    void start(const ThingSources& sources, std::chrono::milliseconds limit, std::function<void(const SceneOutcome&)> ended)
    {
        m_ended = std::move(ended);
        m_limit.setSingleShot(true);
        connect(&m_limit, &QTimer::timeout, this, &Run::giveUp);
        m_limit.start(limit);
        for (qsizetype i = 0; i < m_scene.values.size(); ++i)
            change(sources, i);
        m_started = true;
        endIfAllAnswered();
    }

private:
    void change(const ThingSources& sources, qsizetype i)
    {
        const SceneValue& value = m_scene.values.at(i);
        Thing* thing = sources.find(value.thing);
        if (!thing)
            return answered(i, Error { Error::Code::NotFound, QCoreApplication::translate("myna", "It is no longer there.") });
        if (!thing->isReachable())
            return answered(i, Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "It cannot be reached now.") });
        const QPointer<Run> self(this);
        thing->change(value.property, value.value, [self, i](const Result<>& done) {
            if (self)
                self->answered(i, done);
        });
    }

    void answered(qsizetype i, const Result<>& done)
    {
        if (!std::exchange(m_waiting[i], false))
            return;
        if (done)
            ++m_outcome.changed;
        else
            fail(i, done.error().text);
        endIfAllAnswered();
    }

    // A thing that cannot be reached fails in all its values: it is said once.
    void fail(qsizetype i, const QString& text)
    {
        const SceneOutcome::Failure failure { m_titles.at(i), text };
        if (!m_outcome.failures.contains(failure))
            m_outcome.failures.append(failure);
    }

    void giveUp()
    {
        for (qsizetype i = 0; i < m_waiting.size(); ++i) {
            if (std::exchange(m_waiting[i], false))
                fail(i, QCoreApplication::translate("myna", "It did not answer."));
        }
        endIfAllAnswered();
    }

    void endIfAllAnswered()
    {
        if (!m_started || m_waiting.contains(true) || !m_ended)
            return;
        m_limit.stop();
        std::exchange(m_ended, nullptr)(m_outcome);
        deleteLater();
    }

    Scene m_scene;
    SceneOutcome m_outcome;
    QStringList m_titles;
    QVector<bool> m_waiting;
    QTimer m_limit;
    std::function<void(const SceneOutcome&)> m_ended;
    bool m_started = false;
};

}

QString SceneOutcome::text() const
{
    if (failures.isEmpty())
        return QCoreApplication::translate("myna", "“%1” is set.").arg(scene);
    QStringList sentences { changed > 0 ? QCoreApplication::translate("myna", "“%1” is set, but not everywhere.").arg(scene)
                                        : QCoreApplication::translate("myna", "“%1” could not be set.").arg(scene) };
    for (const Failure& failure : failures)
        sentences << QCoreApplication::translate("myna", "%1: %2", "thing, what went wrong").arg(failure.thing, failure.text);
    return sentences.join(u' ');
}

SceneRunner::SceneRunner(const ThingSources& sources, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_sources(sources)
    , m_limit(limit)
{
}

void SceneRunner::run(const Scene& scene, const Ended& ended)
{
    emit started(scene);
    auto* run = new Run(m_sources, scene, this);
    run->start(m_sources, m_limit, [this, ended](const SceneOutcome& outcome) {
        if (ended)
            ended(outcome);
        emit ran(outcome);
    });
}

}

#include "moc_scenerunner.cpp"
