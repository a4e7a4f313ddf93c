// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/binddesk.h"

#include "base/enumtable.h"
#include "control/answers.h"
#include "control/routes.h"

#include <QCoreApplication>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::control {

using http::Request;
using http::Responder;
using pairing::Pairing;
using pairing::Repair;
using pairing::State;
using pairing::Step;

namespace {

constexpr auto stepNames = std::to_array<Word<Step>>({
    { Step::Identity, "identity"_L1 },
    { Step::VersionCheck, "version_check"_L1 },
    { Step::Code, "code"_L1 },
    { Step::Confirmed, "confirmed"_L1 },
});

constexpr auto repairNames = std::to_array<Word<Repair>>({
    { Repair::TryAgain, "try_again"_L1 },
    { Repair::ChangeAddress, "change_address"_L1 },
    { Repair::NewCode, "new_code"_L1 },
    { Repair::NewIdentity, "new_identity"_L1 },
    { Repair::UnlockKeyring, "unlock_keyring"_L1 },
    { Repair::KeepInFile, "keep_in_file"_L1 },
    { Repair::StartServer, "start_server"_L1 },
    { Repair::CompareCertificate, "compare_certificate"_L1 },
});

}

BindDesk::BindDesk(const ControlledClient& client, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_client(client)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, &BindDesk::answerAll);
    if (client.pairing)
        join(*client.pairing);
}

void BindDesk::join(Pairing& pairing)
{
    connect(&pairing, &Pairing::stateChanged, this, [this](State state) {
        if (state == State::Checking) {
            m_failure.reset();
            m_offer = {};
            m_console.clear();
            m_attempt = m_attempts = 0;
        } else if (state == State::Unknown) {
            answerAll();
        }
    });
    connect(&pairing, &Pairing::identityReady, this, [this](const protocol::DeviceIdentity& identity) { m_device = identity.deviceId; });
    connect(&pairing, &Pairing::codeOffered, this, [this](const protocol::ActivationOffer& offer, const QUrl& console) {
        m_offer = offer;
        m_console = console;
        answerAll();
    });
    connect(&pairing, &Pairing::waiting, this, [this](int attempt, int limit) {
        m_attempt = attempt;
        m_attempts = limit;
    });
    connect(&pairing, &Pairing::paired, this, &BindDesk::answerAll);
    connect(&pairing, &Pairing::failed, this, [this](const pairing::Failure& failure) {
        if (m_client.pairing->state() != State::Failed)
            return; // whoever heard of it before has begun anew, and how that goes is the answer
        m_failure = failure;
        answerAll();
    });
}

void BindDesk::addRoutes(http::Router& router)
{
    addRoute(router, "POST", u"/api/device-bind"_s, [this](const Request& request, const Responder& to) { begin(request, to); });
    addRoute(router, "POST", u"/api/device-bind-confirm"_s, [this](const Request& request, const Responder& to) { confirm(request, to); });
    addRoute(router, "GET", u"/api/device-bind-status"_s, [this](const Request& request, const Responder& to) {
        const auto reason = obstacle(request);
        to.answer(reason ? *reason : success(sentence(), data()));
    });
}

void BindDesk::begin(const Request& request, const Responder& responder)
{
    if (const auto reason = obstacle(request)) {
        responder.answer(*reason);
        return;
    }
    const State state = m_client.pairing->state();
    if (state == State::AwaitingUser || state == State::Paired) {
        responder.answer(outcome()); // asking again would only make a second code
        return;
    }
    if (!isBusy()) {
        if (const auto begun = m_client.beginPairing(); !begun) {
            responder.answer(failure(409, "no_server"_L1, begun.error().text));
            return;
        }
    }
    if (const State now = m_client.pairing->state(); now == State::Failed || now == State::Paired)
        responder.answer(outcome());
    else
        wait(responder);
}

void BindDesk::confirm(const Request& request, const Responder& responder)
{
    if (const auto reason = obstacle(request)) {
        responder.answer(*reason);
        return;
    }
    const State state = m_client.pairing->state();
    if (state == State::Paired) {
        responder.answer(outcome());
    } else if (state == State::AwaitingUser || isBusy()) {
        wait(responder);
        if (state == State::AwaitingUser)
            m_client.pairing->requestNewCode(); // the version check says whether a code is still wanted
    } else {
        responder.answer(failure(409, "nothing_to_confirm"_L1,
            QCoreApplication::translate("myna", "There is no code to confirm. Ask for one first: POST /api/device-bind.")));
    }
}

std::optional<http::Response> BindDesk::obstacle(const Request& request) const
{
    const Wish wish(request, {});
    if (wish.refusal())
        return wish.refusal();
    if (m_client.pairing)
        return std::nullopt;
    return failure(
        409, "no_pairing"_L1, QCoreApplication::translate("myna", "This client was told where to connect, so there is nothing to pair."));
}

bool BindDesk::isBusy() const
{
    const State state = m_client.pairing->state();
    return state == State::Checking || state == State::Confirming;
}

void BindDesk::wait(const Responder& responder)
{
    m_waiting.push_back(responder);
    if (!m_limit.isActive())
        m_limit.start();
}

void BindDesk::answerAll()
{
    m_limit.stop();
    for (const Responder& responder : std::exchange(m_waiting, {}))
        responder.answer(outcome());
}

http::Response BindDesk::outcome() const
{
    if (m_client.pairing->state() == State::Failed)
        return failure(502, "pairing_failed"_L1, sentence());
    return success(sentence(), data());
}

QJsonObject BindDesk::data() const
{
    QJsonValue trouble;
    if (m_failure && m_client.pairing->state() == State::Failed) {
        trouble = QJsonObject { { u"step"_s, QString(wordOf(stepNames, m_failure->step)) }, { u"message"_s, m_failure->error.text },
            { u"repair"_s, QString(wordOf(repairNames, m_failure->repair)) } };
    }
    return { { u"state"_s, QString(pairing::stateName(m_client.pairing->state())) }, { u"device"_s, m_device }, { u"code"_s, m_offer.code },
        { u"code_message"_s, m_offer.message }, { u"url"_s, m_console.toString() }, { u"attempt"_s, m_attempt }, { u"limit"_s, m_attempts },
        { u"failure"_s, trouble } };
}

QString BindDesk::sentence() const
{
    switch (m_client.pairing->state()) {
    case State::Unknown:
        return QCoreApplication::translate("myna", "This device is not paired.");
    case State::Checking:
        return QCoreApplication::translate("myna", "Myna asks the server about this device.");
    case State::AwaitingUser:
        return m_console.isEmpty()
            ? QCoreApplication::translate("myna", "Enter the code %1 on the server's page.").arg(m_offer.code)
            : QCoreApplication::translate("myna", "Enter the code %1 at %2.").arg(m_offer.code, m_console.toString());
    case State::Confirming:
        return QCoreApplication::translate("myna", "The code was entered. Myna asks where to connect.");
    case State::Paired:
        return QCoreApplication::translate("myna", "This device is paired.");
    case State::Failed:
        return m_failure ? m_failure->error.text : QCoreApplication::translate("myna", "Pairing failed.");
    }
    return {};
}

}

#include "moc_binddesk.cpp"
