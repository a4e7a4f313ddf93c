// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QStringList>
#include <QUrl>
#include <QWebSocketServer>

#include <functional>

class QWebSocket;

namespace myna::test {

// FunASR's runtime as it publishes its WebSocket: first a JSON object, then samples, then {"is_speaking":false}.
class FunAsrStub final : public QObject
{
    Q_OBJECT

public:
    enum class Manner {
        Proper, // guesses while somebody speaks, then the words, marked as final
        Unmarked, // never says what is final
        InParts, // the words in two sentences, the first one while somebody speaks
        Silent, // takes everything, says nothing
        Garbage,
        Cut, // hangs up at the end of speech
        CutEarly, // hangs up at the first sound
    };

    explicit FunAsrStub(const QSslConfiguration& tls = {});
    ~FunAsrStub() override;

    [[nodiscard]] QUrl url() const { return m_server.serverUrl(); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    Manner manner = Manner::Proper;
    std::function<QString(const codec::PcmFrame& sound)> hears;

    QStringList complaints;
    QList<QJsonObject> greetings;
    codec::PcmFrame lastSound; // of the utterance that ended last
    int openSockets = 0;
    int acceptedSockets = 0;

private:
    struct Utterance;
    void accept();
    void onText(QWebSocket* socket, Utterance& utterance, const QString& text);
    void onSound(QWebSocket* socket, Utterance& utterance, const QByteArray& bytes);

    QWebSocketServer m_server;
};

}
