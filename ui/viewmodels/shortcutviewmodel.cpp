// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/shortcutviewmodel.h"

#include "settings/options.h"
#include "viewmodels/pushtotalk.h"

#include <algorithm>

namespace myna::viewmodels {

using std::chrono::milliseconds;

namespace {

// Keys that type nothing and may be taken alone.
bool standsAlone(Qt::Key key)
{
    return (key >= Qt::Key_F1 && key <= Qt::Key_F35) || key == Qt::Key_Pause || key == Qt::Key_ScrollLock || key == Qt::Key_Insert
        || key == Qt::Key_Menu || key == Qt::Key_MicMute;
}

}

ShortcutViewModel::ShortcutViewModel(settings::SettingsStore& store, QObject* parent)
    : ShortcutViewModel(store, Purpose::Talk, settings::shortcutOn.defaultValue, parent)
{
}

ShortcutViewModel::ShortcutViewModel(settings::SettingsStore& store, Purpose purpose, bool onAtFirst, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_purpose(purpose)
    , m_on(purpose == Purpose::Talk ? settings::shortcutOn : settings::stopKeyOn)
    , m_key(purpose == Purpose::Talk ? settings::shortcutKey : settings::stopKey)
{
    m_on.defaultValue = onAtFirst;
}

bool ShortcutViewModel::isOn() const
{
    return m_store.get(m_on);
}

QKeySequence ShortcutViewModel::key() const
{
    return QKeySequence::fromString(m_store.get(m_key), QKeySequence::PortableText);
}

QString ShortcutViewModel::keyText() const
{
    return key().toString(QKeySequence::NativeText);
}

milliseconds ShortcutViewModel::releaseDelay() const
{
    return std::clamp(milliseconds(m_store.get(settings::releaseDelayMs)), milliseconds(0), PushToTalk::longestRelease);
}

QString ShortcutViewModel::fact() const
{
    switch (m_state) {
    case State::Idle:
        return {};
    case State::Bound:
        if (!m_trigger.isEmpty())
            return tr("Your desktop has set it up: %1").arg(m_trigger);
        return m_purpose == Purpose::Talk ? tr("Hold %1 in any program to talk.").arg(keyText())
                                          : tr("Press %1 in any program to stop all tools.").arg(keyText());
    case State::Refused:
        return m_error.text;
    }
    return {};
}

void ShortcutViewModel::setOn(bool on)
{
    if (on == isOn())
        return;
    m_store.set(m_on, on);
    askAgain();
}

Result<> ShortcutViewModel::setKey(const QKeySequence& key)
{
    if (key.count() != 1 || key[0].key() == Qt::Key_unknown)
        return Error { Error::Code::Invalid, tr("Press one key, together with Ctrl, Alt or the like.") };
    const Qt::KeyboardModifiers held = key[0].keyboardModifiers() & ~Qt::KeypadModifier;
    if ((held == Qt::NoModifier || held == Qt::ShiftModifier) && !standsAlone(key[0].key()))
        return Error { Error::Code::Invalid, tr("Other programs need this key for typing. Press it together with Ctrl or Alt.") };
    if (key == this->key())
        return {};
    m_store.set(m_key, key.toString(QKeySequence::PortableText));
    askAgain();
    return {};
}

void ShortcutViewModel::setReleaseDelay(milliseconds delay)
{
    const milliseconds before = releaseDelay();
    m_store.set(settings::releaseDelayMs, int(std::clamp(delay, milliseconds(0), PushToTalk::longestRelease).count()));
    if (releaseDelay() == before)
        return;
    emit releaseDelayChanged(releaseDelay());
    emit changed();
}

void ShortcutViewModel::askAgain()
{
    m_state = State::Idle;
    if (isOn())
        emit keyWanted(key());
    else
        emit noKeyWanted();
    emit changed();
}

void ShortcutViewModel::bound(const QString& trigger)
{
    m_state = State::Bound;
    m_trigger = trigger;
    emit changed();
}

void ShortcutViewModel::refused(const Error& error)
{
    m_state = State::Refused;
    m_error = error;
    emit changed();
}

}

#include "moc_shortcutviewmodel.cpp"
