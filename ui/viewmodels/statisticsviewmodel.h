// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/turnid.h"
#include "protocol/timeline.h"
#include "viewmodels/statisticsexport.h"
#include "viewmodels/statisticsfigures.h"
#include "viewmodels/turnparts.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace myna::viewmodels {

// What the statistics page shows. Nobody measures while it is not watched; what was measured stays for five minutes.
class StatisticsViewModel final : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<qint64()>; // ms, never running backwards

    explicit StatisticsViewModel(QObject* parent = nullptr);
    StatisticsViewModel(Clock clock, QObject* parent);

    [[nodiscard]] bool isWatched() const { return m_watched; }
    [[nodiscard]] bool hasFigures() const { return m_spoken; } // somebody has talked; before that an empty page teaches
    [[nodiscard]] QString microphone() const; // its name
    [[nodiscard]] QString microphoneRate() const; // "44.1 kHz", what it really delivers; empty: nothing yet
    [[nodiscard]] QString loudspeaker() const;
    [[nodiscard]] QString loudspeakerRate() const;
    [[nodiscard]] QVector<Figure> figures(FigureGroup group) const { return figuresOf(group, m_measured); }
    [[nodiscard]] const History& history() const { return m_history; }
    [[nodiscard]] double nowSeconds() const; // on the time scale of the history
    // From the end of speech to the first sound, oldest first; at most `keptTurns`.
    static constexpr int keptTurns = 20;
    [[nodiscard]] const QVector<TurnParts>& turns() const { return m_turns; }
    [[nodiscard]] QString turnsText() const; // "typical 420 ms · longest 1,210 ms"; empty: no turn yet

    // The page is seen or not.
    void setWatched(bool watched);
    // Errors: Invalid (an ending that is neither .csv nor .json), Unavailable (the file cannot be written); with a sentence.
    [[nodiscard]] Result<> exportTo(const QString& path) const;

public slots:
    // Facts.
    void audioMeasured(const myna::audio::AudioStatistics& statistics); // four times a second while watched
    void linkMeasured(const myna::session::SessionCounters& counters); // once a second
    void processMeasured(double cpuPercent, qint64 residentBytes); // once a second
    void timelineMeasured(myna::TurnId turn, const myna::protocol::Timeline& timeline);

signals:
    void changed(); // figures and curves
    void turnsChanged();
    // To the composition root: begin or stop measuring.
    void watchedChanged(bool watched);

private:
    struct LinkSample
    {
        double seconds = 0;
        transport::TransportCounters link;
    };
    void rate(const transport::TransportCounters& link);

    Clock m_clock;
    qint64 m_begin;
    bool m_watched = false;
    bool m_spoken = false;
    Measured m_measured;
    std::optional<LinkSample> m_lastLink;
    History m_history;
    QVector<TurnParts> m_turns;
};

}
