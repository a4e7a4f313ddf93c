// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/pairing.h"

#include "pairing/approvalpoll.h"
#include "pairing/identitystore.h"
#include "pairing/provisioningclient.h"
#include "pairing/pushedbinding.h"
#include "pairing/verdict.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>

using namespace std::chrono_literals;

namespace myna::pairing {

struct Pairing::Private
{
    Private(Pairing& owner, const QString& folder, std::unique_ptr<SecretStore> store, const QString& language, Timing rhythm);

    void start(bool newIdentity);
    bool apply(Event event);
    void enter(State entered);
    void prepare(bool newIdentity);
    void onIdentity(const IdentityStore::Loaded& loaded);
    void reachServer();
    void connectDirectly();
    void bindOverSocket(const QUrl& url);
    void onCode(const protocol::Verify& verify);
    void keep() const;
    void check();
    [[nodiscard]] protocol::DeviceIdentity device() const;
    void onChecked(const ProvisioningClient::Checked& checked);
    void offer();
    void onDue();
    void recheck();
    void onTryFailed(const QString& reason);
    void onUsedUp();
    void fail(const Failure& reason, Event event);

    // A function that runs only while nothing newer was begun; this is how a late answer is dropped.
    template<typename Function>
    auto current(Function function)
    {
        return [owner = QPointer<Pairing>(&q), number = run, function](const auto& answer) {
            if (owner && owner->d->run == number)
                function(answer);
        };
    }

    Pairing& q;
    QString dataDir;
    std::unique_ptr<SecretStore> secrets;
    std::unique_ptr<IdentityStore> identities;
    Timing timing;
    ProvisioningClient client;
    ApprovalPoll poll;
    PushedBinding binding;

    State state = State::Unknown;
    ServerChoice server;
    protocol::Reach reach; // the server's, with the password
    quint64 run = 0; // raised by begin() and cancel()
    QElapsedTimer sinceRefusal; // of a session; invalid: none since the user last wished something
    bool newIdentityWanted = false;
    bool pushed = false; // the code came over a WebSocket, and its end will too: nobody is asked
    bool tokenRefused = false;
    Identity identity;
    protocol::ActivationOffer offered;
    QString lastTrouble; // what the last failed try said
    protocol::ConnectionProfile profile;
    Failure failure;
};

Pairing::Private::Private(Pairing& owner, const QString& folder, std::unique_ptr<SecretStore> store, const QString& language, Timing rhythm)
    : q(owner)
    , dataDir(folder)
    , secrets(std::move(store))
    , identities(std::make_unique<IdentityStore>(dataDir, *secrets))
    , timing(rhythm)
    , client(language, rhythm.request)
    , poll(rhythm.poll, rhythm.attempts)
    , binding(rhythm.auth)
{
    connect(&binding, &PushedBinding::codePushed, &q, [this](const protocol::Verify& verify) { onCode(verify); });
    connect(&binding, &PushedBinding::bound, &q, [this](const protocol::ConnectionProfile& bound) {
        profile = bound;
        apply(Event::ProfileGiven);
    });
    connect(&binding, &PushedBinding::failed, &q, [this](const Failure& why) { fail(why, Event::CheckFailed); });
    connect(&poll, &ApprovalPoll::scheduled, &q, &Pairing::waiting);
    connect(&poll, &ApprovalPoll::due, &q, [this] { onDue(); });
    connect(&poll, &ApprovalPoll::usedUp, &q, [this] { onUsedUp(); });
}

void Pairing::Private::start(bool newIdentity)
{
    ++run;
    newIdentityWanted = newIdentity;
    tokenRefused = false;
    apply(Event::CheckWanted);
}

bool Pairing::Private::apply(Event event)
{
    const std::optional<State> next = nextState(state, event);
    if (!next)
        return false;
    const quint64 number = run;
    if (const State before = std::exchange(state, *next); before != state)
        emit q.stateChanged(state);
    if (run == number) // else a listener wanted something new, which has been entered already
        enter(*next);
    return true;
}

void Pairing::Private::enter(State entered)
{
    if (entered != State::AwaitingUser && entered != State::Confirming) {
        client.abort();
        poll.stop();
        binding.stop();
        pushed = false;
    }
    switch (entered) {
    case State::Unknown:
        break;
    case State::Checking:
        prepare(std::exchange(newIdentityWanted, false));
        break;
    case State::AwaitingUser:
        offer();
        break;
    case State::Confirming:
        poll.pause();
        check();
        break;
    case State::Paired:
        keep();
        emit q.paired(profile);
        break;
    case State::Failed:
        emit q.failed(failure);
        break;
    }
}

void Pairing::Private::keep() const
{
    identities->keepToken(server.id, profile.token);
    if (server.pushedBinding)
        identities->keepAddress(server.id, profile.url == server.websocketUrl ? QUrl() : profile.url);
}

void Pairing::Private::prepare(bool newIdentity)
{
    const auto answer = current([this](const IdentityStore::Loaded& loaded) { onIdentity(loaded); });
    if (newIdentity)
        identities->renew(server.id, answer);
    else
        identities->load(server.id, answer);
}

void Pairing::Private::onIdentity(const IdentityStore::Loaded& loaded)
{
    if (loaded.failure) {
        fail(*loaded.failure, Event::CheckFailed);
        return;
    }
    const quint64 number = run;
    identity = loaded.identity;
    if (!loaded.notice.isEmpty())
        emit q.identityRestored(loaded.notice);
    if (run == number)
        emit q.identityReady(device(), secrets->place());
    if (run == number)
        reachServer();
}

// The way to the server is complete when the proxy's password has been fetched.
void Pairing::Private::reachServer()
{
    reach = server.reach;
    const auto go = [this] {
        client.setReach(reach);
        client.setShape(server.shape);
        if (server.websocketUrl.isEmpty())
            check();
        else
            connectDirectly();
    };
    if (server.reach.proxy.user.isEmpty()) {
        go();
        return;
    }
    identities->readProxyPassword(server.id, current([this, go](const QString& password) {
        reach.proxy.password = password;
        go();
    }));
}

// Nobody is asked where to connect and with what token: both were typed.
void Pairing::Private::connectDirectly()
{
    identities->readToken(server.id, current([this](const QString& token) {
        if (server.pushedBinding && (token.isEmpty() || std::exchange(tokenRefused, false))) {
            bindOverSocket(server.websocketUrl);
            return;
        }
        profile = { .url = server.websocketUrl, .token = token, .identity = device(), .reach = reach, .saysAuth = server.pushedBinding };
        if (!server.pushedBinding) {
            apply(Event::ProfileGiven);
            return;
        }
        identities->readAddress(server.id, current([this](const QUrl& address) {
            if (!address.isEmpty())
                profile.url = address;
            apply(Event::ProfileGiven);
        }));
    }));
}

void Pairing::Private::bindOverSocket(const QUrl& url)
{
    binding.start({ .url = url, .identity = device(), .reach = reach, .saysAuth = true });
}

void Pairing::Private::onCode(const protocol::Verify& verify)
{
    pushed = true;
    offered = { verify.code, verify.message, {}, std::chrono::seconds(verify.validForS) };
    sinceRefusal.invalidate(); // whoever enters the code makes it another story
    apply(Event::CodeOffered);
}

protocol::DeviceIdentity Pairing::Private::device() const
{
    protocol::DeviceIdentity shown = identity.device;
    if (server.activation == ActivationKind::CodeOnly)
        shown.serialNumber.clear();
    return shown;
}

void Pairing::Private::check()
{
    client.check(server.otaUrl, device(), current([this](const ProvisioningClient::Checked& checked) { onChecked(checked); }));
}

void Pairing::Private::onChecked(const ProvisioningClient::Checked& checked)
{
    const Step step = state == State::Confirming ? Step::Confirmed : Step::VersionCheck;
    if (!checked.reply) {
        fail({ step, checked.failure.error, fitting(checked.failure.repair, server), checked.failure.certificate }, Event::CheckFailed);
        return;
    }
    const quint64 number = run;
    emit q.versionChecked(*checked.reply, checked.elapsedMs);
    if (run != number)
        return;
    const Result<protocol::ConnectionProfile> given = profileFrom(*checked.reply, device());
    if (checked.reply->activation && server.pushedBinding && given && !given->url.isEmpty()) {
        bindOverSocket(given->url);
        return;
    }
    if (checked.reply->activation) {
        offered = *checked.reply->activation;
        sinceRefusal.invalidate(); // whoever enters the code makes it another story
        apply(Event::CodeOffered);
        return;
    }
    if (!given) {
        fail({ step, given.error(), fitting(Repair::ChangeAddress, server), {} }, Event::CheckFailed);
        return;
    }
    profile = *given;
    profile.reach = reach;
    profile.transport = server.transport;
    profile.saysAuth = server.pushedBinding;
    apply(Event::ProfileGiven);
}

void Pairing::Private::offer()
{
    lastTrouble.clear();
    const quint64 number = run;
    emit q.codeOffered(offered, consoleOf(offered, server.otaUrl));
    if (run != number)
        return;
    if (poll.isCounting() && !pushed) {
        poll.tryAgain(); // a changed code, or "bound" and yet a code is wanted: such a circle ends with the tries
        return;
    }
    if (pushed) {
        poll.start(poll.rhythm(), offered.timeout);
        return;
    }
    // With a challenge the first question can be asked at once; without one it would only repeat the version check.
    poll.start(offered.challenge.isEmpty() ? poll.rhythm() : 0ms, offered.timeout);
}

void Pairing::Private::onDue()
{
    if (pushed) {
        poll.tryAgain(); // only counts the time; the server says by itself how it ended
        return;
    }
    if (offered.challenge.isEmpty()) {
        recheck();
        return;
    }
    const QByteArray key = server.keyForm == KeyForm::Bytes ? QByteArray::fromHex(identity.hmacKey) : identity.hmacKey;
    // A board without a serial number has no key either, and posts an empty object.
    const protocol::ActivationProof proof = device().serialNumber.isEmpty()
        ? protocol::ActivationProof {}
        : protocol::ActivationProof { device().serialNumber, offered.challenge, protocol::signChallenge(key, offered.challenge) };
    client.askApproval(server.otaUrl, device(), proof, current([this](const Result<bool>& bound) {
        if (!bound)
            onTryFailed(bound.error().text);
        else if (*bound)
            apply(Event::Bound);
        else
            onTryFailed({});
    }));
}

// A code without a challenge leaves nothing to post: the server has accepted us when it stops asking for the code.
void Pairing::Private::recheck()
{
    client.check(server.otaUrl, device(), current([this](const ProvisioningClient::Checked& checked) {
        if (!checked.reply)
            onTryFailed(checked.failure.error.text);
        else if (checked.reply->activation && checked.reply->activation->code == offered.code)
            onTryFailed({});
        else
            onChecked(checked);
    }));
}

void Pairing::Private::onTryFailed(const QString& reason)
{
    lastTrouble = reason;
    poll.tryAgain();
}

void Pairing::Private::onUsedUp()
{
    QString text
        = QCoreApplication::translate("myna", "The code was not entered in time. Ask for a new one and enter it on the server's page.");
    if (!lastTrouble.isEmpty())
        text = QCoreApplication::translate("myna", "The server did not confirm the code in time. The last try said: %1").arg(lastTrouble);
    fail({ Step::Code, { Error::Code::Timeout, text }, Repair::NewCode, {} }, Event::TriesUsedUp);
}

void Pairing::Private::fail(const Failure& reason, Event event)
{
    failure = reason;
    apply(event);
}

Pairing::Pairing(const QString& dataDir, std::unique_ptr<SecretStore> secrets, const QString& language, Timing timing, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, dataDir, std::move(secrets), language, timing))
{
}

Pairing::~Pairing() = default;

State Pairing::state() const
{
    return d->state;
}

ServerChoice Pairing::server() const
{
    return d->server;
}

IdentityStore& Pairing::identities()
{
    return *d->identities;
}

void Pairing::begin(const ServerChoice& server)
{
    d->server = server;
    d->sinceRefusal.invalidate();
    d->start(false);
}

void Pairing::cancel()
{
    ++d->run;
    d->apply(Event::CancelWanted);
}

void Pairing::requestNewCode()
{
    if (!d->server.id.isEmpty())
        d->start(false);
}

void Pairing::renewIdentity()
{
    if (!d->server.id.isEmpty())
        d->start(true);
}

void Pairing::useSecretStore(std::unique_ptr<SecretStore> secrets)
{
    ++d->run;
    d->identities.reset(); // it refers to the old store
    // The wish may come from within an answer of the old store, which must outlive that call.
    const std::shared_ptr<SecretStore> old = std::exchange(d->secrets, std::move(secrets));
    QMetaObject::invokeMethod(
        this, [old] {}, Qt::QueuedConnection);
    d->identities = std::make_unique<IdentityStore>(d->dataDir, *d->secrets);
    if (!d->server.id.isEmpty())
        d->start(false);
}

void Pairing::markRevoked()
{
    if (!nextState(d->state, Event::Revoked))
        return;
    ++d->run;
    const bool again = d->sinceRefusal.isValid() && d->sinceRefusal.elapsed() < d->timing.refusedAgain.count();
    const bool nobodyToAsk = !d->server.websocketUrl.isEmpty() && !d->server.pushedBinding;
    if (again || nobodyToAsk) {
        d->sinceRefusal.invalidate();
        d->fail(refusedSession(d->server), Event::SessionRefused);
        return;
    }
    d->sinceRefusal.start();
    d->tokenRefused = true;
    d->apply(Event::Revoked);
}

void Pairing::onCodePushed(const protocol::Verify& verify)
{
    const bool another = d->state == State::AwaitingUser && d->pushed;
    if ((d->state == State::Paired || another) && protocol::isActivationCode(verify.code))
        d->onCode(verify);
}

void Pairing::onApprovedHere(const QString& code)
{
    if (d->state == State::AwaitingUser && d->offered.code == code)
        d->poll.hurry();
}

void Pairing::onBindingPushed(const protocol::BindStatus& status)
{
    // A token is taken only from who wanted a code entered.
    if (d->state != State::AwaitingUser || !d->pushed || status.state == protocol::BindState::Waiting)
        return;
    if (status.state != protocol::BindState::Success) {
        d->fail({ Step::Code, noBinding(status), Repair::NewCode, {} }, Event::CheckFailed);
        return;
    }
    const auto bound = boundProfile(d->profile, status);
    if (!bound) {
        d->fail({ Step::Code, bound.error(), Repair::TryAgain, {} }, Event::CheckFailed);
        return;
    }
    d->profile = *bound;
    d->apply(Event::ProfileGiven);
}

}

#include "moc_pairing.cpp"
