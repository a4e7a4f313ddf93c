// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/scenesviewmodel.h"

#include "mcp/scenetools.h"
#include "viewmodels/handreport.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using things::Scene;
using things::Scenes;
using things::SceneValue;

namespace {

constexpr quint8 everyDay = 0x7f;
constexpr quint8 workingDays = 0x1f;
constexpr quint8 weekend = 0x60;

QVector<SceneValue> valuesOf(const Scene& scene, const QString& thing)
{
    QVector<SceneValue> values = scene.values;
    values.removeIf([&thing](const SceneValue& value) { return value.thing != thing; });
    return values;
}

int thingsIn(const Scene& scene)
{
    QSet<QString> keys;
    for (const SceneValue& value : scene.values)
        keys.insert(value.thing);
    return int(keys.size());
}

bool canBeSet(const PanelCard& card)
{
    return std::ranges::any_of(card.controls,
        [](const PanelControl& control) { return control.kind != ControlKind::Reading && control.kind != ControlKind::Action; });
}

}

QString sceneTimeText(const things::SceneTime& time)
{
    if (!time.on)
        return {};
    const QString at = QLocale().toString(time.at, QLocale::ShortFormat);
    if (time.days == everyDay)
        return QCoreApplication::translate("myna", "every day at %1").arg(at);
    if (time.days == workingDays)
        return QCoreApplication::translate("myna", "Monday to Friday at %1").arg(at);
    if (time.days == weekend)
        return QCoreApplication::translate("myna", "at the weekend at %1").arg(at);
    QStringList days;
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        if (time.isOn(Qt::DayOfWeek(day)))
            days << QLocale().standaloneDayName(day, QLocale::ShortFormat);
    }
    return QCoreApplication::translate("myna", "%1 at %2", "days, time").arg(days.join(u' '), at);
}

QJsonObject sceneArguments(const Scene& scene)
{
    QJsonObject sets;
    for (const SceneValue& value : scene.values)
        sets.insert(value.thing + u'.' + value.property, QJsonValue::fromVariant(value.value));
    return { { u"name"_s, scene.name }, { u"sets"_s, sets } };
}

ScenesViewModel::ScenesViewModel(
    Scenes& scenes, things::SceneRunner& runner, const things::ThingSources& sources, const PanelViewModel& panel, QObject* parent)
    : QObject(parent)
    , m_scenes(scenes)
    , m_runner(runner)
    , m_sources(sources)
    , m_panel(panel)
{
    connect(&scenes, &Scenes::changed, this, &ScenesViewModel::chipsChanged);
}

QVector<SceneChip> ScenesViewModel::chips() const
{
    QVector<SceneChip> chips;
    for (const Scene& scene : m_scenes.all()) {
        QStringList tip { QCoreApplication::translate("myna", "Sets %n thing(s).", nullptr, thingsIn(scene)) };
        if (const QString time = sceneTimeText(scene.time); !time.isEmpty())
            tip << QCoreApplication::translate("myna", "Runs %1, while Myna runs.").arg(time);
        chips.append({ scene.id, scene.name, tip.join(u'\n'), m_running.contains(scene.id) });
    }
    return chips;
}

void ScenesViewModel::run(const QString& id)
{
    const Scene* scene = m_scenes.find(id);
    if (!scene)
        return;
    start(id, [this, arguments = sceneArguments(*scene), begun = QDateTime::currentDateTimeUtc()](const things::SceneOutcome& outcome) {
        emit doneByHand(handReport({ .name = mcp::sceneTool(),
                                       .title = mcp::sceneToolTitle(),
                                       .arguments = arguments,
                                       .begun = begun,
                                       .ended = QDateTime::currentDateTimeUtc() },
            mcp::sceneResult(outcome)));
    });
}

bool ScenesViewModel::start(const QString& id, const Ended& ended)
{
    const Scene* scene = m_scenes.find(id);
    if (!scene || m_running.contains(id))
        return false;
    m_running << id;
    emit chipsChanged();
    m_runner.run(*scene, [self = QPointer<ScenesViewModel>(this), id, ended](const things::SceneOutcome& outcome) {
        if (!self)
            return;
        self->ended(id, outcome);
        ended(outcome);
    });
    return true;
}

void ScenesViewModel::ended(const QString& id, const things::SceneOutcome& outcome)
{
    m_running.removeAll(id);
    m_missed.clear();
    emit chipsChanged();
    emit said(outcome.failures.isEmpty() ? Tone::Good : Tone::Warning, outcome.text(), false);
}

SceneForm ScenesViewModel::form(const QString& id) const
{
    const Scene* scene = m_scenes.find(id);
    SceneForm form;
    if (scene) {
        form.id = scene->id;
        form.name = scene->name;
        form.time = scene->time;
    }
    for (const things::ThingSource& source : m_sources.sources()) {
        const QVector<things::Thing*> all = source.registry ? source.registry->things() : QVector<things::Thing*>();
        for (const things::Thing* thing : all) {
            const PanelCard card = m_panel.card(things::ThingSources::keyOf(source.id, thing->spec().name));
            if (!canBeSet(card))
                continue;
            const bool kept = scene && !valuesOf(*scene, card.key).isEmpty();
            form.things.append({ card.key, card.title, card.place, card.state, kept, kept });
        }
    }
    return form;
}

Result<> ScenesViewModel::keep(const SceneForm& form)
{
    const Scene* before = m_scenes.find(form.id);
    Scene scene { form.id, form.name, {}, form.time };
    for (const SceneForm::Entry& entry : form.things) {
        if (!entry.isChosen)
            continue;
        const QVector<SceneValue> kept = before && !form.recordsAnew ? valuesOf(*before, entry.key) : QVector<SceneValue>();
        scene.values += kept.isEmpty() ? things::recorded(m_sources, entry.key) : kept;
    }
    if (before) {
        // A thing that is away now cannot be seen in the form, and nobody took it out.
        for (const SceneValue& value : before->values) {
            if (!m_sources.find(value.thing))
                scene.values.append(value);
        }
    }
    if (scene.time.on && scene.time.days == 0)
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "Choose at least one day.") };
    const Result<QString> kept = m_scenes.keep(scene);
    return kept ? Result<>() : Result<>(kept.error());
}

void ScenesViewModel::remove(const QString& id)
{
    const Scene* scene = m_scenes.find(id);
    if (!scene)
        return;
    const Scene removed = *scene;
    if (const Result<> done = m_scenes.remove(id); !done) {
        emit said(Tone::Bad, done.error().text, false);
        return;
    }
    m_removed = removed;
    m_missed.clear();
    emit said(Tone::Neutral, QCoreApplication::translate("myna", "“%1” is deleted.").arg(removed.name), true);
}

void ScenesViewModel::restore()
{
    if (!m_removed)
        return;
    Scene scene = *std::exchange(m_removed, std::nullopt);
    scene.id.clear();
    if (const Result<QString> kept = m_scenes.keep(scene); !kept)
        emit said(Tone::Bad, kept.error().text, false);
}

void ScenesViewModel::missed(const QString& name, const QDateTime& at)
{
    m_missed << QCoreApplication::translate("myna", "“%1” did not run at %2: Myna was not running then. It is not made up for.")
                    .arg(name, timeText(at, QDateTime::currentDateTime()));
    emit said(Tone::Warning, m_missed.join(u' '), false);
}

void ScenesViewModel::refused(const QString& name, const QString& reason)
{
    m_missed << QCoreApplication::translate("myna", "“%1” did not run at its time. %2", "scene, why").arg(name, reason);
    emit said(Tone::Warning, m_missed.join(u' '), false);
}

}

#include "moc_scenesviewmodel.cpp"
