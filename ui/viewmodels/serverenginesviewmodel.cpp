// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverenginesviewmodel.h"

#include "viewmodels/turnstages.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminAnswer;
using admin::AdminLink;
using admin::Engine;
using admin::EngineState;

namespace {

constexpr std::chrono::milliseconds settle { 1000 };
constexpr std::chrono::milliseconds testLimit { 60000 };

// In the order in which a turn meets them.
const QStringList& kindOrder()
{
    static const QStringList order { u"VAD"_s, u"ASR"_s, u"Intent"_s, u"LLM"_s, u"VLLM"_s, u"Memory"_s, u"TTS"_s };
    return order;
}

qsizetype placeOf(const QString& kind)
{
    const qsizetype place = kindOrder().indexOf(kind);
    return place < 0 ? kindOrder().size() : place;
}

bool comesBefore(const Engine& a, const Engine& b)
{
    if (placeOf(a.kind) != placeOf(b.kind))
        return placeOf(a.kind) < placeOf(b.kind);
    if (a.kind != b.kind)
        return a.kind < b.kind;
    if ((a.selected > 0) != (b.selected > 0))
        return a.selected > 0;
    return a.selected != b.selected ? a.selected < b.selected : a.name.compare(b.name, Qt::CaseInsensitive) < 0;
}

QString keyOf(const QString& kind, const QString& name)
{
    return kind + u'/' + name;
}

}

ServerEnginesViewModel::ServerEnginesViewModel(AdminLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(settle);
    connect(&m_soon, &QTimer::timeout, this, &ServerEnginesViewModel::reload);
    connect(&link, &AdminLink::stateChanged, this, [this] {
        if (m_link.state() == AdminLink::State::Connected) {
            reload();
        } else if (m_link.state() == AdminLink::State::Off) {
            m_loaded = false;
            m_tests.clear();
            setEngines({});
            m_loaded = false;
        }
    });
    connect(&link, &AdminLink::happened, this, [this](const QString& event) {
        if (m_watched && (event == u"turn" || event == u"config") && !m_soon.isActive())
            m_soon.start();
    });
}

QString ServerEnginesViewModel::kindTitle(const QString& kind)
{
    if (kind == u"VAD")
        return tr("Noticing speech");
    if (kind == u"ASR")
        return tr("Speech recognition");
    if (kind == u"Intent")
        return tr("Commands without a model");
    if (kind == u"LLM")
        return tr("Language model");
    if (kind == u"VLLM")
        return tr("Seeing pictures");
    if (kind == u"Memory")
        return tr("Memory");
    if (kind == u"TTS")
        return tr("Voice");
    return kind;
}

QString ServerEnginesViewModel::stateText(const Engine& engine)
{
    switch (engine.state) {
    case EngineState::Ready:
        return tr("ready");
    case EngineState::Resting:
        return tr("resting after failures");
    case EngineState::Failed:
        return tr("failed");
    case EngineState::Unknown:
        return engine.selected > 0 ? tr("not used yet") : tr("not chosen");
    }
    return {};
}

Tone ServerEnginesViewModel::stateTone(const Engine& engine)
{
    switch (engine.state) {
    case EngineState::Ready:
        return Tone::Good;
    case EngineState::Resting:
        return Tone::Warning;
    case EngineState::Failed:
        return Tone::Bad;
    case EngineState::Unknown:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

QString ServerEnginesViewModel::figuresText(const Engine& engine)
{
    if (engine.calls == 0)
        return {};
    QString text = tr("%n call(s)", nullptr, int(engine.calls));
    if (engine.failures > 0)
        text += u" · "_s + tr("%n failed", nullptr, int(engine.failures));
    return text;
}

QString ServerEnginesViewModel::latencyText(const Engine& engine)
{
    QStringList parts;
    if (engine.lastMs)
        parts.append(tr("last %1").arg(durationText(*engine.lastMs)));
    if (engine.p50Ms)
        parts.append(tr("usually %1").arg(durationText(*engine.p50Ms)));
    if (engine.p95Ms)
        parts.append(tr("P95 %1").arg(durationText(*engine.p95Ms)));
    return parts.join(u" · "_s);
}

void ServerEnginesViewModel::setWatched(bool watched)
{
    m_watched = watched;
    if (watched)
        reload();
}

void ServerEnginesViewModel::reload()
{
    if (m_link.state() != AdminLink::State::Connected)
        return;
    m_link.client().get(u"/admin/engines"_s, {}, this, [this](const AdminAnswer& answer) {
        m_trouble = answer.ok ? QString() : answer.error.text;
        if (answer.ok)
            setEngines(admin::enginesFrom(answer.data));
        else
            emit changed();
    });
}

void ServerEnginesViewModel::test(const QString& kind, const QString& name)
{
    const QString key = keyOf(kind, name);
    if (m_tests.value(key).running)
        return;
    m_tests.insert(key, { true, tr("Trying %1…").arg(name), Tone::Busy });
    group();
    const QString path = u"/admin/engines/"_s + admin::pathPart(kind) + u'/' + admin::pathPart(name) + u"/test"_s;
    const QString language = QLocale().language() == QLocale::Chinese ? u"zh"_s : u"en"_s;
    m_link.client().send(
        "POST", path, { { u"language"_s, language } }, this, [this, key](const AdminAnswer& answer) { onTested(key, answer); }, testLimit);
}

void ServerEnginesViewModel::onTested(const QString& key, const AdminAnswer& answer)
{
    Test test { false, answer.error.text, Tone::Bad };
    if (answer.ok) {
        const admin::EngineTest result = admin::engineTestFrom(answer.data.toObject());
        QStringList parts;
        if (result.ok) {
            test.tone = Tone::Good;
            parts.append(result.firstResultMs ? tr("It works: first result after %1.").arg(durationText(*result.firstResultMs))
                                              : tr("It works, in %1.").arg(durationText(result.totalMs)));
            parts.append(result.detail);
        } else {
            parts << result.error << result.repair;
        }
        parts.removeAll(QString());
        test.text = parts.join(u' ');
    }
    m_tests.insert(key, test);
    group();
    reload();
}

void ServerEnginesViewModel::setEngines(const QVector<Engine>& engines)
{
    m_loaded = true;
    m_engines = engines;
    std::ranges::stable_sort(m_engines, comesBefore);
    group();
}

void ServerEnginesViewModel::group()
{
    QVector<Group> groups;
    for (const Engine& engine : m_engines) {
        if (groups.isEmpty() || groups.last().kind != engine.kind)
            groups.append({ engine.kind, kindTitle(engine.kind), {} });
        const Test test = m_tests.value(keyOf(engine.kind, engine.name));
        groups.last().rows.append({ engine, test.running, test.text, test.tone });
    }
    m_groups = groups;
    emit changed();
}

}

#include "moc_serverenginesviewmodel.cpp"
