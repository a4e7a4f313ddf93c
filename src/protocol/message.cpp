// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/message.h"

#include "protocol/jsoncodec.h"

#include <utility>

namespace myna::protocol {

template<typename T>
requires isAlternative<T, AnyBody> Body::Body(T value)
    : AnyBody(std::move(value))
{
}

template Body::Body(Hello);
template Body::Body(Goodbye);
template Body::Body(Listen);
template Body::Body(Abort);
template Body::Body(Stt);
template Body::Body(Speech);
template Body::Body(Emotion);
template Body::Body(Mcp);
template Body::Body(Iot);
template Body::Body(System);
template Body::Body(Alert);
template Body::Body(Custom);
template Body::Body(Ping);
template Body::Body(Pong);
template Body::Body(Failure);
template Body::Body(Auth);
template Body::Body(AuthResponse);
template Body::Body(Verify);
template Body::Body(BindStatus);
template Body::Body(Unknown);

Body::Body() = default;
Body::Body(const Body& other) = default;
Body::Body(Body&& other) noexcept = default;
Body& Body::operator=(const Body& other) = default;
Body& Body::operator=(Body&& other) noexcept = default;
Body::~Body() = default;

bool Body::operator==(const Body& other) const
{
    return static_cast<const AnyBody&>(*this) == static_cast<const AnyBody&>(other);
}

QDebug operator<<(QDebug debug, const Message& message)
{
    const QDebugStateSaver saver(debug);
    Message shown = message;
    // The keys of the sound are in there.
    if (auto* hello = std::get_if<Hello>(&shown.body); hello && !hello->udp.isEmpty())
        hello->udp = { { QStringLiteral("hidden"), true } };
    if (auto* binding = std::get_if<BindStatus>(&shown.body); binding && !binding->token.isEmpty())
        binding->token = QStringLiteral("[redacted]");
    debug.nospace().noquote() << "Message(" << QString::fromUtf8(encode(shown)) << ")";
    return debug;
}

}
