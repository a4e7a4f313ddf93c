// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/settingsviewmodel.h"

#include "audio/devicepair.h"
namespace myna::viewmodels {

namespace {

constexpr int leastBitrate = 8000; // below it Opus no longer carries every consonant
constexpr int mostBitrate = 64000; // above it nothing is gained for a voice of 16 kHz

bool isFrame(int ms)
{
    return ms == 20 || ms == 40 || ms == 60;
}

}

SettingsViewModel::SettingsViewModel(settings::SettingsStore& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

template<typename T>
bool SettingsViewModel::change(const settings::Option<T>& option, const T& value)
{
    if (m_store.get(option) == value)
        return false;
    m_store.set(option, value);
    return true;
}

audio::DeviceChoice SettingsViewModel::devices() const
{
    return { m_store.get(settings::inputDevice), m_store.get(settings::outputDevice) };
}

QVector<DeviceEntry> SettingsViewModel::inputEntries() const
{
    return deviceEntries(m_devices, true, m_store.get(settings::inputDevice));
}

QVector<DeviceEntry> SettingsViewModel::outputEntries() const
{
    return deviceEntries(m_devices, false, m_store.get(settings::outputDevice));
}

void SettingsViewModel::setLanguage(const QString& language)
{
    if (change(settings::language, language))
        emit languageChanged(language);
}

void SettingsViewModel::setTheme(const QString& theme)
{
    if (change(settings::theme, theme))
        emit themeChanged(theme);
}

void SettingsViewModel::setInputDevice(const QString& id)
{
    if (change(settings::inputDevice, id))
        emit deviceChoiceChanged(devices());
}

void SettingsViewModel::setOutputDevice(const QString& id)
{
    if (change(settings::outputDevice, id))
        emit deviceChoiceChanged(devices());
}

void SettingsViewModel::setVolume(int percent)
{
    const int bounded = qBound(0, percent, 100);
    if (change(settings::volume, bounded))
        emit volumeChanged(bounded);
}

speech::Processing SettingsViewModel::processing() const
{
    speech::Processing processing;
    processing.echoCancellation = m_store.get(settings::echoCancellation);
    processing.noiseSuppression = m_store.get(settings::noiseSuppression);
    processing.gainControl = m_store.get(settings::gainControl);
    processing.highPass = m_store.get(settings::highPass);
    return processing;
}

UplinkChoice SettingsViewModel::uplink() const
{
    const int frameMs = m_store.get(settings::uplinkFrameMs);
    return { isFrame(frameMs) ? frameMs : settings::uplinkFrameMs.defaultValue,
        qBound(leastBitrate, m_store.get(settings::voiceBitrate), mostBitrate) };
}

void SettingsViewModel::changeProcessing(const settings::Option<bool>& option, bool on)
{
    if (change(option, on))
        emit processingChanged(processing());
}

void SettingsViewModel::setEchoCancellation(bool on)
{
    changeProcessing(settings::echoCancellation, on);
}

void SettingsViewModel::setNoiseSuppression(bool on)
{
    changeProcessing(settings::noiseSuppression, on);
}

void SettingsViewModel::setGainControl(bool on)
{
    changeProcessing(settings::gainControl, on);
}

void SettingsViewModel::setHighPass(bool on)
{
    changeProcessing(settings::highPass, on);
}

void SettingsViewModel::setUplinkFrame(int frameMs)
{
    if (isFrame(frameMs) && change(settings::uplinkFrameMs, frameMs))
        emit uplinkChanged(uplink());
}

void SettingsViewModel::setVoiceBitrate(int bitrate)
{
    if (change(settings::voiceBitrate, qBound(leastBitrate, bitrate, mostBitrate)))
        emit uplinkChanged(uplink());
}

void SettingsViewModel::setCues(bool on)
{
    if (change(settings::cues, on))
        emit cuesChanged(on);
}

audio::EchoDelay SettingsViewModel::echoDelay() const
{
    return { m_store.get(settings::echoDelayMs), m_store.get(settings::echoDelayInput), m_store.get(settings::echoDelayOutput) };
}

int SettingsViewModel::echoDelayMs() const
{
    const audio::EchoDelay delay = echoDelay();
    const audio::DevicePair used = audio::pairFor(m_devices, devices());
    const bool isOfThese = used.input && used.output && used.inputId() == delay.inputId && used.outputId() == delay.outputId;
    return isOfThese ? delay.ms : -1;
}

void SettingsViewModel::echoDelayMeasured(const audio::EchoDelay& delay)
{
    if (delay.ms < 0)
        return;
    bool isNew = change(settings::echoDelayMs, delay.ms);
    isNew = change(settings::echoDelayInput, delay.inputId) || isNew;
    isNew = change(settings::echoDelayOutput, delay.outputId) || isNew;
    if (isNew)
        emit echoDelayChanged(delay);
}

void SettingsViewModel::setServerAutostart(bool on)
{
    if (change(settings::serverAutostart, on))
        emit serverSettingsChanged();
}

Result<> SettingsViewModel::setServerPorts(int port, int httpPort)
{
    for (const int number : { port, httpPort }) {
        if (number < 1 || number > 65535)
            return Error { Error::Code::Invalid, tr("A port is a number between 1 and 65535.") };
    }
    if (port == httpPort)
        return Error { Error::Code::Invalid, tr("The two ports must differ. Choose another number for one of them.") };
    const bool first = change(settings::serverPort, port);
    const bool second = change(settings::serverHttpPort, httpPort);
    if (first || second)
        emit serverSettingsChanged();
    return {};
}

void SettingsViewModel::setServerActivation(const QString& policy)
{
    if (change(settings::serverActivation, policy))
        emit serverSettingsChanged();
}

void SettingsViewModel::setServerLoopbackOnly(bool only)
{
    if (change(settings::serverLoopbackOnly, only))
        emit serverSettingsChanged();
}

void SettingsViewModel::devicesChanged(const QVector<audio::SoundDevice>& devices)
{
    if (devices == m_devices)
        return;
    m_devices = devices;
    emit factsChanged();
}

void SettingsViewModel::inputStatusChanged(const audio::SoundStatus& status)
{
    if (status == m_input)
        return;
    m_input = status;
    emit factsChanged();
}

void SettingsViewModel::outputStatusChanged(const audio::SoundStatus& status)
{
    if (status == m_output)
        return;
    m_output = status;
    emit factsChanged();
}

void SettingsViewModel::levels(float input, float output)
{
    emit levelsChanged(input, output);
}

}

#include "moc_settingsviewmodel.cpp"
