// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/apis/funasrstub.h"

#include "support/apis/soundstub.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QWebSocket>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

struct FunAsrStub::Utterance
{
    bool greeted = false;
    bool over = false;
    int frames = 0;
    QByteArray sound;
};

namespace {

QString message(const QString& mode, const QString& text, bool isFinal)
{
    const QJsonObject object { { u"mode"_s, mode }, { u"text"_s, text }, { u"wav_name"_s, u"myna"_s }, { u"is_final"_s, isFinal } };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

}

FunAsrStub::FunAsrStub(const QSslConfiguration& tls)
    : m_server(u"FunASR"_s, tls.isNull() ? QWebSocketServer::NonSecureMode : QWebSocketServer::SecureMode)
{
    if (!tls.isNull())
        m_server.setSslConfiguration(tls);
    hears = [](const codec::PcmFrame& sound) { return u"%1 samples"_s.arg(sound.samples.size()); };
    connect(&m_server, &QWebSocketServer::newConnection, this, &FunAsrStub::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the stub cannot listen on loopback");
}

FunAsrStub::~FunAsrStub()
{
    for (QWebSocket* socket : m_server.findChildren<QWebSocket*>())
        socket->disconnect(this);
}

void FunAsrStub::accept()
{
    while (QWebSocket* socket = m_server.nextPendingConnection()) {
        ++openSockets;
        ++acceptedSockets;
        const auto utterance = std::make_shared<Utterance>();
        connect(socket, &QWebSocket::textMessageReceived, this,
            [this, socket, utterance](const QString& text) { onText(socket, *utterance, text); });
        connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this, socket, utterance](const QByteArray& bytes) { onSound(socket, *utterance, bytes); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            --openSockets;
            socket->deleteLater();
        });
    }
}

void FunAsrStub::onSound(QWebSocket* socket, Utterance& utterance, const QByteArray& bytes)
{
    if (!utterance.greeted || utterance.over || bytes.size() % 2 != 0)
        complaints += u"sound at the wrong time, or half a sample"_s;
    utterance.sound += bytes;
    ++utterance.frames;
    if (manner == Manner::CutEarly)
        socket->abort();
    else if (manner == Manner::Garbage)
        socket->sendTextMessage(u"<html>"_s);
    else if (manner == Manner::Proper && utterance.frames % 8 == 0)
        socket->sendTextMessage(message(u"2pass-online"_s, u"guess"_s, false));
    else if (manner == Manner::InParts && utterance.frames == 8)
        socket->sendTextMessage(message(u"2pass-offline"_s, u"First."_s, true)); // Python's runtime calls everything final while it hears
}

void FunAsrStub::onText(QWebSocket* socket, Utterance& utterance, const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    if (!utterance.greeted) {
        utterance.greeted = true;
        greetings += object;
        if (object.value("mode"_L1) != "2pass"_L1 || object.value("chunk_size"_L1) != QJsonArray { 5, 10, 5 }
            || object.value("wav_format"_L1) != "pcm"_L1 || object.value("audio_fs"_L1) != 16000 || object.value("is_speaking"_L1) != true
            || !object.value("wav_name"_L1).isString())
            complaints += u"the first message: "_s + text;
        return;
    }
    if (object.value("is_speaking"_L1) != false || utterance.over)
        complaints += u"a message: "_s + text;
    utterance.over = true;
    lastSound = samplesOf(utterance.sound, 16000);
    const QString words = hears(lastSound);
    switch (manner) {
    case Manner::Proper:
        socket->sendTextMessage(message(u"2pass-offline"_s, u"<|en|><|NEUTRAL|>"_s + words, true));
        return;
    case Manner::Unmarked:
    case Manner::InParts:
        socket->sendTextMessage(message(u"2pass-offline"_s, words, false));
        return;
    case Manner::Cut:
        socket->abort();
        return;
    case Manner::Silent:
    case Manner::Garbage:
    case Manner::CutEarly:
        return;
    }
}

}

#include "moc_funasrstub.cpp"
