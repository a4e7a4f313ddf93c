// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/ringing.h"

#include <QObject>
#include <QVector>

namespace myna::viewmodels {

struct RingRow
{
    qint64 id = 0;
    QString text; // what for
    QString detail; // when it was due
    bool isOver = false; // nobody stopped it; it can only be taken note of
    bool operator==(const RingRow&) const = default;
};

// What rings now, for a card over every page. Texts are made when they are read.
class RingViewModel final : public QObject
{
    Q_OBJECT

public:
    explicit RingViewModel(tools::Ringing& ringing, QObject* parent = nullptr);

    [[nodiscard]] QVector<RingRow> rows() const; // newest first
    void stop(qint64 id) { m_ringing.stop(id); }
    void snooze(qint64 id) { m_ringing.snooze(id); }

signals:
    void changed();

private:
    tools::Ringing& m_ringing;
};

}
