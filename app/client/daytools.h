// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "client/devicedesk.h"
#include "client/remindervoice.h"
#include "tools/musiclibrary.h"
#include "tools/musicplayer.h"
#include "tools/reminders.h"
#include "tools/reminderthing.h"
#include "tools/ringing.h"
#include "tools/weather.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace myna::client {

struct DayOptions
{
    QString dataDir; // where reminders are kept
    QString musicFolder; // empty: the system's
    int musicVolume = 60; // percent
    std::function<QString()> language; // of the user, "en" or "zh…"
    tools::WeatherSource::Service weather;
};

// Timers, music and weather: made with what they need, handed to the desk and joined to the line. Lives on the main thread.
class DayTools final : public QObject
{
    Q_OBJECT

public:
    DayTools(DeviceDesk& desk, DayOptions options, QObject* parent = nullptr);
    ~DayTools() override;

    void join(ClientCore& core); // the line must be ready
    void retranslate();

    [[nodiscard]] tools::Reminders& reminders() { return m_reminders; }
    [[nodiscard]] tools::Ringing& ringing() { return m_ringing; }
    [[nodiscard]] tools::MusicLibrary& library() { return m_library; }
    [[nodiscard]] tools::MusicPlayer& player() { return m_player; }

signals:
    void rang(const QString& words, bool late); // for eyes: what is due
    void askedToSay(const QString& text); // our own words went to the server as if they had been typed

private:
    DeviceDesk& m_desk;
    DayOptions m_options;
    tools::Reminders m_reminders;
    tools::Ringing m_ringing;
    ReminderVoice m_voice;
    QPointer<tools::ReminderThing> m_timers; // the desk's
    tools::MusicLibrary m_library;
    tools::MusicPlayer m_player;
    tools::WeatherSource m_weather;
};

// The service's address, unless MYNA_WEATHER_URL names another one that speaks the same: for those who run their own.
tools::WeatherSource::Service weatherService();

}
