// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlink.h"
#include "admin/adminvalues.h"

#include <QElapsedTimer>
#include <QPointF>

#include <functional>

namespace myna::viewmodels {

// How a managed server does: the last ten minutes as curves, kept here, and everything it counts as a table.
class ServerMetricsViewModel final : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<double()>; // seconds, never running backwards
    static constexpr double keptSeconds = 600;

    enum class Curve { Sessions, TurnsPerMinute, FirstSound, Overhead, Memory, Queue };
    static constexpr int curveCount = 6;

    struct Row
    {
        QString name;
        QString value;
        bool operator==(const Row&) const = default;
    };

    explicit ServerMetricsViewModel(admin::AdminLink& link, QObject* parent = nullptr);
    ServerMetricsViewModel(admin::AdminLink& link, Clock clock, QObject* parent);

    [[nodiscard]] static QString title(Curve curve);
    [[nodiscard]] QString valueText(Curve curve) const; // the latest, with its unit; "—": the server does not tell
    [[nodiscard]] const QVector<QPointF>& points(Curve curve) const { return m_points[size_t(curve)]; } // x in seconds; y: count, s, ms, MB
    [[nodiscard]] double now() const { return m_clock(); }
    [[nodiscard]] QVector<Row> table() const; // by name
    [[nodiscard]] double memory() const; // bytes; 0: not told
    [[nodiscard]] bool hasAny() const { return m_hasAny; }
    [[nodiscard]] const QString& trouble() const { return m_trouble; }

public slots:
    void reload();
    void addMetrics(const myna::admin::Metrics& metrics);

signals:
    void changed();

private:
    void take(Curve curve, std::optional<double> value);
    [[nodiscard]] std::optional<double> turnsPerMinute();

    admin::AdminLink& m_link;
    Clock m_clock;
    admin::Metrics m_latest;
    std::array<QVector<QPointF>, curveCount> m_points;
    QVector<QPointF> m_turnCounts; // of the last minute
    QString m_trouble;
    bool m_hasAny = false;
};

}
