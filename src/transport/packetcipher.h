// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace myna::transport {

// AES-128 in counter mode, one packet at a time; encrypting and decrypting are the same thing. It keeps out listeners, not forgers:
// the wire format has no authentication. The key is wiped with the object.
class PacketCipher
{
public:
    explicit PacketCipher(const QByteArray& key); // 16 bytes
    ~PacketCipher();
    Q_DISABLE_COPY_MOVE(PacketCipher)

    [[nodiscard]] bool isUsable() const;
    // `counter` is the first counter block, 16 bytes; it counts up over its whole width. Empty when it cannot be done.
    [[nodiscard]] QByteArray apply(const QByteArray& counter, QByteArrayView data);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

// Overwrites the bytes in place, when nobody else holds them.
void wipe(QByteArray& secret);

}
