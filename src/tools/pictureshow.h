// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"
#include "protocol/reach.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

class QImage;

namespace myna::net {
class FormBody;
}

namespace myna::tools {

// Who looks at pictures, and who we are towards them.
struct PicturePlace
{
    QUrl url; // empty: nobody
    QString token; // may be empty; never logged
    QString deviceId;
    QString clientId;
    protocol::Reach reach;
};

// Small enough for every server (they take 5 MB) and for a slow line, at most `longestSide` pixels. Empty when the image is.
QByteArray jpegOf(const QImage& image, int longestSide);

// Shows pictures to the server's vision endpoint with a question, as the firmware does: multipart, `question` before `file`.
// Lives on the main thread; nothing waits.
class PictureShow final : public QObject
{
    Q_OBJECT

public:
    explicit PictureShow(std::chrono::milliseconds limit = std::chrono::seconds(15), QObject* parent = nullptr);

    void setPlace(const PicturePlace& place); // of the next questions
    [[nodiscard]] bool isThere() const { return m_place.url.isValid() && !m_place.url.isEmpty(); }

    // The server's JSON text as it came. Errors: Unavailable (nobody looks), Refused (token), Timeout, Network, Protocol. Ends with `call`.
    void ask(const QByteArray& jpeg, const QString& fileName, const QString& question, QObject* call, const mcp::ToolAnswer& answer);

signals:
    void placeChanged(); // whether there is one

private:
    void send(const PicturePlace& place, const net::FormBody& body, QObject* call, const mcp::ToolAnswer& answer);

    std::chrono::milliseconds m_limit;
    PicturePlace m_place;
    QNetworkAccessManager m_network;
};

}
