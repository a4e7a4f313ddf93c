// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/connectionprobe.h"

#include "net/certificatepin.h"
#include "net/proxyfinder.h"
#include "pairing/provisioningclient.h"
#include "pairing/verdict.h"
#include "servers/greeting.h"
#include "servers/reachtest.h"
#include "transport/maketransport.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QPointer>

#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace myna::servers {

using pairing::Repair;

struct ConnectionProbe::Private
{
    Private(ConnectionProbe& owner, const QString& language, const ProbeLimits& times);

    [[nodiscard]] bool begin(ProbeStep step); // false: whoever was told wanted something else
    void settle(ProbeStep step, ProbeState state, qint64 elapsedMs, const QString& text);
    void skip(std::initializer_list<ProbeStep> steps, const QString& text);
    void failed(ProbeStep step, qint64 elapsedMs, const QString& text, Repair repair);
    void end(bool passed);
    void onReached(const ReachTest::Step& step);
    void ask();
    void onAnswered(const pairing::ProvisioningClient::Checked& checked);
    void judge(const protocol::OtaReply& reply);
    void greet(const protocol::ConnectionProfile& profile);
    void onGreeting(const Greeting::Step& step);

    ConnectionProbe& q;
    ProbeLimits limits;
    ReachTest reach;
    pairing::ProvisioningClient client;
    std::unique_ptr<Greeting> greeting;
    pairing::ServerProfile profile;
    protocol::DeviceIdentity device;
    QString token;
    ProbeReport report;
    bool running = false;
    quint64 run = 0;
};

ConnectionProbe::Private::Private(ConnectionProbe& owner, const QString& language, const ProbeLimits& times)
    : q(owner)
    , limits(times)
    , reach(times)
    , client(language, times.answer)
{
    for (int step = 0; step < probeSteps; ++step)
        report.lines.append({ ProbeStep(step) });
    connect(&reach, &ReachTest::stepEnded, &q, [this](const ReachTest::Step& step) { onReached(step); });
}

bool ConnectionProbe::Private::begin(ProbeStep step)
{
    settle(step, ProbeState::Running, -1, {});
    const QPointer<ConnectionProbe> alive(&q);
    const quint64 number = run;
    emit q.changed();
    return alive && number == run;
}

void ConnectionProbe::Private::settle(ProbeStep step, ProbeState state, qint64 elapsedMs, const QString& text)
{
    report.lines[int(step)] = { step, state, elapsedMs, text, report.lines.at(int(step)).broker };
}

void ConnectionProbe::Private::skip(std::initializer_list<ProbeStep> steps, const QString& text)
{
    for (const ProbeStep step : steps)
        settle(step, ProbeState::Skipped, -1, text);
}

void ConnectionProbe::Private::failed(ProbeStep step, qint64 elapsedMs, const QString& text, Repair repair)
{
    settle(step, ProbeState::Failed, elapsedMs, text);
    report.repair = pairing::fitting(repair, profile);
    end(false);
}

void ConnectionProbe::Private::end(bool passed)
{
    running = false;
    report.passed = passed;
    for (ProbeLine& line : report.lines) {
        if (line.state == ProbeState::Waiting || line.state == ProbeState::Running)
            line.state = ProbeState::Skipped;
    }
    const ProbeReport told = report;
    const QPointer<ConnectionProbe> alive(&q);
    const quint64 number = run;
    emit q.changed();
    if (alive && number == run)
        emit q.finished(told);
}

void ConnectionProbe::Private::onReached(const ReachTest::Step& step)
{
    if (step.failure) {
        report.certificate = step.failure->certificate;
        failed(step.step, step.elapsedMs, step.failure->error.text, step.failure->repair);
        return;
    }
    settle(step.step, step.needed ? ProbeState::Passed : ProbeState::Skipped, step.needed ? step.elapsedMs : -1, step.found);
    if (step.step != ProbeStep::Encryption) {
        std::ignore = begin(ProbeStep(int(step.step) + 1));
        return;
    }
    if (profile.websocketUrl.isEmpty()) {
        ask();
        return;
    }
    skip({ ProbeStep::Answer, ProbeStep::Data, ProbeStep::Activation },
        QCoreApplication::translate("myna", "Not needed: the address for conversations was typed."));
    greet({ .url = profile.websocketUrl, .token = token, .identity = device, .reach = profile.reach });
}

void ConnectionProbe::Private::ask()
{
    if (!begin(ProbeStep::Answer))
        return;
    client.setReach(profile.reach);
    client.check(profile.otaUrl, device, [this, number = run](const pairing::ProvisioningClient::Checked& checked) {
        if (running && number == run)
            onAnswered(checked);
    });
}

void ConnectionProbe::Private::onAnswered(const pairing::ProvisioningClient::Checked& checked)
{
    const bool answered = checked.reply || checked.status == 200;
    if (!answered) {
        report.certificate = checked.failure.certificate;
        failed(ProbeStep::Answer, checked.elapsedMs, checked.failure.error.text, checked.failure.repair);
        return;
    }
    settle(ProbeStep::Answer, ProbeState::Passed, checked.answerMs, {});
    if (!checked.reply) {
        failed(ProbeStep::Data, -1, checked.failure.error.text, checked.failure.repair);
        return;
    }
    const QString clock = pairing::clockNotice(*checked.reply, QDateTime::currentMSecsSinceEpoch());
    settle(ProbeStep::Data, clock.isEmpty() ? ProbeState::Passed : ProbeState::Notable, -1, clock);
    judge(*checked.reply);
}

void ConnectionProbe::Private::judge(const protocol::OtaReply& reply)
{
    if (reply.activation) {
        report.needsPairing = true;
        settle(ProbeStep::Activation, ProbeState::Notable, -1,
            QCoreApplication::translate(
                "myna", "The server does not know this computer yet and asks for a code. Use this server to pair with it."));
        skip({ ProbeStep::WebSocket, ProbeStep::Hello }, QCoreApplication::translate("myna", "Can be tried after pairing."));
        end(true);
        return;
    }
    settle(ProbeStep::Activation, ProbeState::Passed, -1, QCoreApplication::translate("myna", "The server knows this computer."));
    const Result<protocol::ConnectionProfile> given = pairing::profileFrom(reply, device);
    if (!given) {
        failed(ProbeStep::WebSocket, -1, given.error().text, Repair::ChangeAddress);
        return;
    }
    protocol::ConnectionProfile there = *given;
    there.reach = profile.reach;
    there.transport = profile.transport;
    const Result<transport::Wire> wire = transport::wireFor(there);
    if (!wire) {
        failed(ProbeStep::WebSocket, -1, wire.error().text, Repair::ChangeAddress);
        return;
    }
    report.lines[int(ProbeStep::WebSocket)].broker = *wire == transport::Wire::MqttUdp;
    greet(there);
}

void ConnectionProbe::Private::greet(const protocol::ConnectionProfile& there)
{
    if (!begin(ProbeStep::WebSocket))
        return;
    greeting = std::make_unique<Greeting>(there, limits.webSocket, limits.hello);
    connect(greeting.get(), &Greeting::stepEnded, &q, [this](const Greeting::Step& step) { onGreeting(step); });
    greeting->start();
}

void ConnectionProbe::Private::onGreeting(const Greeting::Step& step)
{
    if (step.failure) {
        failed(step.step, step.elapsedMs, step.failure->text,
            step.failure->code == Error::Code::Refused ? Repair::NewIdentity : Repair::TryAgain);
        return;
    }
    settle(step.step, ProbeState::Passed, step.elapsedMs, {});
    if (step.step == ProbeStep::WebSocket)
        std::ignore = begin(ProbeStep::Hello);
    else
        end(true);
}

ConnectionProbe::ConnectionProbe(const QString& language, ProbeLimits limits, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, language, limits))
{
}

ConnectionProbe::~ConnectionProbe() = default;

void ConnectionProbe::start(const pairing::ServerProfile& profile, const protocol::DeviceIdentity& device, const QString& token)
{
    cancel();
    d->profile = profile;
    d->device = device;
    d->token = token;
    d->running = true;
    d->report = {};
    for (int step = 0; step < probeSteps; ++step)
        d->report.lines.append({ ProbeStep(step) });
    if (!d->begin(ProbeStep::Name))
        return;
    d->reach.start(profile.websocketUrl.isEmpty() ? profile.otaUrl : profile.websocketUrl, profile.reach);
}

void ConnectionProbe::cancel()
{
    ++d->run;
    d->running = false;
    d->reach.cancel();
    d->client.abort();
    d->greeting.reset();
}

bool ConnectionProbe::isRunning() const
{
    return d->running;
}

const ProbeReport& ConnectionProbe::report() const
{
    return d->report;
}

QString probeLineName(const ProbeLine& line)
{
    switch (line.step) {
    case ProbeStep::Name:
        return QCoreApplication::translate("myna", "Name", "step of the connection test: DNS");
    case ProbeStep::Connection:
        return QCoreApplication::translate("myna", "Connection", "step of the connection test: TCP");
    case ProbeStep::Encryption:
        return QCoreApplication::translate("myna", "Encryption", "step of the connection test: TLS");
    case ProbeStep::Answer:
        return QCoreApplication::translate("myna", "Answer", "step of the connection test: HTTP");
    case ProbeStep::Data:
        return QCoreApplication::translate("myna", "Data", "step of the connection test: JSON");
    case ProbeStep::Activation:
        return QCoreApplication::translate("myna", "Activation", "step of the connection test");
    case ProbeStep::WebSocket:
        return line.broker ? QCoreApplication::translate("myna", "Broker", "step of the connection test: MQTT")
                           : QCoreApplication::translate("myna", "Voice channel", "step of the connection test: WebSocket");
    case ProbeStep::Hello:
        return QCoreApplication::translate("myna", "Greeting", "step of the connection test: hello");
    }
    return {};
}

}

#include "moc_connectionprobe.cpp"
