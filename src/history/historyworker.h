// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turnstore.h"

#include <QObject>

#include <functional>
#include <memory>

namespace myna::history {

// Holds the open file. Lives on the history's thread.
class HistoryWorker final : public QObject
{
    Q_OBJECT

public:
    explicit HistoryWorker(QString folder);

    // Opens the file when it is not; one that turns out to be damaged is kept aside, and `job` tried on the new one.
    Result<> run(const std::function<Result<>(TurnStore&)>& job);

signals:
    void warned(const QString& text);

private:
    Result<> open();

    QString m_folder;
    std::unique_ptr<TurnStore> m_store;
};

}
