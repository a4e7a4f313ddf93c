// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/keywordspotter.h"
#include "base/result.h"
#include "settings/options.h"
#include "settings/settingsstore.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace myna::viewmodels {

// The choices about the wake word, and the place to try them out. While testing the spotter listens too, and hits light a lamp instead of
// beginning a conversation. Main thread.
class WakeWordViewModel final : public QObject
{
    Q_OBJECT

public:
    // Whether a phrase can be listened for; its normal spelling, or a sentence why not.
    using Check = std::function<Result<QString>(const QString& typed)>;
    struct Timing
    {
        std::chrono::milliseconds typing { 300 }; // after the last key before the phrase is judged
        std::chrono::milliseconds lamp { 1500 };
        std::chrono::milliseconds test { 60000 }; // then a forgotten test lets go of the microphone
    };
    struct Verdict
    {
        QString text; // empty: nothing was typed
        bool good = false;
        bool operator==(const Verdict&) const = default;
    };

    explicit WakeWordViewModel(settings::SettingsStore& store, QObject* parent = nullptr); // checks against the real dictionary
    WakeWordViewModel(settings::SettingsStore& store, Check check, Timing timing, QObject* parent = nullptr);

    [[nodiscard]] bool isOn() const { return m_store.get(settings::wakeWord); }
    [[nodiscard]] QStringList phrases() const;
    [[nodiscard]] bool canAdd() const;
    [[nodiscard]] bool canRemove() const { return phrases().size() > 1; }
    [[nodiscard]] int sensitivity() const { return qBound(0, m_store.get(settings::wakeSensitivity), 100); }
    [[nodiscard]] bool interrupts() const { return m_store.get(settings::wakeInterrupts); }
    [[nodiscard]] Verdict verdict() const { return m_verdict; } // on what is being typed
    [[nodiscard]] QString problem() const { return m_problem; } // why nobody listens

    // For whoever owns the spotter.
    [[nodiscard]] bool isArmed() const { return m_armed; } // it listens, with the present setup
    [[nodiscard]] bool wantsSpotter() const { return isOn() || m_testing; }
    [[nodiscard]] audio::WakeSetup setup() const { return { phrases(), sensitivity() }; }

    // The tester.
    [[nodiscard]] bool isTesting() const { return m_testing; }
    [[nodiscard]] int score() const { return m_score; } // of what was heard last, 0–100
    [[nodiscard]] int neededScore() const { return 100 - sensitivity(); }
    [[nodiscard]] bool isLampOn() const { return m_lamp.isActive(); }
    [[nodiscard]] QString heardPhrase() const { return m_heard; } // what the score is about

    void setOn(bool on);
    void setSensitivity(int sensitivity);
    void setInterrupts(bool interrupts);
    void type(const QString& text); // judged a little later: verdictChanged()
    // Errors: Invalid, with a sentence; also a phrase that is there already, or one too many.
    Result<> addPhrase(const QString& typed);
    void removePhrase(const QString& phrase); // the last one stays
    void setTesting(bool testing);

public slots:
    // Facts of the spotter.
    void spotterArmed();
    void spotterFailed(const myna::Error& problem);
    void spotterScore(const QString& phrase, int score);
    void spotted(const QString& phrase, int score);

signals:
    void changed(); // a choice
    void spotterChanged(); // wantsSpotter() or setup(): arm it, or disarm it
    void verdictChanged();
    void testChanged(); // testing, score, lamp
    void problemChanged();
    void woken(const QString& phrase); // somebody wants to talk: not while testing

private:
    void judge();
    void changeSpotter();
    void setProblem(const QString& problem);
    [[nodiscard]] Result<QString> judged(const QString& typed) const;

    settings::SettingsStore& m_store;
    Check m_check;
    Timing m_timing;
    QString m_typed;
    Verdict m_verdict;
    QString m_problem;
    QTimer m_typing;
    QTimer m_lamp;
    QTimer m_test;
    bool m_testing = false;
    bool m_armed = false;
    int m_score = 0;
    QString m_heard;
};

}
