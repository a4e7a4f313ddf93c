// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

namespace myna::test {

// One golden file below tests/data/wire; empty (and then every comparison fails) when it is not there.
inline QByteArray wire(const QString& name)
{
    QFile file(QStringLiteral(MYNA_TEST_DATA "/wire/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QByteArray wireHex(const QString& name)
{
    return QByteArray::fromHex(wire(name));
}

// Every golden JSON frame, by name.
inline QStringList wireFrames()
{
    QStringList names;
    const QDir root(QStringLiteral(MYNA_TEST_DATA "/wire"));
    for (const QString& folder : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QString& file : QDir(root.filePath(folder)).entryList({ QStringLiteral("*.json") }))
            names.append(folder + u'/' + file);
    }
    return names;
}

// The same noise in every run.
inline QByteArray noise(QRandomGenerator& random, int maxBytes)
{
    QByteArray bytes(random.bounded(maxBytes + 1), Qt::Uninitialized);
    for (char& byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

// `good` with a few bytes changed, so that it gets past the first checks.
inline QByteArray damaged(QByteArray good, QRandomGenerator& random)
{
    const int changes = 1 + random.bounded(4);
    for (int change = 0; change < changes && !good.isEmpty(); ++change)
        good[random.bounded(int(good.size()))] = char(random.bounded(256));
    return good;
}

}
