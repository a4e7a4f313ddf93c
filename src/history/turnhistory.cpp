// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/turnhistory.h"

namespace myna::history {

TurnHistory::TurnHistory(QString folder, QObject* parent)
    : QObject(parent)
    , m_store(QStringLiteral("myna-history"), new database::FileWorker<TurnStore>(std::move(folder)))
{
    connect(&m_store.thread(), &QThread::finished, this, &TurnHistory::stopped);
    connect(m_store.worker(), &database::FileKeeper::warned, this, &TurnHistory::warned);
    m_store.thread().start(QThread::LowPriority);
}

TurnHistory::~TurnHistory() = default;

void TurnHistory::open()
{
    ask<std::monostate>(
        this, [](TurnStore&) -> Result<> { return {}; }, [this](const Result<>& done) { setTrouble(done ? Error {} : done.error()); });
}

void TurnHistory::keep(const Turn& turn)
{
    if (m_ended)
        return;
    m_waiting.push_back(turn);
    if (m_waiting.size() > size_t(mostWaiting)) {
        m_waiting.pop_front();
        ++m_lost;
    }
    writeNext();
}

void TurnHistory::tryAgain()
{
    if (m_waiting.empty() && !m_writing)
        open();
    else
        writeNext();
}

void TurnHistory::writeNext()
{
    if (m_writing || m_waiting.empty() || m_ended)
        return;
    m_writing = m_waiting.front();
    m_waiting.pop_front();
    ask<Turn>(
        this, [turn = *m_writing](TurnStore& store) { return store.add(turn); }, [this](const Result<Turn>& result) { written(result); });
}

void TurnHistory::written(const Result<Turn>& result)
{
    if (!result) {
        m_waiting.push_front(*m_writing);
        m_writing.reset();
        setTrouble(result.error());
        endIfDone();
        return;
    }
    m_writing.reset();
    setTrouble({});
    emit kept(*result);
    writeNext();
    endIfDone();
}

void TurnHistory::setTrouble(const Error& error)
{
    if (std::exchange(m_trouble, error) != error || !error.text.isEmpty())
        emit troubleChanged();
}

void TurnHistory::stop()
{
    m_stopping = true;
    writeNext();
    endIfDone();
}

void TurnHistory::endIfDone()
{
    if (!m_stopping || m_writing || m_ended)
        return;
    m_ended = true;
    if (!m_waiting.empty())
        qWarning("%zu turns could not be written to the history: %s", m_waiting.size(), qPrintable(m_trouble.text));
    m_store.thread().quit();
}

}

#include "moc_turnhistory.cpp"
