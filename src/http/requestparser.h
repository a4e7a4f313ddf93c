// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <QByteArrayView>

#include <memory>

// All the code that knows Boost.Beast: HTTP/1 bytes to values and back. No sockets, no clocks.
namespace myna::http {

enum class HeadState { Incomplete, Complete, Bad, TooLarge };

struct Head
{
    HeadState state = HeadState::Incomplete;
    Request request; // without body and addresses
    int version = 11; // HTTP/1.1
    bool keepAlive = false;
    bool upgrade = false; // to a WebSocket, well-formed
    bool wantsUpgrade = false; // to a WebSocket, well-formed or not
    bool expectsContinue = false;
    qint64 contentLength = 0; // as announced; -1 when chunked
};

// Judges the beginning of what a client sent. Does not consume.
Head judgeHead(QByteArrayView bytes, qsizetype limit);

// Reads one request, head and body, from bytes as they come.
class RequestParser
{
public:
    enum class State { More, Done, Bad, TooLarge };

    RequestParser(qsizetype headLimit, qsizetype bodyLimit);
    ~RequestParser();
    RequestParser(RequestParser&&) noexcept;
    RequestParser& operator=(RequestParser&&) noexcept;

    // `used`: how many of the bytes belong to this request and were taken.
    State feed(QByteArrayView bytes, qsizetype& used);
    QByteArray takeBody();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

QByteArray serialise(const Response& response, int version, bool keepAlive, bool withBody);
QByteArray continueResponse();

}
