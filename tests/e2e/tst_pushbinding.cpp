// SPDX-License-Identifier: GPL-3.0-or-later
// Binding over the WebSocket, our client against our server over real sockets: `auth`, `verify`, `bind-status`, and the session after it.
#include "base/log.h"
#include "pairing/memorystore.h"
#include "pairing/pairing.h"
#include "protocol/jsoncodec.h"
#include "server/edge.h"
#include "serveredge/edgefixture.h"
#include "session/voicesession.h"
#include "support/testcase.h"
#include "transport/maketransport.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QWebSocket>

#include <algorithm>

using namespace myna;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using pairing::Pairing;
using session::VoiceSession;

namespace {

// The server on this thread, with a clock that the test moves.
struct House
{
    explicit House(const std::function<void(server::ServerOptions&)>& change = {})
        : edge(engines, time.clock())
    {
        options.dataDir = folder.path();
        options.bind = QHostAddress::LocalHost;
        options.port = 0;
        options.httpPort = 0;
        if (change)
            change(options);
        QObject::connect(&edge, &server::Edge::started, &edge, [this](const server::ServerAddresses& at) { addresses = at; });
        edge.start(options);
        (void)test::becomesTrue([this] { return addresses.websocket.isValid(); });
    }
    ~House()
    {
        const QSignalSpy finished(&edge, &server::Edge::finished);
        edge.stop();
        (void)test::becomesTrue([&] { return !finished.isEmpty(); });
    }
    // What the owner sees.
    [[nodiscard]] QString code() const
    {
        QString code;
        for (const QList<QVariant>& said : requests) {
            const auto request = said.first().value<server::ActivationRequest>();
            if (request.state == server::ActivationRequest::State::Offered)
                code = request.code;
        }
        return code;
    }

    QTemporaryDir folder;
    test::MuteEngines engines;
    test::FakeTime time;
    server::ServerOptions options;
    server::Edge edge;
    server::ServerAddresses addresses;
    QSignalSpy requests { &edge, &server::Edge::activationChanged };
    QSignalSpy closings { &edge, &server::Edge::deviceClosed };
};

constexpr pairing::Timing patient { 20s, 20, 20s, 60s, 20s };

struct Client
{
    explicit Client(const House& house)
        : pairing(folder.path(), std::make_unique<pairing::MemoryStore>(std::make_shared<pairing::MemoryShelf>()), u"en-US"_s, patient)
        , session(transport::makeTransport, { .renewable = true })
    {
        profile.id = u"own"_s;
        profile.websocketUrl = house.addresses.websocket;
        profile.websocketUrl.setHost(u"127.0.0.1"_s);
        profile.pushedBinding = true;
        // As the desk joins them.
        QObject::connect(&pairing, &Pairing::paired, &session, [this](const protocol::ConnectionProfile& at) {
            session.setProfile(at);
            session.connectNow();
        });
        QObject::connect(&session, &VoiceSession::codePushed, &pairing, &Pairing::onCodePushed);
        QObject::connect(&session, &VoiceSession::bindingPushed, &pairing, &Pairing::onBindingPushed);
    }
    [[nodiscard]] QString code() const { return codes.last().first().value<protocol::ActivationOffer>().code; }
    [[nodiscard]] protocol::ConnectionProfile paired() const { return pairings.last().first().value<protocol::ConnectionProfile>(); }
    [[nodiscard]] Error error() const { return failures.last().first().value<pairing::Failure>().error; }

    QTemporaryDir folder;
    pairing::ServerProfile profile;
    Pairing pairing;
    VoiceSession session;
    QSignalSpy codes { &pairing, &Pairing::codeOffered };
    QSignalSpy pairings { &pairing, &Pairing::paired };
    QSignalSpy failures { &pairing, &Pairing::failed };
    QSignalSpy hellos { &session, &VoiceSession::serverHello };
};

// A device that says what the test wants, and everything it hears.
struct Board
{
    explicit Board(const House& house, const QString& token = {})
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString& text) {
            if (const auto message = protocol::decode(text.toUtf8()))
                heard.append(*message);
        });
        QUrl url = house.addresses.websocket;
        url.setHost(u"127.0.0.1"_s);
        QNetworkRequest request(url);
        request.setRawHeader("Device-Id", test::deviceId.toLatin1());
        request.setRawHeader("Client-Id", test::clientId.toLatin1());
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
        socket.open(request);
        (void)test::becomesTrue([this] { return socket.state() == QAbstractSocket::ConnectedState; });
    }
    void say(const protocol::Body& body) { socket.sendTextMessage(QString::fromUtf8(protocol::encode({ {}, body }))); }
    template<typename Body>
    [[nodiscard]] const Body* last() const
    {
        const auto found = std::find_if(
            heard.rbegin(), heard.rend(), [](const protocol::Message& message) { return std::holds_alternative<Body>(message.body); });
        return found == heard.rend() ? nullptr : &std::get<Body>(found->body);
    }

    QWebSocket socket;
    QVector<protocol::Message> heard;
};

}

class TstPushBinding : public test::TestCase
{
    Q_OBJECT

private slots:
    void boundAndTalking();
    void boundAfterAVersionCheck();
    void refusedByTheOwner();
    void theCodeExpires();
    void withoutAuthNothingIsPushed();
    void theKeyPushesToEverybody();
    void aSessionThatIsSentACodeGoesOn();
    void aBoundDeviceIsToldYes();
    void anotherDevicesNameIsRefused();
    void theTokenStaysOutOfTheLog();
};

void TstPushBinding::boundAndTalking()
{
    House house;
    Client client(house);
    client.pairing.begin(client.profile);
    QTRY_COMPARE(client.codes.size(), 1);
    QCOMPARE(client.code(), house.code());
    house.edge.approve(client.code());
    QTRY_COMPARE(client.pairings.size(), 1);
    QVERIFY(!client.paired().token.isEmpty());
    QCOMPARE(client.paired().url, client.profile.websocketUrl);
    QTRY_COMPARE(client.hellos.size(), 1); // the token is believed, and `auth` before `hello` does no harm
    QVERIFY(client.session.isConnected());
    QCOMPARE(client.failures.size(), 0);

    client.session.disconnectNow();
    client.pairing.begin(client.profile); // the next start of the program
    QTRY_COMPARE(client.hellos.size(), 2);
    QCOMPARE(client.codes.size(), 1);
}

void TstPushBinding::boundAfterAVersionCheck()
{
    House house;
    Client client(house);
    client.profile.websocketUrl.clear();
    client.profile.otaUrl = house.addresses.ota;
    client.profile.otaUrl.setHost(u"127.0.0.1"_s);
    client.pairing.begin(client.profile);
    QTRY_COMPARE(client.codes.size(), 1);
    QCOMPARE(client.code(), house.code());
    house.edge.approve(client.code());
    QTRY_COMPARE(client.hellos.size(), 1);
}

void TstPushBinding::refusedByTheOwner()
{
    House house;
    Client client(house);
    client.pairing.begin(client.profile);
    QTRY_COMPARE(client.codes.size(), 1);
    house.edge.refuse(client.code());
    QTRY_COMPARE(client.failures.size(), 1);
    QCOMPARE(client.error().code, Error::Code::Refused);
    QVERIFY(client.error().text.contains(u"owner"_s));
    // It is not asked again so soon, and that is explained as well.
    client.pairing.requestNewCode();
    QTRY_COMPARE(client.failures.size(), 2);
    QCOMPARE(client.error().code, Error::Code::Refused);
    QCOMPARE(client.codes.size(), 1);
}

void TstPushBinding::theCodeExpires()
{
    House house;
    Client client(house);
    client.pairing.begin(client.profile);
    QTRY_COMPARE(client.codes.size(), 1);
    house.time.now = house.time.now.addDays(2);
    const Board another(house); // whoever comes makes the server look at its codes
    QTRY_COMPARE(client.failures.size(), 1);
    QCOMPARE(client.error().code, Error::Code::Timeout);
    QVERIFY(client.error().text.contains(u"in time"_s));
    client.pairing.requestNewCode();
    QTRY_COMPARE(client.codes.size(), 2);
}

void TstPushBinding::withoutAuthNothingIsPushed()
{
    House house;
    Board board(house);
    board.say(protocol::Hello {});
    QTRY_VERIFY(board.last<protocol::Stt>()); // the code in words, as ever
    house.edge.approve(house.code());
    QTRY_COMPARE(house.closings.size(), 1);
    QVERIFY(!board.last<protocol::Verify>());
    QVERIFY(!board.last<protocol::BindStatus>());
}

void TstPushBinding::theKeyPushesToEverybody()
{
    House house([](server::ServerOptions& options) { options.pushBinding = true; });
    Board board(house);
    board.say(protocol::Hello {});
    QTRY_VERIFY(board.last<protocol::Verify>());
    QCOMPARE(board.last<protocol::Verify>()->code, house.code());
    QCOMPARE(board.last<protocol::Verify>()->validForS, 300);
    QTRY_VERIFY(board.last<protocol::Stt>());
    house.edge.approve(house.code());
    QTRY_VERIFY(board.last<protocol::BindStatus>());
    QCOMPARE(board.last<protocol::BindStatus>()->state, protocol::BindState::Success);
    QTRY_COMPARE(board.socket.state(), QAbstractSocket::UnconnectedState);
    Board again(house, board.last<protocol::BindStatus>()->token);
    again.say(protocol::Hello {});
    QTRY_VERIFY(again.last<protocol::Hello>());
    QVERIFY(!again.last<protocol::Verify>());
}

// A client that was not told to expect it: the server unbinds its device, and pushes a code on the next session.
void TstPushBinding::aSessionThatIsSentACodeGoesOn()
{
    House house([](server::ServerOptions& options) { options.pushBinding = true; });
    Client client(house);
    client.profile.pushedBinding = false;
    client.pairing.begin(client.profile); // an address that was typed: taken as it is
    QTRY_COMPARE(client.codes.size(), 1);
    QCOMPARE(client.code(), house.code());
    QCOMPARE(client.pairing.state(), pairing::State::AwaitingUser);
    house.edge.approve(client.code());
    QTRY_COMPARE(client.pairings.size(), 2);
    QVERIFY(!client.paired().token.isEmpty());
    QTRY_VERIFY(client.session.isConnected());
    QCOMPARE(client.failures.size(), 0);
}

void TstPushBinding::aBoundDeviceIsToldYes()
{
    House house([](server::ServerOptions& options) { options.activation = server::ActivationPolicy::Open; });
    Board board(house);
    board.say(protocol::Auth { .deviceId = test::deviceId.toUpper(), .clientId = test::clientId });
    QTRY_VERIFY(board.last<protocol::AuthResponse>());
    QVERIFY(board.last<protocol::AuthResponse>()->success);
    board.say(protocol::Hello {});
    QTRY_VERIFY(board.last<protocol::Hello>());
    QVERIFY(!board.last<protocol::Verify>());
}

void TstPushBinding::anotherDevicesNameIsRefused()
{
    House house;
    Board board(house);
    board.say(protocol::Auth { .deviceId = u"a4:cf:12:0b:9e:32"_s });
    QTRY_VERIFY(board.last<protocol::AuthResponse>());
    QVERIFY(!board.last<protocol::AuthResponse>()->success);
    QVERIFY(!board.last<protocol::Verify>());
    board.say(protocol::Auth { .clientId = u"somebody"_s });
    QTRY_COMPARE(std::count_if(board.heard.begin(), board.heard.end(),
                     [](const auto& message) { return std::holds_alternative<protocol::AuthResponse>(message.body); }),
        2);
    QVERIFY(!board.last<protocol::Verify>());
}

void TstPushBinding::theTokenStaysOutOfTheLog()
{
    const QTemporaryDir logs;
    installLog(logs.path(), { .toStderr = false, .filterRules = u"*.debug=true\nqt.*=false"_s });
    QString token;
    {
        House house;
        Client client(house);
        client.pairing.begin(client.profile);
        QTRY_COMPARE(client.codes.size(), 1);
        house.edge.approve(client.code());
        QTRY_COMPARE(client.hellos.size(), 1);
        token = client.paired().token;
        const protocol::BindStatus status { protocol::BindState::Success, u"ws://x/"_s, token, {} };
        qInfo() << protocol::Message { {}, status };
        qInfo() << protocol::encode({ {}, status }); // somebody logs the frame as it is
        qInfo() << client.paired();
    }
    removeLog();
    QFile file(QDir(logs.path()).filePath(u"logs/myna.log"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY(written.contains("bind-status"));
    QVERIFY2(!written.contains(token.toUtf8()), written.constData());
    QVERIFY(token.size() > 40 && !written.contains(token.left(20).toUtf8()));
}

QTEST_GUILESS_MAIN(TstPushBinding)
#include "tst_pushbinding.moc"
