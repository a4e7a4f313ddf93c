// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/globalshortcut.h"

#include <utility>

#include <Carbon/Carbon.h>

namespace myna::desktop {

namespace {

constexpr OSType signature = 'Myna';
constexpr UInt32 notThere = 0xffff;

// Qt names the command key Control on this system.
UInt32 modifiersOf(Qt::KeyboardModifiers held)
{
    UInt32 mask = 0;
    if (held & Qt::ShiftModifier)
        mask |= shiftKey;
    if (held & Qt::ControlModifier)
        mask |= cmdKey;
    if (held & Qt::AltModifier)
        mask |= optionKey;
    if (held & Qt::MetaModifier)
        mask |= controlKey;
    return mask;
}

// Positions on the keyboard, named after what the US layout prints there.
UInt32 virtualKeyOf(Qt::Key key)
{
    static constexpr UInt32 letters[] = { kVK_ANSI_A, kVK_ANSI_B, kVK_ANSI_C, kVK_ANSI_D, kVK_ANSI_E, kVK_ANSI_F, kVK_ANSI_G, kVK_ANSI_H,
        kVK_ANSI_I, kVK_ANSI_J, kVK_ANSI_K, kVK_ANSI_L, kVK_ANSI_M, kVK_ANSI_N, kVK_ANSI_O, kVK_ANSI_P, kVK_ANSI_Q, kVK_ANSI_R, kVK_ANSI_S,
        kVK_ANSI_T, kVK_ANSI_U, kVK_ANSI_V, kVK_ANSI_W, kVK_ANSI_X, kVK_ANSI_Y, kVK_ANSI_Z };
    static constexpr UInt32 digits[] = { kVK_ANSI_0, kVK_ANSI_1, kVK_ANSI_2, kVK_ANSI_3, kVK_ANSI_4, kVK_ANSI_5, kVK_ANSI_6, kVK_ANSI_7,
        kVK_ANSI_8, kVK_ANSI_9 };
    static constexpr UInt32 functions[] = { kVK_F1, kVK_F2, kVK_F3, kVK_F4, kVK_F5, kVK_F6, kVK_F7, kVK_F8, kVK_F9, kVK_F10, kVK_F11,
        kVK_F12, kVK_F13, kVK_F14, kVK_F15, kVK_F16, kVK_F17, kVK_F18, kVK_F19, kVK_F20 };
    if (key >= Qt::Key_A && key <= Qt::Key_Z)
        return letters[key - Qt::Key_A];
    if (key >= Qt::Key_0 && key <= Qt::Key_9)
        return digits[key - Qt::Key_0];
    if (key >= Qt::Key_F1 && key <= Qt::Key_F20)
        return functions[key - Qt::Key_F1];
    static constexpr std::pair<Qt::Key, UInt32> named[] = {
        { Qt::Key_Space, kVK_Space },
        { Qt::Key_Backspace, kVK_Delete },
        { Qt::Key_Delete, kVK_ForwardDelete },
        { Qt::Key_Tab, kVK_Tab },
        { Qt::Key_Return, kVK_Return },
        { Qt::Key_Enter, kVK_ANSI_KeypadEnter },
        { Qt::Key_Home, kVK_Home },
        { Qt::Key_End, kVK_End },
        { Qt::Key_PageUp, kVK_PageUp },
        { Qt::Key_PageDown, kVK_PageDown },
        { Qt::Key_Left, kVK_LeftArrow },
        { Qt::Key_Up, kVK_UpArrow },
        { Qt::Key_Right, kVK_RightArrow },
        { Qt::Key_Down, kVK_DownArrow },
        { Qt::Key_Comma, kVK_ANSI_Comma },
        { Qt::Key_Period, kVK_ANSI_Period },
        { Qt::Key_Slash, kVK_ANSI_Slash },
        { Qt::Key_Semicolon, kVK_ANSI_Semicolon },
        { Qt::Key_Minus, kVK_ANSI_Minus },
        { Qt::Key_Equal, kVK_ANSI_Equal },
        { Qt::Key_QuoteLeft, kVK_ANSI_Grave },
    };
    for (const auto& [known, code] : named) {
        if (known == key)
            return code;
    }
    return notThere;
}

// A registered hot key: the system tells press and release, and needs no permission for it.
class CarbonShortcut final : public GlobalShortcut
{
public:
    CarbonShortcut()
    {
        const EventTypeSpec kinds[] = { { kEventClassKeyboard, kEventHotKeyPressed }, { kEventClassKeyboard, kEventHotKeyReleased } };
        InstallApplicationEventHandler(&CarbonShortcut::onHotKey, std::size(kinds), kinds, this, &m_handler);
    }

    ~CarbonShortcut() override
    {
        unbind();
        if (m_handler)
            RemoveEventHandler(m_handler);
    }

    void bind(const QKeySequence& key) override
    {
        unbind();
        const UInt32 code = key.count() == 1 ? virtualKeyOf(key[0].key()) : notThere;
        if (code == notThere) {
            emit refused(keyIsUnusable(key));
            return;
        }
        const EventHotKeyID id { signature, 1 };
        const OSStatus status = RegisterEventHotKey(
            code, modifiersOf(key[0].keyboardModifiers()), id, GetApplicationEventTarget(), kEventHotKeyExclusive, &m_hotKey);
        if (status == noErr)
            emit bound({});
        else
            emit refused(status == eventHotKeyExistsErr ? keyIsTaken(key) : keyIsUnusable(key));
    }

    void unbind() override
    {
        if (EventHotKeyRef hotKey = std::exchange(m_hotKey, nullptr))
            UnregisterEventHotKey(hotKey);
        letGo();
    }

private:
    static OSStatus onHotKey(EventHandlerCallRef /*next*/, EventRef event, void* self)
    {
        auto* shortcut = static_cast<CarbonShortcut*>(self);
        if (GetEventKind(event) == kEventHotKeyPressed)
            shortcut->press();
        else
            shortcut->letGo();
        return noErr;
    }

    void press()
    {
        if (!std::exchange(m_down, true))
            emit pressed();
    }

    void letGo()
    {
        if (std::exchange(m_down, false))
            emit released();
    }

    EventHandlerRef m_handler = nullptr;
    EventHotKeyRef m_hotKey = nullptr;
    bool m_down = false;
};

}

std::unique_ptr<GlobalShortcut> makeGlobalShortcut()
{
    return std::make_unique<CarbonShortcut>();
}

}
