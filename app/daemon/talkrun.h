// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/filesound.h"
#include "client/clientcore.h"
#include "client/clienttools.h"
#include "client/controlhost.h"
#include "client/daytools.h"
#include "client/devicedesk.h"
#include "client/homedesk.h"
#include "client/iotdesk.h"
#include "daemon/events.h"
#include "daemon/talkconsole.h"
#include "daemon/talkoptions.h"
#include "pairing/pairing.h"

#include <QObject>
#include <QTimer>

namespace myna::daemon {

// One run of `mynad talk`: version check, activation, session, the turns, clean close. Lives on the main thread; finished() carries the
// exit status.
class TalkRun final : public QObject
{
    Q_OBJECT

public:
    // `files` stands in for the devices the options do not ask for; null when they ask for both.
    TalkRun(TalkOptions options, std::shared_ptr<audio::FileSound> files, QObject* parent = nullptr);
    ~TalkRun() override;

    void start();
    void stop(); // the user pressed Ctrl+C: clean close

signals:
    void finished(int status);

private:
    void joinLine();
    void joinPairing();
    void joinSession();
    void joinSound();
    void joinConsole();
    void joinDay();
    void noteReady();
    [[nodiscard]] bool openControl();
    void beginPairing();
    void beginTurn();
    void speak();
    void onState(session::State state, const QString& reason);
    void onAnswerOver();
    void connectTo(const protocol::ConnectionProfile& profile);
    void fail(const Error& error, int status);
    void hangUp(int status);
    void end();

    TalkOptions m_options;
    std::shared_ptr<audio::FileSound> m_files;
    Events m_events;
    client::ClientCore m_core;
    client::DeviceDesk m_desk;
    settings::SettingsStore m_settings;
    client::HomeDesk m_homeDesk;
    client::IotDesk m_iotDesk;
    client::ClientTools m_tools;
    client::DayTools m_dayTools;
    std::unique_ptr<pairing::Pairing> m_pairing;
    std::unique_ptr<client::ControlHost> m_control;
    std::unique_ptr<TalkConsole> m_keyboard; // interactive only
    QTimer m_timeout;
    audio::AudioCounters m_sound;
    QString m_code; // while waiting for somebody to approve it
    QString m_trouble; // why the link does not stand, as it was last said
    protocol::ActivationOffer m_offer;
    QUrl m_console; // where the code is typed; may be empty
    session::State m_state = session::State::Idle;
    bool m_paired = false;
    bool m_hasServer = false; // the session knows where to connect
    int m_asked = 0;
    int m_answered = 0;
    int m_spoken = 0;
    bool m_microphoneOpen = false;
    int m_status = -1; // once the end has begun
};

}
