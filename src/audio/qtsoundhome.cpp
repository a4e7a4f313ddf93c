// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/qtsoundhome.h"

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

// Qt's retry comes 3 s after it is told of the loss; half a second more for the connection itself.
constexpr std::chrono::milliseconds retryWindow { 3500 };

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
};

QtSoundHome::QtSoundHome()
    : m_door(std::make_unique<Door>())
{
    setObjectName(QStringLiteral("sound home"));
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
        if (isFirst) {
            meetTheServer();
        } else {
            QTimer window;
            window.setSingleShot(true);
            connect(&window, &QTimer::timeout, this, &QThread::quit, Qt::DirectConnection);
            window.start(retryWindow);
            exec();
        }
        isFirst = false;
        if (m_door->closing)
            return;
        emit attended();
    }
}

}
