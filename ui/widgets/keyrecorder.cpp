// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/keyrecorder.h"

#include "widgets/buttons.h"

#include <QKeyEvent>

namespace myna::ui {

namespace {

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_AltGr || key == Qt::Key_Meta
        || key == Qt::Key_Super_L || key == Qt::Key_Super_R || key == Qt::Key_CapsLock || key == Qt::Key_NumLock || key == 0
        || key == Qt::Key_unknown;
}

}

KeyRecorder::KeyRecorder(QWidget* parent)
    : QPushButton(parent)
{
    styleButton(this, ButtonKind::Secondary);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QPushButton::clicked, this, [this] { record(!m_recording); });
}

void KeyRecorder::setKey(const QKeySequence& key)
{
    m_key = key;
    showKey();
}

void KeyRecorder::record(bool on)
{
    m_recording = on;
    if (on)
        setFocus(Qt::OtherFocusReason);
    showKey();
}

void KeyRecorder::showKey()
{
    setText(m_recording ? tr("Press the keys…") : m_key.toString(QKeySequence::NativeText));
    setToolTip(m_recording ? tr("Esc keeps the old one.") : tr("Click, then press the keys you want."));
}

bool KeyRecorder::event(QEvent* event)
{
    if (m_recording && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    // Tab is a key like any other here.
    if (m_recording && event->type() == QEvent::KeyPress) {
        keyPressEvent(static_cast<QKeyEvent*>(event));
        return true;
    }
    return QPushButton::event(event);
}

void KeyRecorder::keyPressEvent(QKeyEvent* event)
{
    if (!m_recording) {
        QPushButton::keyPressEvent(event);
        return;
    }
    if (isModifier(event->key()) || event->isAutoRepeat())
        return;
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        record(false);
        return;
    }
    const Qt::KeyboardModifiers held = event->modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    // Shift and Tab arrive as a key of their own name.
    const auto key = event->key() == Qt::Key_Backtab ? Qt::Key_Tab : Qt::Key(event->key());
    record(false);
    emit recorded(QKeySequence(QKeyCombination(held, key)));
}

void KeyRecorder::keyReleaseEvent(QKeyEvent* event)
{
    if (!m_recording)
        QPushButton::keyReleaseEvent(event);
}

void KeyRecorder::focusOutEvent(QFocusEvent* event)
{
    record(false);
    QPushButton::focusOutEvent(event);
}

void KeyRecorder::changeEvent(QEvent* event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        showKey();
}

}

#include "moc_keyrecorder.cpp"
