// SPDX-License-Identifier: GPL-3.0-or-later
// X11's way to other programs' windows. There is none on Wayland, on purpose of its makers.
#include "tools/closing_linux.h"

#include <cstdlib>
#include <cstring>
#include <memory>

#include <xcb/xcb.h>

namespace myna::tools {

namespace {

// A window tree deeper or wider than this is not looked through.
constexpr uint32_t maxWindows = 2000;

struct Freed
{
    void operator()(void* reply) const { std::free(reply); }
};
struct Disconnected
{
    void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
};

class Display
{
public:
    Display()
        : m_connection(xcb_connect(nullptr, nullptr))
    {
    }

    [[nodiscard]] bool isOpen() const { return xcb_connection_has_error(m_connection.get()) == 0; }
    [[nodiscard]] xcb_window_t root() const { return xcb_setup_roots_iterator(xcb_get_setup(m_connection.get())).data->root; }
    [[nodiscard]] xcb_connection_t* get() const { return m_connection.get(); }

    [[nodiscard]] xcb_atom_t atom(const char* name) const
    {
        const auto cookie = xcb_intern_atom(get(), 1, uint16_t(std::strlen(name)), name);
        const std::unique_ptr<xcb_intern_atom_reply_t, Freed> reply(xcb_intern_atom_reply(get(), cookie, nullptr));
        return reply ? reply->atom : xcb_atom_t(XCB_ATOM_NONE);
    }

    // The 32-bit values of a property.
    [[nodiscard]] QVector<uint32_t> values(xcb_window_t window, xcb_atom_t name) const
    {
        if (name == XCB_ATOM_NONE)
            return {};
        const auto cookie = xcb_get_property(get(), 0, window, name, XCB_GET_PROPERTY_TYPE_ANY, 0, maxWindows);
        const std::unique_ptr<xcb_get_property_reply_t, Freed> reply(xcb_get_property_reply(get(), cookie, nullptr));
        if (!reply || reply->format != 32)
            return {};
        const auto* first = static_cast<const uint32_t*>(xcb_get_property_value(reply.get()));
        return { first, first + xcb_get_property_value_length(reply.get()) / 4 };
    }

    // What the window manager calls windows; without one, the children of the root.
    [[nodiscard]] QVector<uint32_t> windows() const
    {
        QVector<uint32_t> listed = values(root(), atom("_NET_CLIENT_LIST"));
        if (!listed.isEmpty())
            return listed;
        const std::unique_ptr<xcb_query_tree_reply_t, Freed> tree(xcb_query_tree_reply(get(), xcb_query_tree(get(), root()), nullptr));
        if (!tree)
            return {};
        const xcb_window_t* first = xcb_query_tree_children(tree.get());
        return { first, first + std::min<uint32_t>(maxWindows, tree->children_len) };
    }

private:
    std::unique_ptr<xcb_connection_t, Disconnected> m_connection;
};

}

int closeWindowsOf(const QVector<qint64>& processes)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY"))
        return 0;
    const Display display;
    if (!display.isOpen())
        return 0;
    const xcb_atom_t owner = display.atom("_NET_WM_PID");
    const xcb_atom_t protocols = display.atom("WM_PROTOCOLS");
    const xcb_atom_t closing = display.atom("WM_DELETE_WINDOW");
    int asked = 0;
    for (const xcb_window_t window : display.windows()) {
        const QVector<uint32_t> pid = display.values(window, owner);
        if (pid.isEmpty() || !processes.contains(qint64(pid.first())) || !display.values(window, protocols).contains(closing))
            continue;
        xcb_client_message_event_t message {};
        message.response_type = XCB_CLIENT_MESSAGE;
        message.format = 32;
        message.window = window;
        message.type = protocols;
        message.data.data32[0] = closing;
        message.data.data32[1] = XCB_CURRENT_TIME;
        xcb_send_event(display.get(), 0, window, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<const char*>(&message));
        ++asked;
    }
    xcb_flush(display.get());
    return asked;
}

}
