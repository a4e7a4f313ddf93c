// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace myna::daemon {

// The system's wishes to this process, as Qt signals: SIGTERM and SIGINT (Ctrl+C) stop it, SIGHUP re-reads the configuration.
class StopSignals final : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

signals:
    void stopWanted();
    void reloadWanted();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
