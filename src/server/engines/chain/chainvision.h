// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chain/relay.h"
#include "server/engines/interfaces.h"

#include <QTimer>

namespace myna::server {

// Shows a picture to one vision engine after the other until one says what it sees. Several pictures at once are looked at one after the
// other.
class ChainVision final : public Vision
{
    Q_OBJECT

public:
    // A device waits this long for an answer; models need several seconds for a picture.
    static constexpr std::chrono::milliseconds standardLimit { 20000 };
    static constexpr size_t maxWaiting = 4;

    explicit ChainVision(Relay<Vision>::Links links, std::chrono::milliseconds limit = standardLimit, QObject* parent = nullptr);
    ~ChainVision() override;

    void look(TurnId turn, const QByteArray& picture, const QString& mimeType, const QString& question, const QString& language) override;
    void cancel(TurnId turn) override;

    [[nodiscard]] QString engineName() const override { return m_relay.name(); }

private:
    struct Job
    {
        TurnId turn;
        QByteArray picture;
        QString mimeType;
        QString question;
        QString language;
    };
    void introduce(Vision& engine);
    void startNext();
    void ask(size_t from);
    void onFailed(const Error& error);
    TurnId endHead();

    QTimer m_limit;
    std::vector<Job> m_jobs; // the first is being looked at while m_looking
    bool m_looking = false;
    Relay<Vision> m_relay; // the first to go: engines may still speak while they end
};

}
