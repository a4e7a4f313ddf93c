// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/budget.h"
#include "http/requestparser.h"
#include "http/router.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QTcpSocket;

namespace myna::http {

// A connection that becomes a WebSocket: its socket, with the request still unread, and its place among the connections.
struct Upgrade
{
    std::unique_ptr<QTcpSocket> socket;
    Budget::Place place;
};

// Where the verdict on one upgrade goes. May be kept, carried through other threads and used later, on the connection's thread; does
// nothing when the client has left. The first verdict counts.
class UpgradeDesk
{
public:
    UpgradeDesk(HttpConnection* connection, quint64 number);
    [[nodiscard]] std::optional<Upgrade> take() const; // nothing: the client has left
    void refuse(const Response& response) const;

private:
    QPointer<HttpConnection> m_connection;
    quint64 m_number = 0;
};

// Judges who may upgrade, before anything is answered: now or later, by the desk.
using UpgradeJudge = std::function<void(const Request& head, const UpgradeDesk& desk)>;
// The same for those who know at once. Returns the refusal, or nothing after calling `take` for the connection.
using UpgradeHandler = std::function<std::optional<Response>(const Request& head, const std::function<Upgrade()>& take)>;
UpgradeJudge judgeAtOnce(const Router& router, UpgradeHandler handler); // `router` shapes the refusal of a handler that says nothing

// One client's HTTP connection: bounds and times what it sends, one request after the other, and writes the answers.
// Belongs to the thread it was made on.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    // `router` and `upgradeJudge` (may be empty) outlive the connection.
    HttpConnection(std::unique_ptr<QTcpSocket> socket, Budget::Place place, const Router& router, const UpgradeJudge& upgradeJudge,
        const Limits& limits, QObject* parent = nullptr);
    ~HttpConnection() override;

    void start();

signals:
    void answered(const myna::http::Answered& answered);
    void finished(); // exactly once; the owner deletes later

private:
    friend class Responder;
    friend class UpgradeDesk;
    enum class Phase { Head, Body, Handling, Judging, Writing, Lingering, Gone };

    void read();
    void readHead();
    void readBody();
    void acceptHead(Head head);
    void upgrade();
    std::optional<Upgrade> takeUpgrade(quint64 number);
    void refuseUpgrade(quint64 number, const Response& response);
    void handle(QByteArray body);
    void answer(quint64 number, const Response& response);
    void turnDown(const Response& response);
    void refuse(const Response& response);
    void write(const Response& response, bool keepAlive);
    void written();
    void pour();
    void late();
    void finish();

    std::unique_ptr<QTcpSocket> m_socket;
    std::optional<Budget::Place> m_place;
    const Router& m_router;
    const UpgradeJudge& m_upgradeJudge;
    Limits m_limits;
    QTimer m_limit;
    Phase m_phase = Phase::Head;
    Head m_head;
    QElapsedTimer m_sinceHead;
    const Route* m_route = nullptr;
    std::optional<RequestParser> m_parser;
    std::optional<Response> m_refusal;
    std::shared_ptr<QIODevice> m_stream; // of the answer being written
    qint64 m_streamLeft = 0;
    quint64 m_number = 0; // of the request in work
    bool m_keepAlive = false;
    bool m_reading = false;
    bool m_begun = false; // something of the next head has come
};

}
