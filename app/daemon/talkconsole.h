// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/linereader.h"
#include "protocol/message.h"

#include <QQueue>

namespace myna::daemon {

// A conversation from the keyboard: single letters are wishes, everything else is said to the assistant. A person at a terminal is obeyed
// at once; lines of a file or a pipe each wait until the answer before is over.
class TalkConsole final : public QObject
{
    Q_OBJECT

public:
    explicit TalkConsole(protocol::ListenMode mode, QObject* parent = nullptr);

    [[nodiscard]] static QString help();
    void start();
    void setReady(bool ready); // connected, and nothing is being answered

signals:
    void talkWanted(myna::protocol::ListenMode mode); // begin to listen, or end it
    void interruptWanted();
    void textEntered(const QString& text);
    void modeChosen(myna::protocol::ListenMode mode);
    void helpWanted();
    void quitWanted();

private:
    void take(const QString& line);
    void obey(const QString& line);
    void next();

    LineReader m_reader;
    protocol::ListenMode m_mode;
    QQueue<QString> m_waiting; // of a pipe
    bool m_ready = false;
    bool m_ended = false;
};

}
