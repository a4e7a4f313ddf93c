// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chain/chainvision.h"

#include "base/invoke.h"

#include <algorithm>

namespace myna::server {

ChainVision::ChainVision(Relay<Vision>::Links links, std::chrono::milliseconds limit, QObject* parent)
    : Vision(parent)
    , m_relay(std::move(links), [this](Vision& engine) { introduce(engine); })
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const Error late { Error::Code::Timeout, tr("Nobody said in time what is in the picture.") };
        m_relay.failedSilently(late);
        onFailed(late);
    });
}

ChainVision::~ChainVision() = default;

void ChainVision::introduce(Vision& engine)
{
    connect(&engine, &Vision::seen, this, [this](TurnId attempt, const QString& answer) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.finished();
        emit seen(endHead(), answer);
    });
    connect(&engine, &Vision::failed, this, [this](TurnId attempt, const Error& error) {
        if (!m_relay.isMine(attempt))
            return;
        m_relay.failed(error);
        onFailed(error);
    });
}

void ChainVision::look(TurnId turn, const QByteArray& picture, const QString& mimeType, const QString& question, const QString& language)
{
    if (m_jobs.size() > maxWaiting) {
        onThreadOf(this, [this, turn] {
            emit failed(turn, { Error::Code::Unavailable, tr("Too many pictures are waiting. Try again later.") });
        });
        return;
    }
    m_jobs.push_back({ turn, picture, mimeType, question, language });
    startNext();
}

void ChainVision::cancel(TurnId turn)
{
    if (m_looking && m_jobs.front().turn == turn) {
        m_limit.stop();
        m_relay.drop();
        m_looking = false;
    }
    std::erase_if(m_jobs, [turn](const Job& job) { return job.turn == turn; });
    startNext();
}

void ChainVision::startNext()
{
    if (m_looking || m_jobs.empty())
        return;
    m_looking = true;
    m_relay.forgetFailure();
    ask(0);
    if (m_relay.engine())
        return;
    onThreadOf(this, [this, turn = m_jobs.front().turn] {
        if (m_looking && m_jobs.front().turn == turn && !m_relay.engine()) {
            const Error error = m_relay.reason();
            emit failed(endHead(), error);
        }
    });
}

void ChainVision::ask(size_t from)
{
    if (!m_relay.ask(from))
        return;
    const Job& job = m_jobs.front();
    m_limit.start();
    m_relay.engine()->look(m_relay.attempt(), job.picture, job.mimeType, job.question, job.language);
}

void ChainVision::onFailed(const Error& error)
{
    m_limit.stop();
    ask(m_relay.index() + 1);
    if (!m_relay.engine())
        emit failed(endHead(), error);
}

TurnId ChainVision::endHead()
{
    m_limit.stop();
    const TurnId turn = m_jobs.front().turn;
    m_jobs.erase(m_jobs.begin());
    m_looking = false;
    startNext();
    return turn;
}

}

#include "moc_chainvision.cpp"
