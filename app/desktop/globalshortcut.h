// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QKeySequence>
#include <QObject>

#include <memory>

namespace myna::desktop {

// What a key does, for desktops that want to know.
enum class KeyPurpose { Talk, StopTools };

// One key that works in every program, with its press and its release. Nothing else that is typed is seen. Main thread.
class GlobalShortcut : public QObject
{
    Q_OBJECT

public:
    explicit GlobalShortcut(KeyPurpose purpose = KeyPurpose::Talk, QObject* parent = nullptr)
        : QObject(parent)
        , m_purpose(purpose)
    {
    }

    [[nodiscard]] KeyPurpose purpose() const { return m_purpose; }
    [[nodiscard]] virtual bool asksTheUser() const { return false; } // bind() may open a window of the desktop

    // One of bound() and refused() follows. The key before is given back first.
    virtual void bind(const QKeySequence& key) = 0;
    virtual void unbind() = 0;

signals:
    void bound(const QString& trigger); // the key in words, when the desktop chose it; empty: the one that was asked for
    // Refused: somebody else has the key. Invalid: this key cannot be used. Unavailable: this desktop has no such thing.
    void refused(const myna::Error& error);
    void pressed(); // once, however long it is held
    void released(); // always follows pressed(), also when the key is taken away

private:
    KeyPurpose m_purpose;
};

// What this desktop offers. Never null; where it offers nothing, bind() is refused with a hint.
[[nodiscard]] std::unique_ptr<GlobalShortcut> makeGlobalShortcut(KeyPurpose purpose = KeyPurpose::Talk);

// The sentence for a desktop without global keys, with the way that works everywhere.
[[nodiscard]] Error noGlobalKeys(KeyPurpose purpose);
// The sentence for a key that somebody else holds.
[[nodiscard]] Error keyIsTaken(const QKeySequence& key);
[[nodiscard]] Error keyIsUnusable(const QKeySequence& key);

}
