// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "http/requestparser.h"

using namespace myna::http;

namespace {

constexpr qsizetype headLimit = 2048;
constexpr qsizetype bodyLimit = 4096;

struct Outcome
{
    RequestParser::State state = RequestParser::State::More;
    QByteArray body;
};

// As a connection does: what is not used stays for the next time.
Outcome parse(const QByteArray& first, const QByteArray& second)
{
    RequestParser parser(headLimit, bodyLimit);
    Outcome outcome;
    QByteArray held;
    for (const QByteArray& piece : { first, second }) {
        held += piece;
        for (;;) {
            qsizetype used = 0;
            outcome.state = parser.feed(held, used);
            myna::fuzz::require(used >= 0 && used <= held.size());
            held.remove(0, used);
            if (used == 0 || outcome.state != RequestParser::State::More)
                break;
        }
        if (outcome.state != RequestParser::State::More)
            break;
    }
    if (outcome.state == RequestParser::State::Done) {
        outcome.body = parser.takeBody();
        myna::fuzz::require(outcome.body.size() <= bodyLimit);
    }
    return outcome;
}

}

// One HTTP request: what is read does not depend on how it is cut, a complete head stays complete, and bounds
// hold.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray bytes = myna::fuzz::bytes(data, size);
    const Head head = judgeHead(bytes, headLimit);
    if (head.upgrade)
        myna::fuzz::require(head.wantsUpgrade && head.request.method == "GET");
    const Outcome whole = parse(bytes, {});
    if (whole.state == RequestParser::State::Done)
        myna::fuzz::require(head.state == HeadState::Complete || head.state == HeadState::Bad || head.state == HeadState::TooLarge);
    if (size > size_t(headLimit))
        return 0; // at the limit of a head a few bytes more or less may decide
    const qsizetype cut = bytes.isEmpty() ? 0 : qsizetype(uint8_t(bytes.back())) % bytes.size();
    const Outcome pieces = parse(bytes.left(cut), bytes.mid(cut));
    myna::fuzz::require((whole.state == RequestParser::State::Done) == (pieces.state == RequestParser::State::Done));
    myna::fuzz::require(whole.body == pieces.body);
    return 0;
}
