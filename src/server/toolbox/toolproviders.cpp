// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/plugins.h"

#include "base/enumtable.h"
#include "base/invoke.h"
#include "database/answerline.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr std::chrono::milliseconds endPatience { 2000 }; // killed processes are gone in a few milliseconds
constexpr qsizetype longestName = 64; // characters, as language models take them

QString plainName(const QString& name)
{
    static const QRegularExpression others(u"[^A-Za-z0-9_.-]"_s);
    QString plain = name.left(longestName);
    return plain.replace(others, u"_"_s);
}

constexpr auto states = std::to_array<Word<Plugin::State>>({
    { Plugin::State::Stopped, QLatin1String("stopped") },
    { Plugin::State::Starting, QLatin1String("starting") },
    { Plugin::State::Ready, QLatin1String("ready") },
    { Plugin::State::Ending, QLatin1String("ending") },
    { Plugin::State::Restarting, QLatin1String("restarting") },
    { Plugin::State::Resting, QLatin1String("resting") },
    { Plugin::State::Refused, QLatin1String("refused") },
});

}

QLatin1String stateName(Plugin::State state)
{
    return wordOf(states, state);
}

QString pluginToolName(const QString& plugin, const QString& tool, const QStringList& taken)
{
    QString plain = plainName(tool);
    if (!plain.isEmpty() && !taken.contains(plain, Qt::CaseInsensitive))
        return plain;
    QString name = plainName(plugin + u'_' + plain);
    for (int number = 2; taken.contains(name, Qt::CaseInsensitive); ++number)
        name = plainName(plugin + u'_' + plain).left(longestName - 4) + u'_' + QString::number(number);
    return name;
}

Plugins::Plugins(QVector<PluginSpec> specs, const QStringList& reserved, const PluginTiming& timing, QObject* parent)
    : QObject(parent)
    , m_specs(std::move(specs))
    , m_reserved(reserved)
    , m_timing(timing)
    , m_thread(std::make_unique<QThread>())
    , m_desk(new QObject)
{
    for (const PluginSpec& spec : std::as_const(m_specs))
        m_rows.append({ spec.name });
    m_thread->setObjectName(u"myna-plugins"_s);
    m_desk->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_desk, &QObject::deleteLater);
}

Plugins::~Plugins()
{
    if (!m_thread->isRunning()) {
        delete m_desk;
        return;
    }
    onThreadOf(m_desk, [this] { stopAll(); });
    if (!m_thread->wait(QDeadlineTimer(endPatience))) {
        qWarning("A plugin cannot be ended; it is left to itself.");
        m_thread->quit();
        m_thread->wait();
    }
}

void Plugins::start()
{
    if (m_specs.isEmpty() || m_thread->isRunning())
        return;
    m_thread->start();
    onThreadOf(m_desk, [this] { makeAll(); });
}

void Plugins::makeAll()
{
    for (const PluginSpec& spec : std::as_const(m_specs)) {
        auto plugin = std::make_unique<Plugin>(spec, m_timing);
        connect(plugin.get(), &Plugin::changed, m_desk, [this] { describe(); });
        connect(plugin.get(), &Plugin::failed, m_desk, [this](const QString& text) { emit failed(text); });
        m_plugins.push_back(std::move(plugin));
    }
    for (const auto& plugin : m_plugins)
        plugin->start();
}

void Plugins::describe()
{
    QVector<Offer> offers;
    QVector<PluginRow> rows;
    QStringList taken = m_reserved;
    for (size_t index = 0; index < m_plugins.size(); ++index) {
        const Plugin& plugin = *m_plugins[index];
        PluginRow row { plugin.spec().name, plugin.state(), {}, plugin.trouble() };
        const QVector<mcp::ToolSpec> tools = plugin.tools();
        for (const mcp::ToolSpec& tool : tools) {
            Offer offer { tool, qsizetype(index), tool.name };
            offer.spec.name = pluginToolName(plugin.spec().name, tool.name, taken);
            taken.append(offer.spec.name);
            row.tools.append(offer.spec.name);
            offers.append(offer);
        }
        rows.append(row);
    }
    {
        const QMutexLocker lock(&m_mutex);
        m_offers = std::move(offers);
        m_rows = std::move(rows);
    }
    emit changed();
}

void Plugins::stopAll()
{
    m_running = int(m_plugins.size());
    const auto gone = [this] {
        if (--m_running > 0)
            return;
        m_plugins.clear();
        m_thread->quit();
    };
    for (const auto& plugin : m_plugins) {
        plugin->disconnect(m_desk);
        connect(plugin.get(), &Plugin::stopped, m_desk, gone, Qt::QueuedConnection);
    }
    for (const auto& plugin : m_plugins)
        plugin->stop();
}

QVector<mcp::ToolSpec> Plugins::tools() const
{
    const QMutexLocker lock(&m_mutex);
    QVector<mcp::ToolSpec> tools;
    tools.reserve(m_offers.size());
    for (const Offer& offer : m_offers)
        tools.append(offer.spec);
    return tools;
}

QVector<PluginRow> Plugins::rows() const
{
    const QMutexLocker lock(&m_mutex);
    return m_rows;
}

void Plugins::call(const QString& tool, const QJsonObject& arguments, QObject* asker, ToolResult done)
{
    std::optional<Offer> wanted;
    {
        const QMutexLocker lock(&m_mutex);
        for (const Offer& offer : std::as_const(m_offers)) {
            if (offer.spec.name == tool)
                wanted = offer;
        }
    }
    const database::AnswerLine line(asker);
    const auto answer = [line, done = std::move(done)](const Result<QString>& result) { line.answer([done, result] { done(result); }); };
    if (!wanted) // its plugin ended just now
        answer(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "Tool %1 not found.").arg(tool) });
    else
        onThreadOf(
            m_desk, [this, offer = *wanted, arguments, answer] { m_plugins[size_t(offer.plugin)]->call(offer.name, arguments, answer); });
}

PluginTools::PluginTools(Plugins& plugins, QObject* parent)
    : QObject(parent)
    , m_plugins(plugins)
{
}

void PluginTools::call(const QString& name, const QJsonObject& arguments, ToolResult done)
{
    m_plugins.call(name, arguments, this, std::move(done));
}

}

#include "moc_plugins.cpp"
