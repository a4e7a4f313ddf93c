// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioengine.h"
#include "base/result.h"
#include "settings/options.h"
#include "settings/settingsstore.h"
#include "speech/voiceprocessor.h"
#include "viewmodels/deviceentries.h"

#include <QObject>

namespace myna::viewmodels {

// How the voice is packed for the way to the server.
struct UplinkChoice
{
    int frameMs = 60; // 20|40|60
    int bitrate = 24000; // bit/s
    bool operator==(const UplinkChoice&) const = default;
};

// The choices of the settings page, kept in the SettingsStore. A setter writes and emits only when the value changes.
class SettingsViewModel final : public QObject
{
    Q_OBJECT

public:
    explicit SettingsViewModel(settings::SettingsStore& store, QObject* parent = nullptr);

    [[nodiscard]] QString language() const { return m_store.get(settings::language); } // "" | "en" | "zh_CN"
    [[nodiscard]] QString theme() const { return m_store.get(settings::theme); } // "system" | "light" | "dark"
    [[nodiscard]] audio::DeviceChoice devices() const;
    [[nodiscard]] int volume() const { return m_store.get(settings::volume); } // percent
    [[nodiscard]] speech::Processing processing() const;
    [[nodiscard]] audio::EchoDelay echoDelay() const; // the last one measured
    [[nodiscard]] int echoDelayMs() const; // of the devices in use; -1: not measured
    [[nodiscard]] UplinkChoice uplink() const;
    [[nodiscard]] bool cues() const { return m_store.get(settings::cues); }
    [[nodiscard]] bool serverAutostart() const { return m_store.get(settings::serverAutostart); }
    [[nodiscard]] int serverPort() const { return m_store.get(settings::serverPort); }
    [[nodiscard]] int serverHttpPort() const { return m_store.get(settings::serverHttpPort); }
    [[nodiscard]] QString serverActivation() const { return m_store.get(settings::serverActivation); } // "open" | "approve" | "code"
    [[nodiscard]] bool serverLoopbackOnly() const { return m_store.get(settings::serverLoopbackOnly); }
    [[nodiscard]] QString storeProblem() const { return m_store.problem(); }

    // Devices to choose from, the system's default first; a chosen one that is unplugged stays in the list.
    [[nodiscard]] QVector<DeviceEntry> inputEntries() const;
    [[nodiscard]] QVector<DeviceEntry> outputEntries() const;
    [[nodiscard]] QString inputProblem() const { return m_input.working ? QString() : m_input.problem.text; }
    [[nodiscard]] QString outputProblem() const { return m_output.working ? QString() : m_output.problem.text; }

    void setLanguage(const QString& language);
    void setTheme(const QString& theme);
    void setInputDevice(const QString& id);
    void setOutputDevice(const QString& id);
    void setVolume(int percent);
    void setEchoCancellation(bool on);
    void setNoiseSuppression(bool on);
    void setGainControl(bool on);
    void setHighPass(bool on);
    void setUplinkFrame(int frameMs); // anything but 20, 40 and 60 is ignored
    void setVoiceBitrate(int bitrate); // bit/s, kept within 8000–64000
    void setCues(bool on);
    void setServerAutostart(bool on);
    // Errors: Invalid: outside 1–65535, or the same port for both.
    Result<> setServerPorts(int port, int httpPort);
    void setServerActivation(const QString& policy);
    void setServerLoopbackOnly(bool only);

public slots:
    // Facts of the sound.
    void devicesChanged(const QVector<myna::audio::SoundDevice>& devices);
    void inputStatusChanged(const myna::audio::SoundStatus& status);
    void outputStatusChanged(const myna::audio::SoundStatus& status);
    void levels(float input, float output);
    void echoDelayMeasured(const myna::audio::EchoDelay& delay); // by the echo test

signals:
    void languageChanged(const QString& language);
    void themeChanged(const QString& theme);
    void deviceChoiceChanged(const myna::audio::DeviceChoice& choice);
    void volumeChanged(int percent);
    void processingChanged(const myna::speech::Processing& processing);
    void echoDelayChanged(const myna::audio::EchoDelay& delay);
    void uplinkChanged(const myna::viewmodels::UplinkChoice& uplink);
    void cuesChanged(bool on);
    void serverSettingsChanged(); // apply when the server is started next
    void factsChanged(); // device lists, sound state
    void levelsChanged(float input, float output);

private:
    template<typename T>
    bool change(const settings::Option<T>& option, const T& value);
    void changeProcessing(const settings::Option<bool>& option, bool on);

    settings::SettingsStore& m_store;
    QVector<audio::SoundDevice> m_devices;
    audio::SoundStatus m_input { .working = true };
    audio::SoundStatus m_output { .working = true };
};

}

Q_DECLARE_METATYPE(myna::viewmodels::UplinkChoice)
