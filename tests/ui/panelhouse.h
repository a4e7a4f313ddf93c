// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/scenerunner.h"
#include "things/scenes.h"
#include "things/thingsources.h"
#include "viewmodels/panelviewmodel.h"
#include "viewmodels/scenesviewmodel.h"

#include <QTemporaryDir>

#include <cmath>

namespace myna::test {

// Does what it is asked at once, unless it is told to fail.
class ObedientThing final : public things::Thing
{
public:
    explicit ObedientThing(const things::ThingSpec& spec)
        : Thing(spec)
    {
    }
    void tell(const QString& property, const QVariant& value) { report(property, value); }
    void reach(bool reachable, const QDateTime& since = QDateTime::currentDateTimeUtc()) { reportReachable(reachable, since); }
    Result<> answer;
    QVector<std::pair<QString, QVariant>> asked;

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override
    {
        asked.append({ property, value });
        done(answer);
    }
};

// Two places full of things and the models in front of them.
struct PanelHouse
{
    QTemporaryDir dir;
    settings::SettingsStore settings { dir.path() };
    QDateTime now { QDate(2026, 11, 21), QTime(20, 51) };
    things::ThingRegistry home;
    things::ThingRegistry own;
    things::ThingSources sources;
    viewmodels::PanelViewModel panel { sources, settings, { .now = [this] { return now; }, .pace = std::chrono::milliseconds(1) } };
    things::Scenes kept { dir.path() };
    things::SceneRunner runner { sources };
    viewmodels::ScenesViewModel scenes { kept, runner, sources, panel };

    explicit PanelHouse(const QString& ownTitle = QStringLiteral("This computer"))
    {
        [[maybe_unused]] const auto a = sources.add({ .id = QStringLiteral("home"), .registry = &home, .sorted = true });
        [[maybe_unused]] const auto b
            = sources.add({ .id = QStringLiteral("own"), .registry = &own, .title = [ownTitle] { return ownTitle; } });
    }

    ObedientThing* add(things::ThingRegistry& registry, const things::ThingSpec& spec)
    {
        auto made = std::make_unique<ObedientThing>(spec);
        ObedientThing* thing = made.get();
        [[maybe_unused]] const auto added = registry.add(std::move(made));
        return thing;
    }

    ObedientThing* addLight(const QString& name, const QString& title, const QString& room)
    {
        return add(home,
            { .name = name,
                .properties = { { .name = QStringLiteral("power"), .setTool = QStringLiteral("self.%1.power").arg(name) },
                    { .name = QStringLiteral("brightness"), .type = things::PropertyType::Integer, .unit = QStringLiteral("%") },
                    { .name = QStringLiteral("colour"), .type = things::PropertyType::Colour } },
                .title = title,
                .room = room,
                .kind = QStringLiteral("light") });
    }

    ObedientThing* addSensor(const QString& name, const QString& title, const QString& room, const QString& unit)
    {
        return add(home,
            { .name = name,
                .properties = { { .name = QStringLiteral("value"),
                    .type = things::PropertyType::Number,
                    .writable = false,
                    .minimum = -1000,
                    .maximum = 10000,
                    .unit = unit } },
                .title = title,
                .room = room,
                .kind = QStringLiteral("sensor") });
    }

    ObedientThing* addCover(const QString& name, const QString& title, const QString& room)
    {
        const auto action = [](const char* word) {
            return things::PropertySpec { .name = QString::fromLatin1(word), .type = things::PropertyType::Action };
        };
        return add(home,
            { .name = name,
                .properties = { { .name = QStringLiteral("position"),
                                    .type = things::PropertyType::Integer,
                                    .writable = false,
                                    .unit = QStringLiteral("%") },
                    action("close"), action("stop"), action("open") },
                .title = title,
                .room = room,
                .kind = QStringLiteral("cover") });
    }

    ObedientThing* addClimate(const QString& name, const QString& title, const QString& room)
    {
        return add(home,
            { .name = name,
                .properties = { { .name = QStringLiteral("temperature"),
                                    .type = things::PropertyType::Number,
                                    .writable = false,
                                    .minimum = -40,
                                    .unit = QStringLiteral("°C") },
                    { .name = QStringLiteral("target"),
                        .type = things::PropertyType::Number,
                        .minimum = 5,
                        .maximum = 30,
                        .step = 0.5,
                        .unit = QStringLiteral("°C") },
                    { .name = QStringLiteral("mode"),
                        .type = things::PropertyType::Choice,
                        .choices = { QStringLiteral("off"), QStringLiteral("heat"), QStringLiteral("auto") } } },
                .title = title,
                .room = room,
                .kind = QStringLiteral("climate") });
    }

    // A day that got warmer.
    void measure(ObedientThing* sensor, double base, double swing)
    {
        const QDateTime end = now;
        for (int minute = 24 * 60 - 30; minute >= 0; minute -= 15) {
            now = end.addSecs(-60 * minute);
            sensor->tell(QStringLiteral("value"),
                std::round(10 * (base + swing * std::sin(double(minute) / 260) + swing / 4 * std::sin(double(minute) / 37))) / 10);
        }
        now = end;
    }

    QString addScene(const QString& name, const QString& key)
    {
        viewmodels::SceneForm form = scenes.form({});
        form.name = name;
        for (viewmodels::SceneForm::Entry& entry : form.things)
            entry.isChosen = entry.key == key || key.isEmpty();
        [[maybe_unused]] const auto added = scenes.keep(form);
        const things::Scene* scene = kept.findByName(name);
        return scene ? scene->id : QString();
    }
};

}
