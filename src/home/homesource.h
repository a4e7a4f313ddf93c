// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QObject>

#include <chrono>

namespace myna::home {

enum class LinkState { Off, Connecting, Connected, Waiting }; // Waiting: failed, and will be tried again

struct HomeTiming
{
    std::chrono::milliseconds firstWait { 1'000 }; // before the next try; doubled from try to try
    std::chrono::milliseconds longestWait { 60'000 };
    std::chrono::milliseconds confirmation { 5'000 }; // of a change
    std::chrono::milliseconds answer { 10'000 }; // of a service's question
};

inline constexpr qsizetype maxHomeThings = 256;

// Somewhere the home's things come from. It fills a registry, keeps trying, and takes its things away with it. Main thread.
class HomeSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    [[nodiscard]] LinkState state() const { return m_state; }
    [[nodiscard]] const Error& error() const { return m_error; } // of the last try that failed; no text: none did
    [[nodiscard]] qsizetype leftOut() const { return m_leftOut; } // things beyond maxHomeThings

signals:
    void changed();

protected:
    void setState(LinkState state, const Error& error = {});
    void countLeftOut() { ++m_leftOut; }

private:
    LinkState m_state = LinkState::Off;
    Error m_error;
    qsizetype m_leftOut = 0;
};

// How long to wait before the next try.
class Backoff
{
public:
    explicit Backoff(const HomeTiming& timing);

    std::chrono::milliseconds next();
    void reset();

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    std::chrono::milliseconds m_wait;
};

}
