// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/binddesk.h"
#include "control/controlfile.h"
#include "control/linkdesk.h"
#include "control/requestgate.h"
#include "http/acceptor.h"
#include "http/frontdoor.h"

#include <memory>

namespace myna::control {

struct ControlLimits
{
    http::Rate rate;
    std::chrono::milliseconds pairing = BindDesk::patience;
    int connections = 32; // at once
};

// Local control: HTTP for the other programs of this computer and account, on a free port of 127.0.0.1, with a token that control.json in
// the data folder tells. Described by resources/openapi/control.json. Main thread; no request blocks it.
class ControlApi final : public QObject
{
    Q_OBJECT

public:
    ControlApi(ControlledClient client, const QString& dataDir, const ControlLimits& limits = {}, QObject* parent = nullptr);
    ~ControlApi() override;

    void follow(session::VoiceSession* session) { m_link.follow(session); } // once, when the client's session has been made
    void setSound(const SoundFigures& figures) { m_link.setSound(figures); }

    // With a new port and token each time. Errors: Unavailable.
    Result<> open();
    void close(); // also removes the file
    [[nodiscard]] bool isOpen() const { return m_running != nullptr; }
    [[nodiscard]] QUrl url() const; // empty while closed
    [[nodiscard]] QByteArray token() const; // a secret
    void removeStaleFile() { m_file.removeStale(); }

private:
    struct Running; // all that is there between open() and close()

    ControlledClient m_client;
    ControlLimits m_limits;
    ControlFile m_file;
    BindDesk m_bind;
    LinkDesk m_link;
    std::unique_ptr<Running> m_running;
};

}
