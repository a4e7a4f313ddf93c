// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/clientcore.h"
#include "server/engines/engineregistry.h"

#include <QObject>

namespace myna::desktop {

// Says an activation code digit by digit in the language of the window, with the offline voice, through the chosen loudspeaker.
class DigitSpeaker final : public QObject
{
    Q_OBJECT

public:
    explicit DigitSpeaker(client::ClientCore& core, QObject* parent = nullptr);
    ~DigitSpeaker() override;

    void speak(const QString& code, const QString& language); // "en" or "zh"; a new call replaces the one before

signals:
    void failed(const myna::Error& error);

private:
    void play(TurnId request, const std::vector<codec::PcmFrame>& pieces);

    client::ClientCore& m_core;
    std::unique_ptr<server::EngineRegistry> m_engines; // made at first use: the voice is loaded only for those who want to hear it
    std::unique_ptr<server::Synthesiser> m_voice;
    std::vector<codec::PcmFrame> m_pieces;
    QString m_language;
    TurnId m_request;
};

}
