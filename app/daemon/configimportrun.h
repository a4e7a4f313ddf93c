// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/events.h"
#include "server/config/configimport.h"

#include <QObject>

namespace myna::daemon {

struct ImportWish
{
    bool replaces = false; // a configuration that is there
    bool secretsInFile = false;
};

// `mynad config import`: reads, says what is taken over and what is not, keeps the secrets, then writes DIR/.config.yaml. Ends the event
// loop with the exit status.
class ImportRun final : public QObject
{
    Q_OBJECT

public:
    ImportRun(QString dataDir, ImportWish wish, const Events& events);

    void start(const QString& path);

private:
    void keepNext();
    void write(const QString& text);

    QString m_dataDir;
    ImportWish m_wish;
    const Events& m_events;
    server::ImportedConfig m_imported;
    QStringList m_left; // names of secrets not kept yet
};

}
