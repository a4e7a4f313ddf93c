// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/invoke.h"
#include "base/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <utility>

namespace myna::database {

// What every FileWorker tells.
class FileKeeper : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    void warned(const QString& text); // a sentence: a damaged file was kept aside
};

// Holds the open file of a StoreThread. `Store` has `open(folder)`, which answers its store and a warning; its errors of the kind Invalid
// mean that the file is damaged. Lives on the store's thread.
template<typename Store>
class FileWorker final : public FileKeeper
{
public:
    explicit FileWorker(QString folder)
        : m_folder(std::move(folder))
    {
    }

    // Opens the file when it is not; one that turns out to be damaged is kept aside, and `job` tried on the new one.
    Result<> run(const std::function<Result<>(Store&)>& job)
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

private:
    Result<> open()
    {
        if (m_store)
            return {};
        auto opened = Store::open(m_folder);
        if (!opened)
            return opened.error();
        m_store = std::move((*opened)->store);
        if (!(*opened)->warning.isEmpty())
            emit warned((*opened)->warning);
        return {};
    }

    QString m_folder;
    std::unique_ptr<Store> m_store;
};

}
