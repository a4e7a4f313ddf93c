// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/globalshortcut.h"

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>

#include <utility>

#include <windows.h>

namespace myna::desktop {

namespace {

constexpr int firstHotKeyId = 1;

UINT modifiersOf(Qt::KeyboardModifiers held)
{
    UINT mask = MOD_NOREPEAT;
    if (held & Qt::ShiftModifier)
        mask |= MOD_SHIFT;
    if (held & Qt::ControlModifier)
        mask |= MOD_CONTROL;
    if (held & Qt::AltModifier)
        mask |= MOD_ALT;
    if (held & Qt::MetaModifier)
        mask |= MOD_WIN;
    return mask;
}

// The virtual key, or 0.
UINT virtualKeyOf(Qt::Key key)
{
    if ((key >= Qt::Key_A && key <= Qt::Key_Z) || (key >= Qt::Key_0 && key <= Qt::Key_9))
        return UINT(key);
    if (key >= Qt::Key_F1 && key <= Qt::Key_F24)
        return VK_F1 + UINT(key - Qt::Key_F1);
    static constexpr std::pair<Qt::Key, UINT> named[] = {
        { Qt::Key_Space, VK_SPACE },
        { Qt::Key_Backspace, VK_BACK },
        { Qt::Key_Tab, VK_TAB },
        { Qt::Key_Escape, VK_ESCAPE },
        { Qt::Key_Return, VK_RETURN },
        { Qt::Key_Enter, VK_RETURN },
        { Qt::Key_Pause, VK_PAUSE },
        { Qt::Key_ScrollLock, VK_SCROLL },
        { Qt::Key_Home, VK_HOME },
        { Qt::Key_End, VK_END },
        { Qt::Key_PageUp, VK_PRIOR },
        { Qt::Key_PageDown, VK_NEXT },
        { Qt::Key_Left, VK_LEFT },
        { Qt::Key_Up, VK_UP },
        { Qt::Key_Right, VK_RIGHT },
        { Qt::Key_Down, VK_DOWN },
        { Qt::Key_Insert, VK_INSERT },
        { Qt::Key_Delete, VK_DELETE },
        { Qt::Key_Menu, VK_APPS },
    };
    for (const auto& [known, code] : named) {
        if (known == key)
            return code;
    }
    // Punctuation sits where the layout puts it.
    const SHORT scanned = key > 0 && key < 0x100 ? VkKeyScanW(WCHAR(key)) : SHORT(-1);
    return scanned == -1 ? 0 : UINT(LOBYTE(scanned));
}

// RegisterHotKey tells the press and refuses what another program has, but never tells the release. A low-level hook does, and is in
// place only while the key is down, so that no other typing passes through it.
class WindowsShortcut final : public GlobalShortcut, public QAbstractNativeEventFilter
{
public:
    explicit WindowsShortcut(KeyPurpose purpose)
        : GlobalShortcut(purpose)
        , m_id(firstHotKeyId + int(purpose))
    {
        QCoreApplication::instance()->installNativeEventFilter(this);
    }

    ~WindowsShortcut() override
    {
        QCoreApplication::instance()->removeNativeEventFilter(this);
        unbind();
    }

    void bind(const QKeySequence& key) override
    {
        unbind();
        m_virtualKey = key.count() == 1 ? virtualKeyOf(key[0].key()) : 0;
        if (m_virtualKey == 0) {
            emit refused(keyIsUnusable(key));
            return;
        }
        m_registered = RegisterHotKey(nullptr, m_id, modifiersOf(key[0].keyboardModifiers()), m_virtualKey) != 0;
        if (m_registered)
            emit bound({});
        else
            emit refused(GetLastError() == ERROR_HOTKEY_ALREADY_REGISTERED ? keyIsTaken(key) : keyIsUnusable(key));
    }

    void unbind() override
    {
        if (std::exchange(m_registered, false))
            UnregisterHotKey(nullptr, hotKeyId);
        letGo();
    }

    bool nativeEventFilter(const QByteArray& /*eventType*/, void* message, qintptr* /*result*/) override
    {
        const auto* native = static_cast<MSG*>(message);
        if (native->message != WM_HOTKEY || native->wParam != WPARAM(m_id) || native->hwnd != nullptr)
            return false;
        press();
        return true;
    }

private:
    void press()
    {
        if (purpose() == KeyPurpose::StopTools) { // nobody waits for its release, and it counts while another one is held
            emit pressed();
            emit released();
            return;
        }
        if (s_held)
            return;
        s_held = this;
        m_hook = SetWindowsHookExW(WH_KEYBOARD_LL, &WindowsShortcut::onKey, GetModuleHandleW(nullptr), 0);
        emit pressed();
        // It may have gone up before the hook was there.
        if (m_hook == nullptr || (GetAsyncKeyState(int(m_virtualKey)) & 0x8000) == 0)
            letGo();
    }

    void letGo()
    {
        if (s_held != this)
            return;
        s_held = nullptr;
        if (HHOOK hook = std::exchange(m_hook, nullptr))
            UnhookWindowsHookEx(hook);
        emit released();
    }

    // On the thread that installed it, which is the main thread.
    static LRESULT CALLBACK onKey(int code, WPARAM what, LPARAM where)
    {
        WindowsShortcut* held = s_held;
        const bool up = what == WM_KEYUP || what == WM_SYSKEYUP;
        if (code == HC_ACTION && held && up && reinterpret_cast<KBDLLHOOKSTRUCT*>(where)->vkCode == held->m_virtualKey)
            QMetaObject::invokeMethod(
                held, [held] { held->letGo(); }, Qt::QueuedConnection); // a hook must return quickly
        return CallNextHookEx(nullptr, code, what, where);
    }

    static inline WindowsShortcut* s_held = nullptr; // the hook has no argument of its own
    int m_id;
    HHOOK m_hook = nullptr;
    UINT m_virtualKey = 0;
    bool m_registered = false;
};

}

std::unique_ptr<GlobalShortcut> makeGlobalShortcut(KeyPurpose purpose)
{
    return std::make_unique<WindowsShortcut>(purpose);
}

}
