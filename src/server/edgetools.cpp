// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgetools.h"

namespace myna::server {

ToolHouse& openTools(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    ToolHouse* const house = &p->tools.emplace(p->options.config);
    house->setFolder(p->options.dataDir);
    // From the threads of the conversations and of the providers.
    QObject::connect(house, &ToolHouse::noted, &p->live, [p](AuditRecord record) {
        record.time = p->clock();
        if (p->options.config.store.keepTurnsDays == 0) // what somebody said may be among the arguments
            record.detail = record.detail.section(u'{', 0, 0).trimmed();
        p->audit.note(std::move(record));
    });
    QObject::connect(house, &ToolHouse::warned, &p->live, [&edge](const QString& text) { emit edge.warned(text); });
    house->start();
    return *house;
}

}
