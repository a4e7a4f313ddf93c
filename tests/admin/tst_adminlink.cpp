// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminlink.h"
#include "admin/adminvalues.h"
#include "server/localserver.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QSslServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::admin;
using namespace Qt::Literals::StringLiterals;

// The way to a real server, over loopback.
class TstAdminLink : public test::TestCase
{
    Q_OBJECT

    struct Home
    {
        QTemporaryDir folder;
        std::unique_ptr<server::LocalServer> server;
        server::ServerAddresses addresses;
        void start(const QString& remoteToken = {}, bool encrypted = false)
        {
            server = std::make_unique<server::LocalServer>(std::make_unique<test::MuteEngines>());
            server::ServerOptions options;
            options.dataDir = folder.path();
            options.bind = QHostAddress::LocalHost;
            options.port = 0;
            options.httpPort = 0;
            options.config.access.adminToken = remoteToken;
            options.config.tls.enabled = encrypted;
            QSignalSpy started(server.get(), &server::LocalServer::started);
            server->start(options);
            QTRY_COMPARE(started.size(), 1);
            addresses = started.first().first().value<server::ServerAddresses>();
        }
        void stop()
        {
            QSignalSpy stopped(server.get(), &server::LocalServer::stopped);
            server->stop();
            QTRY_COMPARE(stopped.size(), 1);
        }
        [[nodiscard]] AdminLink::Finder finder() const
        {
            return [path = folder.path()] { return readAdminFile(path); };
        }
    };
    static LinkTiming quick() { return { .retries = { std::chrono::milliseconds(20) } }; }

private slots:
    void connectsAndHearsWhatThereIs()
    {
        Home home;
        home.start();
        AdminLink link(quick());
        QSignalSpy happened(&link, &AdminLink::happened);
        link.follow(home.finder());
        QTRY_COMPARE(link.state(), AdminLink::State::Connected);
        QTRY_VERIFY(!happened.isEmpty());
        QCOMPARE(happened.first().first().toString(), u"devices"_s);
    }

    void connectsWithTheServersOwnCertificate()
    {
        Home home;
        home.start({}, true);
        AdminLink link(quick());
        QSignalSpy happened(&link, &AdminLink::happened);
        link.follow(home.finder());
        QTRY_COMPARE(link.state(), AdminLink::State::Connected);
        QCOMPARE(link.client().place().url.scheme(), u"https"_s);
        QTRY_VERIFY(!happened.isEmpty());
    }

    void comesBackWhenTheServerDoes()
    {
        Home home;
        home.start();
        AdminLink link(quick());
        link.follow(home.finder());
        QTRY_COMPARE(link.state(), AdminLink::State::Connected);
        home.stop();
        QTRY_COMPARE(link.state(), AdminLink::State::Waiting);
        QVERIFY(!link.error().text.isEmpty());
        home.start(); // another port, another token
        QSignalSpy happened(&link, &AdminLink::happened);
        QTRY_COMPARE(link.state(), AdminLink::State::Connected);
        QTRY_VERIFY(!happened.isEmpty());
    }

    void aTokenThatIsNotKnownIsSaid()
    {
        Home home;
        home.start(u"the owner's long secret of this test"_s);
        const QString address = home.addresses.admin.authority();
        AdminLink link(quick());
        link.follow([&] { return typedPlace(address, u"wrong"_s); });
        QTRY_COMPARE(link.state(), AdminLink::State::Refused);
        QVERIFY2(link.error().text.contains(u"server.admin_token"_s), qPrintable(link.error().text));
        link.follow([&] { return typedPlace(address, u"the owner's long secret of this test"_s); });
        QTRY_COMPARE(link.state(), AdminLink::State::Connected);
        link.leave();
        QCOMPARE(link.state(), AdminLink::State::Off);
    }

    void aCertificateIsBelievedAfterComparing()
    {
        QSslServer far; // answers everything in the shape of an admin interface
        far.setSslConfiguration(test::tlsOf("selfsigned"));
        QVERIFY(far.listen(QHostAddress::LocalHost));
        connect(&far, &QSslServer::pendingConnectionAvailable, &far, [&far] {
            QTcpSocket* const socket = far.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                if (socket->readAll().contains("\r\n\r\n"))
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 36\r\n\r\n{\"success\":true,\"data\":{\"on\":false}}");
            });
        });
        AdminPlace place { QUrl(u"https://127.0.0.1:%1"_s.arg(far.serverPort())), "token", {} };
        AdminLink link(quick());
        link.follow([&place]() -> Result<AdminPlace> { return place; });
        QTRY_COMPARE(link.state(), AdminLink::State::Refused);
        QCOMPARE(link.offeredCertificate(), test::certificateOf("selfsigned"));
        QVERIFY(link.error().text.contains(u"nothing was sent"_s));
        place.pinned = test::certificateOf("another");
        AdminClient client;
        client.setPlace(place);
        QVector<AdminAnswer> answers;
        client.get(u"/admin/emergency-stop"_s, {}, this, [&](const AdminAnswer& answer) { answers.append(answer); });
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.last().status, 0); // another one than was compared
        place.pinned = test::certificateOf("selfsigned");
        client.setPlace(place);
        client.get(u"/admin/emergency-stop"_s, {}, this, [&](const AdminAnswer& answer) { answers.append(answer); });
        QTRY_COMPARE(answers.size(), 2);
        QVERIFY2(answers.last().ok, qPrintable(answers.last().error.text));
    }

    void questionsAreAnsweredOnce()
    {
        Home home;
        home.start();
        AdminClient client;
        client.setPlace(readAdminFile(home.folder.path()).value());
        QVector<AdminAnswer> answers;
        const auto keep = [&](const AdminAnswer& answer) { answers.append(answer); };
        client.get(u"/admin/devices"_s, {}, this, keep);
        QTRY_COMPARE(answers.size(), 1);
        QVERIFY(answers[0].ok && answers[0].data.isArray());
        client.send("POST", u"/admin/devices/%1/say"_s.arg(test::deviceId), { { u"text"_s, u"x"_s } }, this, keep);
        QTRY_COMPARE(answers.size(), 2);
        QCOMPARE(answers[1].status, 404);
        QCOMPARE(answers[1].error.code, Error::Code::NotFound);
        QVERIFY(!answers[1].error.text.isEmpty());
        {
            QObject gone;
            client.get(u"/admin/devices"_s, {}, &gone, keep);
        }
        client.get(u"/admin/turns"_s, {}, this, keep);
        QTRY_COMPARE(answers.size(), 3);
        QVERIFY(answers[2].ok);
        home.stop();
        client.get(u"/admin/devices"_s, {}, this, keep);
        QTRY_COMPARE(answers.size(), 4);
        QCOMPARE(answers[3].status, 0);
        QVERIFY(answers[3].error.text.contains(client.place().name()));
    }
};

QTEST_GUILESS_MAIN(TstAdminLink)
#include "tst_adminlink.moc"
