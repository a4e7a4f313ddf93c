// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/memorystore.h"

#include <QCoreApplication>

namespace myna::pairing {

MemoryStore::MemoryStore(std::shared_ptr<MemoryShelf> shelf)
    : m_shelf(std::move(shelf))
{
}

void MemoryStore::probe(DoneAnswer answer)
{
    answerDone(std::move(answer));
}

void MemoryStore::read(const QString& key, ReadAnswer answer)
{
    Result<QByteArray> result = Error { Error::Code::NotFound, QCoreApplication::translate("myna", "Nothing is stored under this name.") };
    if (m_shelf->readError)
        result = *m_shelf->readError;
    else if (const auto found = m_shelf->secrets.constFind(key); found != m_shelf->secrets.constEnd())
        result = *found;
    QMetaObject::invokeMethod(
        &m_context, [answer = std::move(answer), result] { answer(result); }, Qt::QueuedConnection);
}

void MemoryStore::write(const QString& key, const QByteArray& secret, DoneAnswer answer)
{
    if (!m_shelf->writeError)
        m_shelf->secrets.insert(key, secret);
    answerDone(std::move(answer));
}

void MemoryStore::remove(const QString& key, DoneAnswer answer)
{
    if (!m_shelf->writeError)
        m_shelf->secrets.remove(key);
    answerDone(std::move(answer));
}

QString MemoryStore::place() const
{
    return QCoreApplication::translate("myna", "in memory, until the program ends");
}

void MemoryStore::answerDone(DoneAnswer answer)
{
    Result<> result;
    if (m_shelf->writeError)
        result = *m_shelf->writeError;
    QMetaObject::invokeMethod(
        &m_context, [answer = std::move(answer), result] { answer(result); }, Qt::QueuedConnection);
}

}
