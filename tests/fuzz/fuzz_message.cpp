// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "protocol/jsoncodec.h"

using namespace myna::protocol;

// One text frame: an accepted one encodes to something that is read as the same message.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const myna::Result<Message> message = decode(myna::fuzz::bytes(data, size));
    if (!message) {
        myna::fuzz::require(message.error().code == myna::Error::Code::Invalid && !message.error().text.isEmpty());
        return 0;
    }
    const myna::Result<Message> again = decode(encode(*message));
    myna::fuzz::require(again && *again == *message);
    return 0;
}
