// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyworker.h"

#include "base/invoke.h"

namespace myna::history {

HistoryWorker::HistoryWorker(QString folder)
    : m_folder(std::move(folder))
{
}

Result<> HistoryWorker::open()
{
    if (m_store)
        return {};
    auto opened = TurnStore::open(m_folder);
    if (!opened)
        return opened.error();
    m_store = std::move((*opened)->store);
    if (!(*opened)->warning.isEmpty())
        emit warned((*opened)->warning);
    return {};
}

Result<> HistoryWorker::run(const std::function<Result<>(TurnStore&)>& job)
{
    assertThreadOf(this);
    if (auto opened = open(); !opened)
        return opened;
    auto done = job(*m_store);
    if (done || done.error().code != Error::Code::Invalid)
        return done;
    m_store.reset();
    if (auto opened = open(); !opened)
        return opened;
    return job(*m_store);
}

}

#include "moc_historyworker.cpp"
