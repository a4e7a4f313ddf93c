// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/globalshortcut_x11_linux.h"

#include "desktop/keynames_linux.h"

#include <QSocketNotifier>

#include <array>
#include <cstdlib>
#include <vector>

// xcb/xkb.h names a field like a keyword of C++.
#define explicit explicit_
#include <xcb/xkb.h>
#undef explicit
#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>

namespace myna::desktop {

namespace {

struct FreeMemory
{
    void operator()(void* memory) const { std::free(memory); }
};
template<typename T>
using Reply = std::unique_ptr<T, FreeMemory>;

struct Disconnect
{
    void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
};
struct FreeSymbols
{
    void operator()(xcb_key_symbols_t* symbols) const { xcb_key_symbols_free(symbols); }
};

// A grab names the exact modifiers; caps lock and num lock (the second modifier of every usual layout) shall not matter.
constexpr std::array<uint16_t, 4> lockCombinations { 0, XCB_MOD_MASK_LOCK, XCB_MOD_MASK_2, XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2 };

uint16_t modifiersOf(Qt::KeyboardModifiers wanted)
{
    uint16_t mask = 0;
    if (wanted & Qt::ShiftModifier)
        mask |= XCB_MOD_MASK_SHIFT;
    if (wanted & Qt::ControlModifier)
        mask |= XCB_MOD_MASK_CONTROL;
    if (wanted & Qt::AltModifier)
        mask |= XCB_MOD_MASK_1;
    if (wanted & Qt::MetaModifier)
        mask |= XCB_MOD_MASK_4;
    return mask;
}

}

struct X11Shortcut::Display
{
    std::unique_ptr<xcb_connection_t, Disconnect> connection;
    std::unique_ptr<xcb_key_symbols_t, FreeSymbols> symbols;
    std::unique_ptr<QSocketNotifier> notifier; // goes before the connection whose socket it watches
    std::vector<xcb_window_t> roots;
    std::vector<xcb_keycode_t> codes; // that are grabbed now
    xcb_keycode_t held = 0; // the one that went down
    uint16_t modifiers = 0;
    uint8_t keyboardEvent = 0; // number of the keyboard extension's events

    [[nodiscard]] std::vector<xcb_keycode_t> codesOf(const QKeySequence& key) const
    {
        std::vector<xcb_keycode_t> found;
        const std::optional<KeyName> name = key.count() == 1 ? keyNameOf(key[0].key()) : std::nullopt;
        const Reply<xcb_keycode_t> list(name ? xcb_key_symbols_get_keycode(symbols.get(), name->symbol) : nullptr);
        for (const xcb_keycode_t* code = list.get(); code && *code != XCB_NO_SYMBOL; ++code)
            found.push_back(*code);
        return found;
    }
};

X11Shortcut::X11Shortcut(KeyPurpose purpose, QObject* parent)
    : GlobalShortcut(purpose, parent)
{
}

X11Shortcut::~X11Shortcut() = default;

bool X11Shortcut::open()
{
    if (m_display)
        return true;
    auto display = std::make_unique<Display>();
    display->connection.reset(xcb_connect(nullptr, nullptr));
    xcb_connection_t* connection = display->connection.get();
    if (xcb_connection_has_error(connection))
        return false;
    // A held key repeats as presses without releases between them, so that a release is one.
    Reply<xcb_xkb_use_extension_reply_t> extension(
        xcb_xkb_use_extension_reply(connection, xcb_xkb_use_extension(connection, 1, 0), nullptr));
    if (!extension || !extension->supported)
        return false;
    constexpr uint32_t detectable = XCB_XKB_PER_CLIENT_FLAG_DETECTABLE_AUTO_REPEAT;
    Reply<xcb_xkb_per_client_flags_reply_t> flags(xcb_xkb_per_client_flags_reply(
        connection, xcb_xkb_per_client_flags(connection, XCB_XKB_ID_USE_CORE_KBD, detectable, detectable, 0, 0, 0), nullptr));
    if (!flags || !(flags->value & detectable))
        return false;
    // Who knows the extension is told of a new layout only by the extension.
    constexpr uint16_t news = XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY | XCB_XKB_EVENT_TYPE_MAP_NOTIFY;
    xcb_xkb_select_events(
        connection, XCB_XKB_ID_USE_CORE_KBD, news, 0, news, XCB_XKB_MAP_PART_KEY_SYMS, XCB_XKB_MAP_PART_KEY_SYMS, nullptr);
    display->keyboardEvent = xcb_get_extension_data(connection, &xcb_xkb_id)->first_event;
    display->symbols.reset(xcb_key_symbols_alloc(connection));
    for (auto screen = xcb_setup_roots_iterator(xcb_get_setup(connection)); screen.rem > 0; xcb_screen_next(&screen))
        display->roots.push_back(screen.data->root);
    display->notifier = std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(connection), QSocketNotifier::Read);
    connect(display->notifier.get(), &QSocketNotifier::activated, this, &X11Shortcut::readEvents);
    m_display = std::move(display);
    return true;
}

void X11Shortcut::bind(const QKeySequence& key)
{
    unbind();
    if (!open()) {
        emit refused(noGlobalKeys(purpose()));
        return;
    }
    if (const auto error = grab(key)) {
        ungrab();
        emit refused(*error);
    } else {
        m_key = key;
        emit bound({});
    }
    readEvents(); // replies may have brought events along
}

std::optional<Error> X11Shortcut::grab(const QKeySequence& key)
{
    Display& d = *m_display;
    d.codes = d.codesOf(key);
    if (d.codes.empty())
        return keyIsUnusable(key);
    d.modifiers = modifiersOf(key[0].keyboardModifiers());
    for (const xcb_keycode_t code : d.codes) {
        for (const xcb_window_t root : d.roots) {
            for (const uint16_t locks : lockCombinations) {
                const auto wish = xcb_grab_key_checked(
                    d.connection.get(), 0, root, d.modifiers | locks, code, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
                if (const Reply<xcb_generic_error_t> error { xcb_request_check(d.connection.get(), wish) })
                    return error->error_code == XCB_ACCESS ? keyIsTaken(key) : keyIsUnusable(key);
            }
        }
    }
    return std::nullopt;
}

void X11Shortcut::ungrab()
{
    if (!m_display)
        return;
    // Ungrabbing what was not grabbed does nothing.
    for (const xcb_keycode_t code : m_display->codes) {
        for (const xcb_window_t root : m_display->roots) {
            for (const uint16_t locks : lockCombinations)
                xcb_ungrab_key(m_display->connection.get(), code, root, m_display->modifiers | locks);
        }
    }
    m_display->codes.clear();
    xcb_flush(m_display->connection.get());
}

void X11Shortcut::unbind()
{
    ungrab();
    m_key = {};
    letGo();
}

void X11Shortcut::readEvents()
{
    while (m_display) {
        const Reply<xcb_generic_event_t> event(xcb_poll_for_event(m_display->connection.get()));
        if (!event)
            break;
        handle(event.get());
    }
    if (m_display && xcb_connection_has_error(m_display->connection.get())) {
        m_display->notifier->setEnabled(false);
        QMetaObject::invokeMethod(this, &X11Shortcut::lose, Qt::QueuedConnection); // not from the notifier that goes with it
    }
}

void X11Shortcut::handle(void* event)
{
    const uint8_t kind = static_cast<xcb_generic_event_t*>(event)->response_type & 0x7f;
    if (kind == m_display->keyboardEvent) {
        QMetaObject::invokeMethod(this, &X11Shortcut::followLayout, Qt::QueuedConnection);
        return;
    }
    switch (kind) {
    case XCB_KEY_PRESS: {
        if (m_down || m_key.isEmpty())
            break; // repeated, or given back meanwhile
        m_display->held = static_cast<xcb_key_press_event_t*>(event)->detail;
        m_down = true;
        emit pressed();
        break;
    }
    case XCB_KEY_RELEASE:
        // By the key alone: the modifiers may have been let go before.
        if (static_cast<xcb_key_release_event_t*>(event)->detail == m_display->held)
            letGo();
        break;
    default:
        break;
    }
}

// On a new layout the key may be elsewhere.
void X11Shortcut::followLayout()
{
    if (!m_display || m_key.isEmpty())
        return;
    m_display->symbols.reset(xcb_key_symbols_alloc(m_display->connection.get()));
    if (m_display->codesOf(m_key) != m_display->codes)
        bind(QKeySequence(m_key));
    readEvents();
}

void X11Shortcut::letGo()
{
    if (std::exchange(m_down, false))
        emit released();
}

// The X server has gone; the program will follow.
void X11Shortcut::lose()
{
    m_display.reset();
    m_key = {};
    letGo();
    emit refused(noGlobalKeys(purpose()));
}

}

#include "moc_globalshortcut_x11_linux.cpp"
