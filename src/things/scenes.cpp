// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/scenes.h"

#include "base/keptfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {

namespace {

constexpr qint64 largestFile = 4 * 1024 * 1024; // bytes: all scenes with all values fit many times

}

Scenes::Scenes(const QString& dataDir, QObject* parent)
    : QObject(parent)
    , m_path(QDir(dataDir).filePath(u"scenes.json"_s))
{
    load();
}

void Scenes::load()
{
    QFile file(m_path);
    if (!file.exists())
        return;
    QJsonObject root;
    if (file.size() <= largestFile && file.open(QIODevice::ReadOnly))
        root = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    bool good = root.value("scenes"_L1).isArray() && root.value("scenes"_L1).toArray().size() <= maxScenes;
    for (const QJsonValue& kept : root.value("scenes"_L1).toArray()) {
        const Result<Scene> scene = sceneFromJson(kept.toObject());
        good = good && scene && !find(scene->id);
        if (!good)
            break;
        m_scenes.append(*scene);
    }
    m_lookedAfter = QDateTime::fromString(root.value("lookedAfter"_L1).toString(), Qt::ISODate);
    if (good)
        return;
    m_scenes.clear();
    const Result<QString> aside = keepAside(m_path);
    m_problem = QCoreApplication::translate("myna", "The kept scenes could not be read. They are in %1; new ones can be made.")
                    .arg(QDir::toNativeSeparators(aside ? *aside : m_path));
}

const Scene* Scenes::find(const QString& id) const
{
    const auto scene = std::ranges::find(m_scenes, id, &Scene::id);
    return scene == m_scenes.end() ? nullptr : &*scene;
}

const Scene* Scenes::findByName(const QString& name) const
{
    const auto scene
        = std::ranges::find_if(m_scenes, [&](const Scene& one) { return one.name.compare(name.trimmed(), Qt::CaseInsensitive) == 0; });
    return scene == m_scenes.end() ? nullptr : &*scene;
}

Result<QString> Scenes::keep(Scene scene)
{
    scene.name = scene.name.simplified();
    if (scene.name.isEmpty() || scene.name.size() > maxSceneName)
        return invalid(QCoreApplication::translate("myna", "Give the scene a name of up to %1 characters.").arg(maxSceneName));
    if (const Scene* other = findByName(scene.name); other && other->id != scene.id)
        return invalid(QCoreApplication::translate("myna", "There is already a scene called %1.").arg(other->name));
    if (scene.values.isEmpty())
        return invalid(QCoreApplication::translate("myna", "Choose at least one thing for the scene."));
    if (scene.values.size() > maxSceneValues)
        return invalid(QCoreApplication::translate("myna", "These are too many things for one scene."));
    QVector<Scene> scenes = m_scenes;
    if (scene.id.isEmpty()) {
        if (scenes.size() >= maxScenes)
            return invalid(QCoreApplication::translate("myna", "There are already %1 scenes. Delete one first.").arg(maxScenes));
        scene.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        scenes.append(scene);
    } else {
        const auto known = std::ranges::find(scenes, scene.id, &Scene::id);
        if (known == scenes.end())
            return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "This scene is no longer there.") };
        *known = scene;
    }
    if (const Result<> saved = save(scenes, m_lookedAfter); !saved)
        return saved.error();
    emit changed();
    return scene.id;
}

Result<> Scenes::remove(const QString& id)
{
    QVector<Scene> scenes = m_scenes;
    if (scenes.removeIf([&id](const Scene& scene) { return scene.id == id; }) == 0)
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "This scene is no longer there.") };
    if (const Result<> saved = save(scenes, m_lookedAfter); !saved)
        return saved.error();
    emit changed();
    return {};
}

void Scenes::setLookedAfter(const QDateTime& until)
{
    if (const Result<> saved = save(m_scenes, until); !saved)
        qWarning("%s", qPrintable(saved.error().text));
}

Result<> Scenes::save(const QVector<Scene>& scenes, const QDateTime& lookedAfter)
{
    QJsonArray kept;
    for (const Scene& scene : scenes)
        kept.append(toJson(scene));
    const QJsonObject root { { u"version"_s, 1 }, { u"scenes"_s, kept },
        { u"lookedAfter"_s, lookedAfter.isValid() ? lookedAfter.toUTC().toString(Qt::ISODate) : QString() } };
    const QByteArray text = QJsonDocument(root).toJson();
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "%1 cannot be written: %2").arg(QDir::toNativeSeparators(m_path), file.errorString()) };
    }
    m_scenes = scenes;
    m_lookedAfter = lookedAfter;
    return {};
}

}

#include "moc_scenes.cpp"
