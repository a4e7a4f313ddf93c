// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "settings/option.h"
#include "settings/settingsstore.h"

#include <QKeySequence>
#include <QObject>

#include <chrono>

namespace myna::viewmodels {

// The choices about a key that works in every program: for talking also how long the microphone stays open after letting go. Main thread.
class ShortcutViewModel final : public QObject
{
    Q_OBJECT

public:
    enum class Purpose { Talk, StopTools };

    explicit ShortcutViewModel(settings::SettingsStore& store, QObject* parent = nullptr);
    // `onAtFirst`: as long as nobody chose.
    ShortcutViewModel(settings::SettingsStore& store, Purpose purpose, bool onAtFirst, QObject* parent = nullptr);

    [[nodiscard]] bool isOn() const;
    [[nodiscard]] QKeySequence key() const;
    [[nodiscard]] QString keyText() const; // as this system writes it
    [[nodiscard]] std::chrono::milliseconds releaseDelay() const;
    // What became of the wish, in a sentence; empty while it is off or being asked for.
    [[nodiscard]] QString fact() const;
    [[nodiscard]] bool isProblem() const { return m_state == State::Refused; }

    void setOn(bool on);
    // Errors: Invalid: a key that is needed for typing, or no key.
    Result<> setKey(const QKeySequence& key);
    void setReleaseDelay(std::chrono::milliseconds delay); // bounded to 0–500 ms
    void askAgain(); // makes the wish anew, once somebody listens

public slots:
    // Facts of the platform.
    void bound(const QString& trigger); // empty: the key that was asked for
    void refused(const myna::Error& error);

signals:
    void keyWanted(const QKeySequence& key);
    void noKeyWanted();
    void releaseDelayChanged(std::chrono::milliseconds delay);
    void changed();

private:
    enum class State { Idle, Bound, Refused };

    settings::SettingsStore& m_store;
    Purpose m_purpose;
    settings::Option<bool> m_on;
    settings::Option<QString> m_key;
    State m_state = State::Idle;
    QString m_trigger;
    Error m_error;
};

}
