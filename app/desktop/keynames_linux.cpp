// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/keynames_linux.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

struct NamedKey
{
    Qt::Key key;
    uint32_t symbol; // of X11's keysymdef.h
    QLatin1String name;
};

constexpr std::array namedKeys {
    NamedKey { Qt::Key_Space, 0x0020, "space"_L1 },
    NamedKey { Qt::Key_Backspace, 0xff08, "BackSpace"_L1 },
    NamedKey { Qt::Key_Tab, 0xff09, "Tab"_L1 },
    NamedKey { Qt::Key_Return, 0xff0d, "Return"_L1 },
    NamedKey { Qt::Key_Escape, 0xff1b, "Escape"_L1 },
    NamedKey { Qt::Key_Pause, 0xff13, "Pause"_L1 },
    NamedKey { Qt::Key_ScrollLock, 0xff14, "Scroll_Lock"_L1 },
    NamedKey { Qt::Key_Home, 0xff50, "Home"_L1 },
    NamedKey { Qt::Key_Left, 0xff51, "Left"_L1 },
    NamedKey { Qt::Key_Up, 0xff52, "Up"_L1 },
    NamedKey { Qt::Key_Right, 0xff53, "Right"_L1 },
    NamedKey { Qt::Key_Down, 0xff54, "Down"_L1 },
    NamedKey { Qt::Key_PageUp, 0xff55, "Page_Up"_L1 },
    NamedKey { Qt::Key_PageDown, 0xff56, "Page_Down"_L1 },
    NamedKey { Qt::Key_End, 0xff57, "End"_L1 },
    NamedKey { Qt::Key_Print, 0xff61, "Print"_L1 },
    NamedKey { Qt::Key_Insert, 0xff63, "Insert"_L1 },
    NamedKey { Qt::Key_Menu, 0xff67, "Menu"_L1 },
    NamedKey { Qt::Key_Delete, 0xffff, "Delete"_L1 },
    NamedKey { Qt::Key_Enter, 0xff8d, "KP_Enter"_L1 },
    NamedKey { Qt::Key_MicMute, 0x1008ffb2, "XF86AudioMicMute"_L1 },
    NamedKey { Qt::Key_Exclam, 0x0021, "exclam"_L1 },
    NamedKey { Qt::Key_QuoteDbl, 0x0022, "quotedbl"_L1 },
    NamedKey { Qt::Key_NumberSign, 0x0023, "numbersign"_L1 },
    NamedKey { Qt::Key_Apostrophe, 0x0027, "apostrophe"_L1 },
    NamedKey { Qt::Key_Asterisk, 0x002a, "asterisk"_L1 },
    NamedKey { Qt::Key_Plus, 0x002b, "plus"_L1 },
    NamedKey { Qt::Key_Comma, 0x002c, "comma"_L1 },
    NamedKey { Qt::Key_Minus, 0x002d, "minus"_L1 },
    NamedKey { Qt::Key_Period, 0x002e, "period"_L1 },
    NamedKey { Qt::Key_Slash, 0x002f, "slash"_L1 },
    NamedKey { Qt::Key_Colon, 0x003a, "colon"_L1 },
    NamedKey { Qt::Key_Semicolon, 0x003b, "semicolon"_L1 },
    NamedKey { Qt::Key_Less, 0x003c, "less"_L1 },
    NamedKey { Qt::Key_Equal, 0x003d, "equal"_L1 },
    NamedKey { Qt::Key_Greater, 0x003e, "greater"_L1 },
    NamedKey { Qt::Key_Question, 0x003f, "question"_L1 },
    NamedKey { Qt::Key_BracketLeft, 0x005b, "bracketleft"_L1 },
    NamedKey { Qt::Key_Backslash, 0x005c, "backslash"_L1 },
    NamedKey { Qt::Key_BracketRight, 0x005d, "bracketright"_L1 },
    NamedKey { Qt::Key_Underscore, 0x005f, "underscore"_L1 },
    NamedKey { Qt::Key_QuoteLeft, 0x0060, "grave"_L1 },
};

constexpr uint32_t firstFunctionKey = 0xffbe; // F1

}

std::optional<KeyName> keyNameOf(Qt::Key key)
{
    if (key >= Qt::Key_A && key <= Qt::Key_Z) {
        const auto small = char16_t(u'a' + (key - Qt::Key_A));
        return KeyName { small, QString(QChar(small)) };
    }
    if (key >= Qt::Key_0 && key <= Qt::Key_9)
        return KeyName { uint32_t(key), QString(QChar(char16_t(key))) };
    if (key >= Qt::Key_F1 && key <= Qt::Key_F35) {
        const int number = key - Qt::Key_F1;
        return KeyName { firstFunctionKey + uint32_t(number), u"F%1"_s.arg(number + 1) };
    }
    for (const NamedKey& known : namedKeys) {
        if (known.key == key)
            return KeyName { known.symbol, known.name };
    }
    return std::nullopt;
}

}
