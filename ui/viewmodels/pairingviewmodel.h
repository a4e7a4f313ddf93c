// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/pairing.h"
#include "viewmodels/pairingcode.h"

#include <QTimer>
#include <QVector>

#include <chrono>
#include <optional>

namespace myna::viewmodels {

enum class StepState { Pending, Active, Done, Failed };

// One line of the list at the left: what is done and what was found.
struct PairingStep
{
    QString title;
    QString detail;
    StepState state = StepState::Pending;
    bool operator==(const PairingStep&) const = default;
};

// What the right side of the page shows.
enum class PairingScene { Idle, Checking, Code, Failed, Paired };

// What the pairing page shows: facts of pairing::Pairing come in, wishes go out. Every text is made when it is read, so a change of
// language needs no more than reading again.
class PairingViewModel final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds progress { 300 }; // a check that takes longer shows that something happens
        std::chrono::milliseconds explain { 3000 }; // and from here on what it waits for
        std::chrono::milliseconds tick { 1000 }; // of the countdown
        std::chrono::milliseconds confirmation { 1600 }; // how long success is shown before finished()
    };

    PairingViewModel();
    explicit PairingViewModel(Timing timing, QObject* parent = nullptr);

    [[nodiscard]] PairingScene scene() const { return m_scene; }
    [[nodiscard]] pairing::ServerChoice server() const { return m_server; }
    [[nodiscard]] bool onThisComputer() const; // the user is the owner of that server too
    [[nodiscard]] QString serverName() const;
    [[nodiscard]] QVector<PairingStep> steps() const; // always four

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString explanation() const;

    [[nodiscard]] bool progressVisible() const { return m_progressVisible; }

    [[nodiscard]] QString code() const { return m_code.digits(); }
    [[nodiscard]] QString spelledCode() const { return m_code.spelled(); } // "4 8 2 9 1 3"
    [[nodiscard]] QUrl console() const { return m_code.console(); } // of the server that issued the code; may be empty
    [[nodiscard]] bool approving() const { return m_code.isBeingApproved(); }
    [[nodiscard]] QString notice() const { return m_code.notice(); } // a wish that did not work, beside the code

    [[nodiscard]] bool countdownVisible() const { return m_code.limit() > 0; }
    [[nodiscard]] QString countdownText() const { return m_code.timeLeft(); } // m:ss
    [[nodiscard]] double countdownFraction() const { return m_code.partLeft(); } // 1 to 0
    [[nodiscard]] QString attemptText() const;

    [[nodiscard]] QString repairText() const;
    [[nodiscard]] QString otherRepairText() const; // empty: there is no second way

public slots:
    // The page's wishes.
    void begin(const myna::pairing::ServerChoice& server);
    void cancel();
    void requestNewCode();
    void openConsole();
    void approveHere();
    void hearCode();
    void repair();
    void otherRepair();
    void finishNow();
    // Facts of pairing::Pairing.
    void onStateChanged(myna::pairing::State state);
    void onIdentityReady(const myna::protocol::DeviceIdentity& identity, const QString& place);
    void onVersionChecked(const myna::protocol::OtaReply& reply, qint64 elapsedMs);
    void onCodeOffered(const myna::protocol::ActivationOffer& offer, const QUrl& console);
    void onWaiting(int attempt, int limit, std::chrono::milliseconds nextIn);
    void onPaired(const myna::protocol::ConnectionProfile& profile);
    void onFailed(const myna::pairing::Failure& failure);
    void onIdentityRestored(const QString& explanation);
    // An approval on this computer, or speaking the digits, did not work.
    void onWishFailed(const myna::Error& error);

signals:
    void changed();
    void countdownChanged();

    void beginWanted(const myna::pairing::ServerChoice& server);
    void cancelWanted();
    void newCodeWanted();
    void newIdentityWanted();
    void keepInFileAgreed();
    void approveHereWanted(const QString& code);
    void openConsoleWanted(const QUrl& console);
    void speakDigitsWanted(const QString& code);
    // `certificate` is what the server shows, DER.
    void compareCertificateWanted(const myna::pairing::ServerProfile& server, const QByteArray& certificate);
    void startServerWanted();
    void changeAddressWanted();
    void finished();

private:
    void check(pairing::Step from);
    void reach(pairing::Step step, StepState state);
    void settle();
    void act(pairing::Repair repair);
    [[nodiscard]] std::optional<pairing::Repair> secondRepair() const;
    [[nodiscard]] QString detailOf(pairing::Step step, StepState state) const;

    const Timing m_timing;
    pairing::ServerChoice m_server;
    PairingScene m_scene = PairingScene::Idle;
    pairing::Step m_step = pairing::Step::Identity; // those before it are done, those after it pending
    StepState m_stepState = StepState::Pending;
    protocol::DeviceIdentity m_identity;
    QString m_place;
    QString m_restored; // what happened to the identity's file, if something did
    std::optional<qint64> m_elapsedMs;
    PairingCode m_code;
    std::optional<pairing::Failure> m_failure;
    bool m_progressVisible = false;
    bool m_explained = false;
    QTimer m_progressTimer;
    QTimer m_explainTimer;
    QTimer m_tickTimer;
    QTimer m_confirmationTimer;
};

}
