// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/pairingviewmodel.h"

#include "servers/profilestore.h"
#include "viewmodels/pairingtexts.h"

#include <QLocale>

namespace myna::viewmodels {

using pairing::Repair;
using pairing::State;
using pairing::Step;

PairingViewModel::PairingViewModel()
    : PairingViewModel(Timing {})
{
}

PairingViewModel::PairingViewModel(Timing timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
{
    m_progressTimer.setSingleShot(true);
    m_explainTimer.setSingleShot(true);
    m_confirmationTimer.setSingleShot(true);
    connect(&m_progressTimer, &QTimer::timeout, this, [this] {
        m_progressVisible = true;
        emit changed();
    });
    connect(&m_explainTimer, &QTimer::timeout, this, [this] {
        m_explained = true;
        emit changed();
    });
    connect(&m_tickTimer, &QTimer::timeout, this, &PairingViewModel::countdownChanged);
    connect(&m_confirmationTimer, &QTimer::timeout, this, &PairingViewModel::finished);
}

bool PairingViewModel::onThisComputer() const
{
    return m_server.kind == pairing::ServerKind::Local;
}

QString PairingViewModel::serverName() const
{
    if (onThisComputer())
        return tr("this computer");
    return servers::displayName(m_server);
}

QVector<PairingStep> PairingViewModel::steps() const
{
    QVector<PairingStep> steps;
    for (const Step step : { Step::Identity, Step::VersionCheck, Step::Code, Step::Confirmed }) {
        const StepState state = step < m_step ? StepState::Done : step == m_step ? m_stepState : StepState::Pending;
        steps.append({ PairingTexts::step(step), detailOf(step, state), state });
    }
    return steps;
}

QString PairingViewModel::detailOf(Step step, StepState state) const
{
    if (state == StepState::Pending)
        return {};
    if (state == StepState::Failed)
        return tr("did not work");
    switch (step) {
    case Step::Identity:
        if (state == StepState::Active)
            return tr("making one for this server");
        if (!m_restored.isEmpty())
            return m_restored;
        return m_place.isEmpty()
            ? PairingTexts::shortId(m_identity.deviceId)
            : tr("%1 · %2", "device id · where its secret is kept").arg(PairingTexts::shortId(m_identity.deviceId), m_place);
    case Step::VersionCheck:
        if (state == StepState::Active)
            return tr("asking %1").arg(serverName());
        return m_elapsedMs ? tr("answered in %1 ms").arg(QLocale().toString(*m_elapsedMs)) : QString();
    case Step::Code:
        if (state == StepState::Done)
            return m_code.isOffered() ? tr("accepted") : tr("not needed, the server knows you");
        return m_code.life().count() > 0 ? PairingTexts::validity(m_code.life()) : tr("waiting for you");
    case Step::Confirmed:
        return state == StepState::Done ? tr("ready to talk") : tr("fetching where to connect");
    }
    return {};
}

QString PairingViewModel::title() const
{
    switch (m_scene) {
    case PairingScene::Idle:
        return tr("Ready to pair");
    case PairingScene::Checking:
        return m_step == Step::Confirmed ? tr("Almost done") : tr("Asking the server");
    case PairingScene::Code:
        return onThisComputer() ? tr("Approve this computer") : tr("Enter this code in the console");
    case PairingScene::Failed:
        return m_failure ? PairingTexts::whatFailed(m_failure->step) : QString();
    case PairingScene::Paired:
        return tr("Paired");
    }
    return {};
}

QString PairingViewModel::explanation() const
{
    switch (m_scene) {
    case PairingScene::Idle:
        return tr("Choose a server to begin.");
    case PairingScene::Checking:
        if (!m_explained)
            return m_step == Step::Confirmed ? tr("The server accepted this computer.") : tr("This takes a moment.");
        if (m_step == Step::Identity)
            return tr("Waiting for your keychain. It may be asking for its password in another window.");
        return tr("Waiting for an answer from %1. It may be slow or out of reach.").arg(serverName());
    case PairingScene::Code:
        if (onThisComputer())
            return tr("The server runs here, so you are its owner. The code is the same one the server page shows.");
        if (console().isEmpty())
            return tr("Give this code to whoever runs %1. This page goes on by itself.").arg(serverName());
        return tr("Sign in, choose an agent, then “Add device”. This page goes on by itself.");
    case PairingScene::Failed:
        return m_failure ? m_failure->error.text : QString();
    case PairingScene::Paired:
        return onThisComputer() ? tr("This computer is paired with its own server.")
                                : tr("This computer is paired with %1.").arg(serverName());
    }
    return {};
}

QString PairingViewModel::attemptText() const
{
    return tr("waiting · try %1 of %2").arg(m_code.attempt()).arg(m_code.limit());
}

QString PairingViewModel::repairText() const
{
    return m_failure ? PairingTexts::repair(m_failure->repair) : QString();
}

QString PairingViewModel::otherRepairText() const
{
    const auto second = secondRepair();
    return second ? PairingTexts::repair(*second) : QString();
}

// A locked keyring whose password is lost, and a server that moved, would otherwise be dead ends.
std::optional<Repair> PairingViewModel::secondRepair() const
{
    if (!m_failure)
        return std::nullopt;
    if (m_failure->repair == Repair::UnlockKeyring)
        return Repair::KeepInFile;
    if (m_failure->repair == Repair::TryAgain && m_failure->step == Step::VersionCheck && !onThisComputer())
        return Repair::ChangeAddress;
    return std::nullopt;
}

void PairingViewModel::begin(const pairing::ServerChoice& server)
{
    m_server = server;
    m_identity = {};
    m_place.clear();
    m_restored.clear();
    m_elapsedMs.reset();
    m_code = {};
    check(Step::Identity);
    emit beginWanted(server);
}

void PairingViewModel::cancel()
{
    settle();
    m_code = {};
    m_scene = PairingScene::Idle;
    reach(Step::Identity, StepState::Pending);
    emit cancelWanted();
}

void PairingViewModel::requestNewCode()
{
    m_code = {};
    check(Step::VersionCheck);
    emit newCodeWanted();
}

void PairingViewModel::openConsole()
{
    if (!console().isEmpty())
        emit openConsoleWanted(console());
}

void PairingViewModel::approveHere()
{
    if (!m_code.approve())
        return;
    emit changed();
    emit approveHereWanted(code());
}

void PairingViewModel::hearCode()
{
    if (!code().isEmpty())
        emit speakDigitsWanted(code());
}

void PairingViewModel::repair()
{
    if (m_failure)
        act(m_failure->repair);
}

void PairingViewModel::otherRepair()
{
    if (const auto second = secondRepair())
        act(*second);
}

void PairingViewModel::act(Repair repair)
{
    switch (repair) {
    case Repair::TryAgain:
    case Repair::UnlockKeyring: // asking again is what makes the keyring show its password window
        begin(pairing::ServerChoice(m_server));
        return;
    case Repair::ChangeAddress:
        emit changeAddressWanted();
        return;
    case Repair::NewCode:
        requestNewCode();
        return;
    case Repair::NewIdentity:
        m_identity = {};
        m_place.clear();
        m_code = {};
        check(Step::Identity);
        emit newIdentityWanted();
        return;
    case Repair::KeepInFile:
        m_code = {};
        check(Step::Identity);
        emit keepInFileAgreed();
        return;
    case Repair::StartServer:
        m_code = {};
        check(Step::VersionCheck);
        emit startServerWanted();
        return;
    case Repair::CompareCertificate:
        emit compareCertificateWanted(m_server, m_failure->certificate);
        return;
    }
}

void PairingViewModel::finishNow()
{
    if (m_scene != PairingScene::Paired || !m_confirmationTimer.isActive())
        return;
    m_confirmationTimer.stop();
    emit finished();
}

void PairingViewModel::onStateChanged(State state)
{
    switch (state) {
    case State::Checking:
        if (m_scene != PairingScene::Checking) {
            m_code = {};
            check(m_identity.deviceId.isEmpty() ? Step::Identity : Step::VersionCheck);
        }
        return;
    case State::Confirming:
        check(Step::Confirmed);
        return;
    case State::Unknown:
        settle();
        m_scene = PairingScene::Idle;
        reach(Step::Identity, StepState::Pending);
        return;
    case State::AwaitingUser: // codeOffered(), paired() and failed() say it with what belongs to it
    case State::Paired:
    case State::Failed:
        return;
    }
}

void PairingViewModel::onIdentityReady(const protocol::DeviceIdentity& identity, const QString& place)
{
    m_identity = identity;
    m_place = place;
    check(Step::VersionCheck);
}

void PairingViewModel::onVersionChecked(const protocol::OtaReply&, qint64 elapsedMs)
{
    if (m_step == Step::Confirmed) // the second check, after the code was accepted
        return;
    m_elapsedMs = elapsedMs;
    reach(Step::Code, StepState::Active);
}

void PairingViewModel::onCodeOffered(const protocol::ActivationOffer& offer, const QUrl& console)
{
    settle();
    m_code = PairingCode(offer, console);
    m_scene = PairingScene::Code;
    reach(Step::Code, StepState::Active);
}

void PairingViewModel::onWaiting(int attempt, int limit, std::chrono::milliseconds nextIn)
{
    if (m_scene != PairingScene::Code)
        return;
    m_code.waiting(attempt, limit, nextIn);
    m_tickTimer.start(m_timing.tick);
    emit countdownChanged();
}

void PairingViewModel::onPaired(const protocol::ConnectionProfile&)
{
    settle();
    m_failure.reset();
    m_scene = PairingScene::Paired;
    m_confirmationTimer.start(m_timing.confirmation);
    reach(Step::Confirmed, StepState::Done);
}

void PairingViewModel::onFailed(const pairing::Failure& failure)
{
    settle();
    m_code = {};
    m_failure = failure;
    m_scene = PairingScene::Failed;
    reach(failure.step, StepState::Failed);
}

void PairingViewModel::onIdentityRestored(const QString& explanation)
{
    m_restored = explanation;
    emit changed();
}

void PairingViewModel::onWishFailed(const Error& error)
{
    if (m_scene != PairingScene::Code)
        return;
    m_code.wishFailed(error.text);
    emit changed();
}

void PairingViewModel::check(Step from)
{
    settle();
    m_failure.reset();
    m_scene = PairingScene::Checking;
    m_progressTimer.start(m_timing.progress);
    m_explainTimer.start(m_timing.explain);
    reach(from, StepState::Active);
}

void PairingViewModel::reach(Step step, StepState state)
{
    m_step = step;
    m_stepState = state;
    emit changed();
}

// Nothing that was counting goes on counting.
void PairingViewModel::settle()
{
    m_progressTimer.stop();
    m_explainTimer.stop();
    m_tickTimer.stop();
    m_confirmationTimer.stop();
    m_progressVisible = false;
    m_explained = false;
}

}

#include "moc_pairingviewmodel.cpp"
