// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "protocol/provisioning.h"

using namespace myna::protocol;

// One HTTP body read as each of the three that travel: what was accepted survives being written and read again.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray body = myna::fuzz::bytes(data, size);

    if (const myna::Result<OtaReply> reply = decodeOtaReply(body)) {
        const myna::Result<OtaReply> again = decodeOtaReply(encodeOtaReply(*reply));
        myna::fuzz::require(again && *again == *reply);
    }
    if (const myna::Result<OtaRequest> request = decodeOtaRequest(body)) {
        const myna::Result<OtaRequest> again = decodeOtaRequest(encodeOtaRequest(*request));
        myna::fuzz::require(again && again->identity == request->identity && again->version == request->version);
    }
    if (const myna::Result<ActivationProof> proof = decodeActivation(body)) {
        for (ActivationShape shape : { ActivationShape::Flat, ActivationShape::Payload }) {
            const myna::Result<ActivationProof> again = decodeActivation(encodeActivation(*proof, shape));
            myna::fuzz::require(again && *again == *proof);
        }
    }
    return 0;
}
