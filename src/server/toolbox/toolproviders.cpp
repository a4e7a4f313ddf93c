// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolproviders.h"

#include "base/enumtable.h"
#include "base/invoke.h"
#include "database/answerline.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr std::chrono::milliseconds endPatience { 2000 }; // killed processes are gone in a few milliseconds
constexpr qsizetype longestName = 64; // characters, as language models take them

QString plainName(const QString& name)
{
    static const QRegularExpression others(u"[^A-Za-z0-9_-]"_s);
    QString plain = name.left(longestName);
    return plain.replace(others, u"_"_s);
}

Error notFound(const QString& tool)
{
    return { Error::Code::NotFound, QCoreApplication::translate("myna", "Tool %1 not found.").arg(tool) };
}

constexpr auto states = std::to_array<Word<ToolProvider::State>>({
    { ToolProvider::State::Stopped, QLatin1String("stopped") },
    { ToolProvider::State::Starting, QLatin1String("starting") },
    { ToolProvider::State::Ready, QLatin1String("ready") },
    { ToolProvider::State::Ending, QLatin1String("ending") },
    { ToolProvider::State::Restarting, QLatin1String("restarting") },
    { ToolProvider::State::Resting, QLatin1String("resting") },
    { ToolProvider::State::Refused, QLatin1String("refused") },
});

constexpr auto kinds = std::to_array<Word<ProviderKind>>({
    { ProviderKind::Plugin, QLatin1String("plugin") },
    { ProviderKind::Program, QLatin1String("program") },
    { ProviderKind::Service, QLatin1String("service") },
    { ProviderKind::Endpoint, QLatin1String("endpoint") },
});

}

QLatin1String stateName(ToolProvider::State state)
{
    return wordOf(states, state);
}

QLatin1String kindName(ProviderKind kind)
{
    return wordOf(kinds, kind);
}

QString providerToolName(const QString& provider, const QString& tool, const QStringList& taken)
{
    QString plain = plainName(tool);
    if (!plain.isEmpty() && !taken.contains(plain, Qt::CaseInsensitive))
        return plain;
    QString name = plainName(provider + u'_' + plain);
    for (int number = 2; taken.contains(name, Qt::CaseInsensitive); ++number)
        name = plainName(provider + u'_' + plain).left(longestName - 4) + u'_' + QString::number(number);
    return name;
}

ToolProviders::ToolProviders(QVector<ProviderSpec> specs, const QStringList& reserved, const ProviderTiming& timing, QObject* parent)
    : QObject(parent)
    , m_specs(std::move(specs))
    , m_reserved(reserved)
    , m_timing(timing)
    , m_thread(std::make_unique<QThread>())
    , m_desk(new QObject)
{
    for (const ProviderSpec& spec : std::as_const(m_specs))
        m_rows.append({ spec.name, spec.kind });
    m_thread->setObjectName(u"myna-tools"_s);
    m_desk->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_desk, &QObject::deleteLater);
}

ToolProviders::~ToolProviders()
{
    if (!m_begun) {
        delete m_desk;
        return;
    }
    stop();
    if (!m_thread->wait(*m_patience)) {
        qWarning("A tool server cannot be ended; it is left to itself.");
        m_thread->quit();
        m_thread->wait();
    }
}

void ToolProviders::start()
{
    if (m_specs.isEmpty() || std::exchange(m_begun, true))
        return;
    m_thread->start();
    onThreadOf(m_desk, [this] { makeAll(); });
}

void ToolProviders::stop()
{
    if (!m_begun || m_patience)
        return;
    m_patience = QDeadlineTimer(endPatience);
    {
        const QMutexLocker lock(&m_mutex);
        m_isOver = true;
        m_offers.clear();
    }
    onThreadOf(m_desk, [this] { stopAll(); });
}

void ToolProviders::makeAll()
{
    for (const ProviderSpec& spec : std::as_const(m_specs)) {
        auto provider = std::make_unique<ToolProvider>(spec, m_timing);
        connect(provider.get(), &ToolProvider::changed, m_desk, [this] { describe(); });
        connect(provider.get(), &ToolProvider::failed, m_desk, [this](const QString& text) { emit failed(text); });
        m_providers.push_back(std::move(provider));
    }
    for (const auto& provider : m_providers)
        provider->start();
}

void ToolProviders::describe()
{
    QVector<Offer> offers;
    QVector<ProviderRow> rows;
    QStringList taken = m_reserved;
    for (size_t index = 0; index < m_providers.size(); ++index) {
        const ToolProvider& provider = *m_providers[index];
        ProviderRow row { provider.spec().name, provider.spec().kind, provider.state(), {}, provider.trouble() };
        const QVector<mcp::ToolSpec> tools = provider.tools();
        for (const mcp::ToolSpec& tool : tools) {
            Offer offer { tool, qsizetype(index), tool.name };
            offer.spec.name = providerToolName(provider.spec().name, tool.name, taken);
            taken.append(offer.spec.name);
            row.tools.append(offer.spec.name);
            offers.append(offer);
        }
        rows.append(row);
    }
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_isOver)
            m_offers = std::move(offers);
        m_rows = std::move(rows);
    }
    emit changed();
}

void ToolProviders::stopAll()
{
    m_running = int(m_providers.size());
    const auto gone = [this] {
        if (--m_running > 0)
            return;
        m_providers.clear();
        m_thread->quit();
    };
    for (const auto& provider : m_providers) {
        provider->disconnect(m_desk);
        connect(provider.get(), &ToolProvider::stopped, m_desk, gone, Qt::QueuedConnection);
    }
    for (const auto& provider : m_providers)
        provider->stop();
}

QVector<mcp::ToolSpec> ToolProviders::tools() const
{
    const QMutexLocker lock(&m_mutex);
    QVector<mcp::ToolSpec> tools;
    tools.reserve(m_offers.size());
    for (const Offer& offer : m_offers)
        tools.append(offer.spec);
    return tools;
}

QString ToolProviders::makersName(const QString& tool) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = std::find_if(m_offers.cbegin(), m_offers.cend(), [&tool](const Offer& offer) { return offer.spec.name == tool; });
    return found == m_offers.cend() ? tool : found->name;
}

QVector<ProviderRow> ToolProviders::rows() const
{
    const QMutexLocker lock(&m_mutex);
    return m_rows;
}

void ToolProviders::call(const QString& tool, const QJsonObject& arguments, QObject* asker, ToolResult done)
{
    const database::AnswerLine line(asker);
    const auto answer = [line, done = std::move(done)](const Result<QString>& result) { line.answer([done, result] { done(result); }); };
    // Held until it is on its way: once nothing is offered any more, the desk may be gone.
    const QMutexLocker lock(&m_mutex);
    const auto wanted = std::find_if(m_offers.cbegin(), m_offers.cend(), [&tool](const Offer& offer) { return offer.spec.name == tool; });
    if (wanted == m_offers.cend()) // its provider ended just now
        return answer(notFound(tool));
    onThreadOf(m_desk, [this, offer = *wanted, arguments, answer, tool] {
        if (size_t(offer.provider) < m_providers.size())
            m_providers[size_t(offer.provider)]->call(offer.name, arguments, answer);
        else
            answer(notFound(tool));
    });
}

ProviderTools::ProviderTools(ToolProviders& providers, QObject* parent)
    : QObject(parent)
    , m_providers(providers)
{
}

void ProviderTools::call(const QString& name, const QJsonObject& arguments, ToolResult done)
{
    m_providers.call(name, arguments, this, std::move(done));
}

}

#include "moc_toolproviders.cpp"
