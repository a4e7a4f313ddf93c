// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/router.h"
#include "server/devices/gatekeeper.h"
#include "server/engines/engineregistry.h"

#include <map>

namespace myna::server {

// An image of 5 MB, as devices are allowed, with its question and the parts' heads.
inline constexpr qsizetype maxVisionBytes = 6 * 1024 * 1024;

// `/mcp/vision/explain`: a device shows a picture and asks. Judged like every session; the picture is judged before any engine sees it.
// Edge thread; nobody waits for an engine.
class VisionDesk final : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t maxLooks = 8; // at once; each holds a picture

    // Both outlive it. `personaFor`: whose language and engines count for a device.
    VisionDesk(Gatekeeper& gatekeeper, EngineRegistry& engines, std::function<Persona(const QString& deviceId)> personaFor,
        QObject* parent = nullptr);
    ~VisionDesk() override;

    void addRoutes(http::Router& router); // `router` is not used longer than this lives
    void setStopped(bool on); // the emergency stop: no picture is looked at, and nothing more is said of those that are

private:
    struct Look
    {
        std::unique_ptr<Vision> engine;
        http::Responder to;
        TurnId turn;
    };

    void explain(const http::Request& request, const http::Responder& responder);
    void look(const QString& question, const QByteArray& picture, const QString& mimeType, const Persona& persona,
        const http::Responder& responder);
    void finish(quint64 number, const http::Response& response);

    Gatekeeper& m_gatekeeper;
    EngineRegistry& m_engines;
    std::function<Persona(const QString& deviceId)> m_personaFor;
    std::map<quint64, Look> m_looks;
    bool m_stopped = false;
    quint64 m_numbers = 0;
};

}
