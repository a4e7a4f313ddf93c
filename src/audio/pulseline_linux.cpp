// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/pulseline_linux.h"

#include "base/invoke.h"

#include <utility>

namespace myna::audio {

namespace {

// Sound should be back within the second and a half a person tolerates. A server that is restarted comes back soon and is met at once; one
// that stays away is not worth more than a look each second.
constexpr std::chrono::milliseconds firstReconnectWait { 200 };
constexpr std::chrono::milliseconds reconnectWait { 1000 };
constexpr qint64 soonMs = 10000; // since it was lost

bool isDenied(const pa_context* context)
{
    const int reason = pa_context_errno(context);
    return reason == PA_ERR_ACCESS || reason == PA_ERR_AUTHKEY;
}

}

PulseLine::PulseLine(Use use)
    : m_use(std::move(use))
{
    m_reconnect.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &PulseLine::connectToServer);
}

// The order matters: no callback may run once this object goes.
PulseLine::~PulseLine()
{
    if (!m_loop)
        return;
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    pa_threaded_mainloop_unlock(m_loop);
    pa_threaded_mainloop_stop(m_loop);
    pa_threaded_mainloop_free(m_loop);
}

bool PulseLine::start()
{
    m_loop = pa_threaded_mainloop_new();
    if (m_loop && pa_threaded_mainloop_start(m_loop) == 0) {
        connectToServer();
        return true;
    }
    if (m_loop)
        pa_threaded_mainloop_free(m_loop);
    m_loop = nullptr;
    return false;
}

void PulseLine::ask(const std::function<void(pa_context*)>& work)
{
    if (!m_loop)
        return;
    pa_threaded_mainloop_lock(m_loop);
    if (m_context && pa_context_get_state(m_context) == PA_CONTEXT_READY)
        work(m_context);
    pa_threaded_mainloop_unlock(m_loop);
}

void PulseLine::tell(pa_context* context, const std::function<void()>& work)
{
    onThreadOf(this, [this, context, work] {
        pa_threaded_mainloop_lock(m_loop);
        const bool isOurs = m_context == context;
        pa_threaded_mainloop_unlock(m_loop);
        if (isOurs)
            work();
    });
}

void PulseLine::leave()
{
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    pa_threaded_mainloop_unlock(m_loop);
    if (!m_lost.isValid())
        m_lost.start();
    m_reconnect.start(m_lost.hasExpired(soonMs) ? reconnectWait : firstReconnectWait);
}

void PulseLine::release(pa_operation* operation)
{
    if (operation)
        pa_operation_unref(operation);
}

void PulseLine::connectToServer()
{
    pa_threaded_mainloop_lock(m_loop);
    dropContext();
    m_context = pa_context_new(pa_threaded_mainloop_get_api(m_loop), m_use.name);
    pa_context_set_state_callback(
        m_context, [](pa_context* context, void* self) { static_cast<PulseLine*>(self)->contextChanged(context); }, this);
    const bool tried = pa_context_connect(m_context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) >= 0;
    const bool denied = !tried && isDenied(m_context);
    pa_threaded_mainloop_unlock(m_loop);
    if (tried)
        return;
    leave();
    m_use.lost(denied);
}

void PulseLine::dropContext()
{
    m_use.dropped();
    if (!m_context)
        return;
    pa_context_set_state_callback(m_context, nullptr, nullptr);
    pa_context_set_subscribe_callback(m_context, nullptr, nullptr);
    pa_context_disconnect(m_context);
    pa_context_unref(m_context);
    m_context = nullptr;
}

void PulseLine::contextChanged(pa_context* context)
{
    const auto state = pa_context_get_state(context);
    if (state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED) {
        tell(context, [this, denied = isDenied(context)] {
            leave();
            m_use.lost(denied);
        });
    }
    if (state != PA_CONTEXT_READY)
        return;
    tell(context, [this] { m_lost.invalidate(); });
    pa_context_set_subscribe_callback(
        context,
        [](pa_context* changed, pa_subscription_event_type_t, uint32_t, void* self) { static_cast<PulseLine*>(self)->m_use.look(changed); },
        this);
    release(pa_context_subscribe(context, pa_subscription_mask_t(m_use.events), nullptr, nullptr));
    m_use.look(context);
}

}
