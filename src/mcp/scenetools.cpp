// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/scenetools.h"

#include "mcp/hometools.h"

#include <QCoreApplication>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

QStringList namesOf(const things::Scenes& scenes)
{
    QStringList names;
    for (const things::Scene& scene : scenes.all())
        names << scene.name;
    return names;
}

}

QString sceneTool()
{
    return u"self.scene.run"_s;
}

QString sceneToolTitle()
{
    return QCoreApplication::translate("myna", "Run a scene");
}

Result<QString> sceneResult(const things::SceneOutcome& outcome)
{
    if (outcome.changed == 0 && !outcome.failures.isEmpty())
        return Error { Error::Code::Unavailable, outcome.text() };
    return outcome.text();
}

SceneTools::SceneTools(const things::Scenes& scenes, things::SceneRunner& runner, QObject* parent)
    : ToolFamily(parent)
    , m_scenes(scenes)
    , m_runner(runner)
    , m_names(namesOf(scenes))
{
    // Other values under the same name are no other tool.
    connect(&scenes, &things::Scenes::changed, this, [this] {
        if (namesOf(m_scenes) == m_names)
            return;
        m_names = namesOf(m_scenes);
        emit toolsChanged();
    });
}

std::vector<Tool> SceneTools::tools()
{
    if (m_names.isEmpty())
        return {};
    std::vector<Tool> tools;
    tools.push_back({ { .name = sceneTool(),
                          .description = u"Runs a scene: brings several things of this home and this computer into the state that the "
                                         u"user kept under a name. Call it when the user names one of the scenes or asks for what it "
                                         u"stands for. The answer says which things could not be set."_s,
                          .arguments = { { .name = u"name"_s, .description = u"Name of the scene"_s, .choices = m_names } },
                          .title = sceneToolTitle() },
        [self = QPointer<SceneTools>(this)](const QJsonObject& arguments, const ToolAnswer& answer, QObject*) {
            if (self)
                self->run(arguments, answer);
            else
                answer(Error { Error::Code::Unavailable, u"Scenes cannot be run now."_s });
        } });
    return tools;
}

void SceneTools::run(const QJsonObject& arguments, const ToolAnswer& answer)
{
    const things::Scene* scene = m_scenes.findByName(arguments.value("name"_L1).toString());
    if (!scene)
        return answer(Error { Error::Code::NotFound, u"There is no scene of this name. There are: %1."_s.arg(m_names.join(u", "_s)) });
    m_runner.run(*scene, [answer](const things::SceneOutcome& outcome) { answer(sceneResult(outcome)); });
}

Gate::Deeds sceneDeeds(const things::Scenes& scenes, const things::ThingSources& sources)
{
    return [scenes = QPointer<const things::Scenes>(&scenes), sources = QPointer<const things::ThingSources>(&sources)](
               const QString& tool, const QJsonObject& arguments) {
        QVector<Deed> deeds;
        const things::Scene* scene
            = tool == sceneTool() && scenes && sources ? scenes->findByName(arguments["name"_L1].toString()) : nullptr;
        for (const things::SceneValue& value : scene ? scene->values : QVector<things::SceneValue>()) {
            const things::Thing* thing = sources->find(value.thing);
            if (!thing)
                continue; // it cannot be set either
            const Decision standard = isMoving(*thing) ? Decision::Ask : Decision::Allow;
            for (const things::PropertySpec& property : thing->spec().properties) {
                if (property.name == value.property)
                    deeds.append({ property.setTool, standard });
            }
        }
        return deeds;
    };
}

}

#include "moc_scenetools.cpp"
