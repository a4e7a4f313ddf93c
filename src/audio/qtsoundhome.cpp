// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/qtsoundhome.h"

#include "audio/retrydispatcher.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QAudioSource>
#include <QMediaDevices>
#include <QSemaphore>
#include <QTimer>

#include <atomic>
#include <chrono>

namespace myna::audio {

namespace {

// Qt's retry comes 3 s after it is told of the loss; half a second more for the connection itself. So long only where it is not cut short.
constexpr std::chrono::milliseconds retryWindow { 3500 };
// One for the list of devices, one for all streams.
constexpr int connections = 2;
// Both have noticed the same loss long before. Should there be only one, the other is not waited for any longer.
constexpr std::chrono::milliseconds stragglers { 300 };

// Connects both: the list of devices has one connection, all streams together another. A stream without a format is refused right after its
// connection was made, before anything is opened. Up to 30 s each when the server accepts and then says nothing.
void meetTheServer()
{
    const auto outputs = QMediaDevices::audioOutputs();
    const auto inputs = QMediaDevices::audioInputs();
    if (!outputs.isEmpty())
        QAudioSink(outputs.first(), QAudioFormat()).start();
    else if (!inputs.isEmpty())
        QAudioSource(inputs.first(), QAudioFormat()).start();
}

}

struct QtSoundHome::Door
{
    QSemaphore visits;
    std::atomic<bool> closing = false;
    // Of the home's own thread.
    QTimer* window = nullptr; // while its event loop runs
    int retries = 0; // in this window
};

QtSoundHome::QtSoundHome()
    : m_door(std::make_unique<Door>())
{
    setObjectName(QStringLiteral("sound home"));
    if (auto dispatcher = makeRetryDispatcher([this] { retried(); }))
        setEventDispatcher(dispatcher.release());
}

QtSoundHome::~QtSoundHome() = default;

void QtSoundHome::attend()
{
    if (!isRunning())
        start();
    m_door->visits.release();
}

bool QtSoundHome::leave(int waitMs)
{
    m_door->closing = true;
    m_door->visits.release();
    quit(); // ends the retry window, whose loop runs as this thread's own
    return !isRunning() || wait(waitMs);
}

// Waiting on the semaphore is the point here: Qt's object must see no events while there is no server.
void QtSoundHome::run()
{
    bool isFirst = true;
    while (true) {
        m_door->visits.acquire();
        if (m_door->closing)
            return;
        if (isFirst)
            meetTheServer();
        else
            letThemRetry();
        isFirst = false;
        if (m_door->closing)
            return;
        emit attended();
    }
}

void QtSoundHome::letThemRetry()
{
    QTimer window;
    window.setSingleShot(true);
    window.setTimerType(Qt::PreciseTimer);
    connect(&window, &QTimer::timeout, this, &QThread::quit, Qt::DirectConnection);
    window.start(retryWindow);
    m_door->retries = 0;
    m_door->window = &window;
    exec();
    m_door->window = nullptr;
}

// The connection is made right after this, before the event loop can end.
void QtSoundHome::retried()
{
    if (!m_door->window)
        return;
    if (++m_door->retries >= connections)
        quit();
    else
        m_door->window->start(stragglers);
}

}

#include "moc_qtsoundhome.cpp"
