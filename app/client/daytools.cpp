// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/daytools.h"

#include "audio/cues.h"
#include "base/invoke.h"
#include "tools/musicfamily.h"
#include "tools/musicthing.h"
#include "tools/reminderfamily.h"
#include "tools/weatherfamily.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::client {

using audio::AudioEngine;
using session::VoiceSession;

DayTools::DayTools(DeviceDesk& desk, DayOptions options, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_options(std::move(options))
    , m_reminders(m_options.dataDir)
    , m_ringing(m_reminders)
    , m_voice(m_ringing, m_options.language)
    , m_weather(m_options.weather)
{
    connect(&m_reminders, &tools::Reminders::failed, this, [](const Error& problem) { qWarning("%s", qPrintable(problem.text)); });
    connect(&m_ringing, &tools::Ringing::began, this, [this](const tools::Ring& ring) {
        emit rang(tools::ringWords(ring.reminder, ring.late, m_options.language()), ring.late.count() > 0);
    });
    m_desk.add(std::make_unique<tools::ReminderFamily>(m_reminders, m_ringing));
    m_desk.add(std::make_unique<tools::MusicFamily>(m_library, m_player));
    m_desk.add(std::make_unique<tools::WeatherFamily>(m_weather, m_options.language));
    auto timers = std::make_unique<tools::ReminderThing>(m_reminders, m_ringing);
    m_timers = timers.get();
    [[maybe_unused]] const auto first = m_desk.things().add(std::move(timers));
    // The card comes with the first piece, and stays as unreachable when all are gone.
    connect(&m_library, &tools::MusicLibrary::scanned, this, [this] {
        if (m_library.tracks().isEmpty() || m_desk.things().find(u"Music"))
            return;
        [[maybe_unused]] const auto added = m_desk.things().add(std::make_unique<tools::MusicThing>(m_library, m_player));
    });
    m_player.setVolume(m_options.musicVolume);
    m_library.setFolder(m_options.musicFolder);
}

// The things look at what goes now.
DayTools::~DayTools()
{
    m_desk.things().remove(u"Music"_s);
    m_desk.things().remove(u"Timers"_s);
}

void DayTools::join(ClientCore& core)
{
    VoiceSession* const session = core.session();
    AudioEngine* const sound = core.sound();
    connect(session, &VoiceSession::stateChanged, &m_voice, &ReminderVoice::sessionStateChanged);
    connect(session, &VoiceSession::linkChanged, &m_voice, &ReminderVoice::linkChanged);
    connect(&m_voice, &ReminderVoice::asked, this, &DayTools::askedToSay);
    connect(&m_voice, &ReminderVoice::asked, session, &VoiceSession::sendText);
    connect(&m_ringing, &tools::Ringing::soundWanted, sound, [sound] { sound->playSound(audio::cueSound(audio::Cue::Chime)); });
    connect(&m_player, &tools::MusicPlayer::sourceWanted, sound, &AudioEngine::playMusic);
    connect(&m_player, &tools::MusicPlayer::volumeChanged, sound, &AudioEngine::setMusicVolume);
    onThreadOf(sound, [sound, volume = m_player.volume()] { sound->setMusicVolume(volume); });
    m_reminders.open(); // what is late is said now that there is somebody to say it
}

void DayTools::retranslate()
{
    if (m_timers)
        m_timers->retranslate();
}

tools::WeatherSource::Service weatherService()
{
    tools::WeatherSource::Service service;
    if (const QString base = qEnvironmentVariable("MYNA_WEATHER_URL"); !base.isEmpty()) {
        service.places = QUrl(base + u"/search"_s);
        service.forecast = QUrl(base + u"/forecast"_s);
    }
    return service;
}

}

#include "moc_daytools.cpp"
