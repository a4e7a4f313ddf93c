// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolprovider.h"

#include "base/redaction.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr Error::Code notTaken = Error::Code::Cancelled; // nothing else here has this code

McpClientRules rulesOf(const ProviderSpec& spec, const ProviderTiming& timing)
{
    const bool isPlugin = spec.kind == ProviderKind::Plugin;
    const QString late = isPlugin ? QCoreApplication::translate("myna", "The plugin %1 did not answer in time.")
                                  : QCoreApplication::translate("myna", "The tool server %1 did not answer in time.");
    return { .version = isPlugin || spec.kind == ProviderKind::Endpoint ? u"2024-11-05"_s : u"2025-03-26"_s,
        .hello = timing.hello,
        .late = late.arg(spec.name) };
}

Error beingStopped()
{
    return { Error::Code::Unavailable, QCoreApplication::translate("myna", "The server is being stopped.") };
}

}

ToolProvider::ToolProvider(ProviderSpec spec, const ProviderTiming& timing, QObject* parent)
    : QObject(parent)
    , m_spec(std::move(spec))
    , m_timing(timing)
    , m_client(rulesOf(m_spec, timing))
    , m_later(this)
{
    m_clock.start();
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &ToolProvider::launch);
    connect(&m_client, &McpClient::sendWanted, this, [this](const QJsonObject& message) {
        if (m_line && m_state != State::Ending)
            m_line->send(message);
    });
    connect(&m_client, &McpClient::agreed, this, [this](const QString& version) {
        if (m_line)
            m_line->agree(version);
    });
    connect(&m_client, &McpClient::dropped, this, [this](qint64 id) {
        if (m_line)
            m_line->drop(id);
    });
    connect(&m_client, &McpClient::listed, this, &ToolProvider::onListed);
    connect(&m_client, &McpClient::failed, this, [this](const Error& error) {
        if (m_state == State::Starting) // a list that cannot be had anew leaves the old one
            endLine(error.text);
    });
}

ToolProvider::~ToolProvider() = default;

QString ToolProvider::sentence(const char* ofPlugins, const char* ofServers) const
{
    return QCoreApplication::translate("myna", m_spec.kind == ProviderKind::Plugin ? ofPlugins : ofServers).arg(m_spec.name);
}

void ToolProvider::enter(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit changed();
}

void ToolProvider::start()
{
    if (m_state == State::Stopped && !m_stopping)
        launch();
}

void ToolProvider::launch()
{
    m_line = m_spec.line();
    connect(m_line.get(), &McpLine::received, this, [this](const QJsonObject& message) {
        if (m_state != State::Ending)
            m_client.receive(message);
    });
    connect(m_line.get(), &McpLine::untaken, this, [this](qint64 id) {
        enter(State::Ending); // closed() follows
        m_client.fail(id, { notTaken, {} });
    });
    connect(m_line.get(), &McpLine::closed, this, &ToolProvider::onClosed);
    if (const auto opened = m_line->open(); !opened) {
        m_line.reset();
        refuse(opened.error());
        return;
    }
    m_late = 0;
    enter(State::Starting);
    m_client.start();
}

void ToolProvider::refuse(const Error& error)
{
    m_trouble = error.text;
    failWaiting(error);
    enter(State::Refused);
    emit failed(error.text);
}

void ToolProvider::onListed()
{
    if (m_state != State::Starting && m_state != State::Ready)
        return;
    m_trouble.clear();
    if (m_state == State::Ready)
        emit changed();
    enter(State::Ready);
    next();
}

void ToolProvider::call(const QString& tool, const QJsonObject& arguments, ToolResult done)
{
    const bool away = m_state == State::Resting || m_state == State::Refused || m_state == State::Stopped || m_stopping;
    if (away || qsizetype(m_waiting.size()) + m_running >= maxWaiting) {
        done(Error { Error::Code::Unavailable,
            away ? sentence(QT_TRANSLATE_NOOP("myna", "The plugin %1 does not run."),
                QT_TRANSLATE_NOOP("myna", "The tool server %1 cannot be reached now."))
                 : sentence(QT_TRANSLATE_NOOP("myna", "The plugin %1 has too much to do."),
                     QT_TRANSLATE_NOOP("myna", "The tool server %1 has too much to do.")) });
        return;
    }
    m_waiting.push_back({ tool, arguments, std::move(done) });
    next();
}

void ToolProvider::next()
{
    while (m_running < m_spec.atOnce && !m_waiting.empty() && m_state == State::Ready) {
        auto call = std::make_shared<Call>(std::move(m_waiting.front()));
        m_waiting.pop_front();
        ++m_running;
        m_client.call(call->tool, call->arguments, std::min(m_spec.timeLimit, longestCall),
            [this, call](const Result<QString>& result) { finish(*call, result); });
    }
}

void ToolProvider::finish(Call& call, const Result<QString>& result)
{
    --m_running;
    if (!result && result.error().code == notTaken) { // so it is made once more when the line is back
        m_waiting.push_front(std::move(call));
        return;
    }
    const bool isLate = !result && result.error().code == Error::Code::Timeout;
    m_late = isLate ? m_late + 1 : 0;
    call.done(result);
    if (m_late >= m_spec.lateCalls && m_state == State::Ready)
        endLine(result.error().text);
    else
        next();
}

void ToolProvider::endLine(const QString& reason)
{
    enter(State::Ending);
    m_line->end(reason);
}

void ToolProvider::onClosed(const QString& reason)
{
    m_line.release()->deleteLater(); // it is emitting now
    m_trouble = sentence(QT_TRANSLATE_NOOP("myna", "The plugin %1 ended: %2"), QT_TRANSLATE_NOOP("myna", "The tool server %1 is gone: %2"))
                    .arg(redacted(reason));
    const Error gone { Error::Code::Unavailable, m_trouble };
    m_state = State::Ending; // whoever hears now that it is gone may not call it
    m_client.reset(gone); // calls under way are not tried again: they may have been done already
    if (m_stopping) {
        failWaiting(gone);
        enter(State::Stopped);
        emit stopped();
        return;
    }
    restartLater();
    emit failed(m_trouble);
}

void ToolProvider::restartLater()
{
    const qint64 now = m_clock.elapsed();
    m_restarts.removeIf([&](qint64 at) { return now - at >= m_timing.window.count(); });
    if (m_restarts.size() >= m_timing.restarts) {
        m_restarts.clear();
        failWaiting({ Error::Code::Unavailable, m_trouble });
        m_later.start(m_timing.rest);
        enter(State::Resting);
        return;
    }
    m_later.start(m_timing.backoff * (1 << m_restarts.size()));
    m_restarts.append(now);
    enter(State::Restarting);
}

void ToolProvider::failWaiting(const Error& error)
{
    for (const Call& call : std::exchange(m_waiting, {}))
        call.done(error);
}

void ToolProvider::stop()
{
    m_stopping = true;
    m_later.stop();
    if (m_line) {
        endLine(beingStopped().text);
        return;
    }
    failWaiting(beingStopped());
    enter(State::Stopped);
    emit stopped();
}

}

#include "moc_toolprovider.cpp"
