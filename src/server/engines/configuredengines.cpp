// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/configuredengines.h"

#include "server/engines/chain/chainchat.h"
#include "server/engines/chain/chainrecogniser.h"
#include "server/engines/chain/chainsynthesiser.h"
#include "server/engines/chain/chainvision.h"
#include "server/engines/detector/webrtcdetector.h"
#include "server/engines/intent/intendedchat.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

Error unknownEngine(const QString& name)
{
    return { Error::Code::NotFound, QCoreApplication::translate("myna", "There is no engine called “%1”.").arg(name) };
}

}

ConfiguredEngines::ConfiguredEngines(const ServerConfig& config)
    : m_house(config.engineThreads)
    , m_plan(std::make_shared<const EnginePlan>(config, nullptr))
{
}

ConfiguredEngines::~ConfiguredEngines() = default;

ConfiguredEngines::Plan ConfiguredEngines::plan() const
{
    const QMutexLocker lock(&m_mutex);
    return m_plan;
}

void ConfiguredEngines::configure(const ServerConfig& config)
{
    const QMutexLocker lock(&m_mutex);
    m_plan = std::make_shared<const EnginePlan>(config, m_plan.get());
}

Result<AnyEngine> ConfiguredEngines::make(const Plan& plan, EngineKind kind, const QString& name, const EngineWish& wish)
{
    const PlannedEngine* const engine = plan->find(kind, name);
    if (!engine)
        return unknownEngine(name);
    if (!engine->type) {
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The engine “%1” is of type “%2”, which this program does not have.")
                .arg(engine->spec.name, engine->spec.type) };
    }
    if (const QString wrong = engine->type->wrong ? engine->type->wrong(engine->spec) : QString(); !wrong.isEmpty())
        return Error { Error::Code::Invalid, wrong };
    if (!engine->type->make) {
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "“%1” works without an engine: there is nothing to test.").arg(engine->spec.name) };
    }
    const RestWish rest = [health = engine->health](std::chrono::milliseconds time) { health->restFor(time); };
    const auto model = [this, plan, wish](const QString& wanted) { return makeModel(plan, wanted, wish); };
    return engine->type->make({ engine->spec, wish, m_house, rest, plan->toolRounds(), model });
}

// The links keep the plan: a conversation goes on with what it began with.
template<typename Engine>
std::vector<Link<Engine>> ConfiguredEngines::linksOf(const Plan& plan, EngineKind kind, const QStringList& names, const EngineWish& wish)
{
    std::vector<Link<Engine>> links;
    for (const QString& name : names) {
        const PlannedEngine* const engine = plan->find(kind, name);
        const auto makeOne = [this, plan, kind, name, wish]() -> Result<std::unique_ptr<Engine>> {
            auto made = make(plan, kind, name, wish);
            if (!made)
                return made.error();
            return std::get<std::unique_ptr<Engine>>(std::move(made).value());
        };
        links.push_back({ engine ? engine->spec.name : name, engine ? engine->health : std::make_shared<EngineHealth>(BreakerRules {}),
            makeOne, !engine || !engine->type || !engine->type->isHere });
    }
    return links;
}

std::unique_ptr<Recogniser> ConfiguredEngines::makeRecogniser(const EngineWish& wish)
{
    const Plan now = plan();
    const QStringList names = now->selected(EngineKind::Recogniser, wish.selection);
    return std::make_unique<ChainRecogniser>(linksOf<Recogniser>(now, EngineKind::Recogniser, names, wish), now->limits());
}

std::unique_ptr<Chat> ConfiguredEngines::makeChat(const EngineWish& wish)
{
    const Plan now = plan();
    const QStringList names = now->selected(EngineKind::Chat, wish.selection);
    auto chain = std::make_unique<ChainChat>(linksOf<Chat>(now, EngineKind::Chat, names, wish), now->limits());
    const QString intent = now->intentType(wish.selection);
    if (intent.isEmpty() || now->models(names).isEmpty()) // the assistant decides by itself
        return chain;
    return withIntent(intent, now->exitWords(), std::move(chain), wish.language, m_house.phrases);
}

std::unique_ptr<Chat> ConfiguredEngines::makeModel(const Plan& plan, const QString& name, const EngineWish& wish)
{
    const QStringList wanted = name.isEmpty() ? plan->selected(EngineKind::Chat, wish.selection) : QStringList { name };
    const QStringList names = plan->models(wanted);
    if (names.isEmpty())
        return nullptr;
    return std::make_unique<ChainChat>(linksOf<Chat>(plan, EngineKind::Chat, names, wish), plan->limits());
}

std::unique_ptr<Synthesiser> ConfiguredEngines::makeSynthesiser(const EngineWish& wish)
{
    const Plan now = plan();
    const QStringList names = now->selected(EngineKind::Synthesiser, wish.selection);
    return std::make_unique<ChainSynthesiser>(linksOf<Synthesiser>(now, EngineKind::Synthesiser, names, wish), now->limits());
}

std::unique_ptr<Vision> ConfiguredEngines::makeVision(const EngineWish& wish)
{
    const Plan now = plan();
    const QStringList names = now->selected(EngineKind::Vision, wish.selection);
    if (names.isEmpty())
        return nullptr;
    return std::make_unique<ChainVision>(linksOf<Vision>(now, EngineKind::Vision, names, wish));
}

// Nobody waits for it, so there is no chain: the first that can be made.
std::unique_ptr<Memory> ConfiguredEngines::makeMemory(const EngineWish& wish)
{
    const Plan now = plan();
    for (const QString& name : now->selected(EngineKind::Memory, wish.selection)) {
        auto made = make(now, EngineKind::Memory, name, wish);
        if (made)
            return std::get<std::unique_ptr<Memory>>(std::move(made).value());
    }
    return nullptr;
}

Result<std::unique_ptr<VoiceDetector>> ConfiguredEngines::makeDetector(const EngineWish& wish)
{
    const Plan now = plan();
    for (const QString& name : now->selected(EngineKind::Detector, wish.selection)) {
        auto made = make(now, EngineKind::Detector, name, wish);
        if (made)
            return std::get<std::unique_ptr<VoiceDetector>>(std::move(made).value());
    }
    return WebRtcDetector::create(); // without one nobody is heard
}

QVector<PoolFigures> ConfiguredEngines::pools() const
{
    return { m_house.pool.figures(u"engines"_s), m_house.voiceWorker.figures(u"voice"_s) };
}

bool ConfiguredEngines::isCrowded() const
{
    return m_house.pool.isCrowded() || m_house.voiceWorker.isCrowded();
}

QVector<EngineRow> ConfiguredEngines::rows() const
{
    const Plan now = plan();
    QVector<EngineRow> rows;
    for (const EngineKind kind : engineKinds) {
        QVector<const PlannedEngine*> chosen;
        for (const QString& name : now->selection().value(kind))
            chosen.append(now->find(kind, name));
        for (const PlannedEngine& engine : now->all()) {
            if (engine.spec.kind == kind) {
                rows.append({ kind, engine.spec.name, engine.type ? QString(engine.type->type) : engine.spec.type,
                    int(chosen.indexOf(&engine)) + 1, !engine.type || engine.type->make, engine.health->figures() });
            }
        }
    }
    return rows;
}

Result<AnyEngine> ConfiguredEngines::makeSingle(EngineKind kind, const QString& name, const EngineWish& wish)
{
    return make(plan(), kind, name, wish);
}

std::shared_ptr<EngineHealth> ConfiguredEngines::health(EngineKind kind, const QString& name) const
{
    const Plan now = plan();
    const PlannedEngine* const engine = now->find(kind, name);
    return engine ? engine->health : nullptr;
}

}
