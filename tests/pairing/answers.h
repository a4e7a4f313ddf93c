// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/secretstore.h"
#include "support/patience.h"

#include <QTest>

#include <optional>

// Waits for what a secret store answers, so a test can be read from top to bottom. Empty when no answer came.
namespace myna::test {

inline std::optional<Result<QByteArray>> readFrom(pairing::SecretStore& store, const QString& key)
{
    std::optional<Result<QByteArray>> got;
    store.read(key, [&](const Result<QByteArray>& answer) { got = answer; });
    [&] { QTRY_VERIFY(got); }();
    return got;
}

inline std::optional<Result<>> writeTo(pairing::SecretStore& store, const QString& key, const QByteArray& secret)
{
    std::optional<Result<>> got;
    store.write(key, secret, [&](const Result<>& answer) { got = answer; });
    [&] { QTRY_VERIFY(got); }();
    return got;
}

inline std::optional<Result<>> removeFrom(pairing::SecretStore& store, const QString& key)
{
    std::optional<Result<>> got;
    store.remove(key, [&](const Result<>& answer) { got = answer; });
    [&] { QTRY_VERIFY(got); }();
    return got;
}

inline std::optional<Result<>> probeOf(pairing::SecretStore& store)
{
    std::optional<Result<>> got;
    store.probe([&](const Result<>& answer) { got = answer; });
    [&] { QTRY_VERIFY(got); }();
    return got;
}

}
