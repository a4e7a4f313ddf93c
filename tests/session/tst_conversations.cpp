// SPDX-License-Identifier: GPL-3.0-or-later
// Whole conversations from tests/data/conversations, message by message.
#include "mcp/mcpserver.h"
#include "protocol/jsoncodec.h"
#include "session/voicesession.h"
#include "support/faketransport.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;

namespace {

session::Timing patient()
{
    // Only a conversation that is never greeted waits for this one.
    return { .hello = 80ms, .answer = 60s, .stuckSpeech = 60s, .flush = 60s, .drain = 60s };
}

mcp::Tool louder()
{
    const mcp::Argument by { .name = u"by"_s, .type = mcp::ArgumentType::Integer, .minimum = 1, .maximum = 20 };
    return { { .name = u"test.louder"_s, .description = u"Raises the volume."_s, .arguments = { by } },
        [](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) { answer(u"true"_s); } };
}

QString compact(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// One side of the conversation acts as the script says; what the session does is compared with the script's next line.
class Player
{
public:
    Player()
        : m_session(m_network.factory(), {}, patient())
    {
        m_desk.addTool(louder());
        m_session.setProfile({ .url = QUrl(u"ws://server/xiaozhi/v1/"_s) });
        on(&session::VoiceSession::audioReceived, [this](TurnId, const protocol::AudioPacket&) { ++m_played; });
        on(&session::VoiceSession::heard, [this](const QString& text) { m_heard = text; });
        on(&session::VoiceSession::sentence, [this](TurnId, const QString& text) { m_shown = text; });
        on(&session::VoiceSession::speechStarted, [this](TurnId turn) { m_turn = turn; });
        on(&session::VoiceSession::refused, [this](const Error&) { m_refused = true; });
        QObject::connect(&m_session, &session::VoiceSession::mcpReceived, &m_desk, &mcp::McpServer::receive);
        QObject::connect(&m_desk, &mcp::McpServer::replyReady, &m_session, &session::VoiceSession::sendMcp);
    }

    // Nothing: as the script has it.
    QString follow(const QJsonObject& line)
    {
        if (line.contains("up"_L1))
            return saysNext(line["up"_L1].toObject());
        if (line.contains("up_sound"_L1))
            return compared(int(m_network.newest->sentAudio.size()) - std::exchange(m_soundSeen, int(m_network.newest->sentAudio.size())),
                line["up_sound"_L1].toInt());
        if (line.contains("state"_L1))
            return compared(session::stateName(m_session.state()), line["state"_L1].toString());
        if (line.contains("plays"_L1))
            return compared(std::exchange(m_played, 0), line["plays"_L1].toInt());
        if (line.contains("hears"_L1))
            return compared(m_heard, line["hears"_L1].toString());
        if (line.contains("shows"_L1))
            return compared(m_shown, line["shows"_L1].toString());
        if (line.contains("refused"_L1))
            return test::becomesTrue([this] { return m_refused; }) ? QString() : u"not refused"_s;
        return acts(line);
    }

    [[nodiscard]] QString leftOver() const
    {
        if (!m_network.newest || m_messagesSeen == m_network.newest->sent.size())
            return {};
        return u"said more than that: "_s + QString::fromUtf8(protocol::encode(m_network.newest->sent[m_messagesSeen]));
    }

private:
    template<typename Signal, typename Handler>
    void on(Signal signal, Handler handler)
    {
        QObject::connect(&m_session, signal, &m_context, handler);
    }

    template<typename T>
    static QString compared(const T& is, const T& should)
    {
        return is == should ? QString() : u"is %1, should be %2"_s.arg(is).arg(should);
    }
    static QString compared(QLatin1String is, const QString& should) { return compared(QString(is), should); }

    QString saysNext(QJsonObject should)
    {
        const auto& sent = m_network.newest->sent;
        if (m_messagesSeen >= sent.size())
            return u"nothing was said"_s;
        QJsonObject is = QJsonDocument::fromJson(protocol::encode(sent[m_messagesSeen++])).object();
        // The version changes with each release, and what an error says may be said better.
        QString text = compact(should).replace(u"VERSION"_s, QStringLiteral(MYNA_VERSION));
        if (text.contains("\"message\":\"?\""_L1)) {
            const QString words = is["payload"_L1]["error"_L1]["message"_L1].toString();
            if (words.isEmpty())
                return u"an error without words"_s;
            text.replace(u"\"message\":\"?\""_s,
                u"\"message\":"_s
                    + QString::fromUtf8(QJsonDocument(QJsonArray { words }).toJson(QJsonDocument::Compact)).mid(1).chopped(1));
        }
        should = QJsonDocument::fromJson(text.toUtf8()).object();
        return is == should ? QString() : u"said   %1\nshould %2"_s.arg(compact(is), compact(should));
    }

    QString acts(const QJsonObject& line)
    {
        if (line.contains("wish"_L1)) {
            wishes(line);
        } else if (line.contains("opened"_L1)) {
            m_messagesSeen = 0;
            m_soundSeen = 0;
            m_network.newest->accept();
        } else if (line.contains("down"_L1)) {
            const auto message = protocol::decode(compact(line["down"_L1].toObject()).toUtf8());
            if (!message)
                return message.error().text;
            emit m_network.newest->messageReceived(*message);
        } else if (line.contains("down_sound"_L1)) {
            for (int i = 0; i < line["down_sound"_L1].toInt(); ++i)
                m_network.newest->sendSound("opus");
        } else if (line.contains("speaks"_L1)) {
            for (int i = 0; i < line["speaks"_L1].toInt(); ++i)
                m_session.sendAudio({ "opus", 0, 0 });
        } else if (line.contains("flushed"_L1)) {
            m_session.microphoneClosed();
        } else if (line.contains("played"_L1)) {
            m_session.playbackDrained(m_turn);
        } else if (line.contains("closed"_L1)) {
            const int code = line["closed"_L1].toInt();
            m_network.newest->end(
                { .code = code, .clean = code == 1000, .error = { Error::Code::Cancelled, u"The session was ended."_s } });
        } else {
            return u"the script says something nobody knows"_s;
        }
        return {};
    }

    void wishes(const QJsonObject& line)
    {
        const QString wish = line["wish"_L1].toString();
        const auto mode = protocol::listenModeFromName(line["mode"_L1].toString()).value_or(protocol::ListenMode::Auto);
        if (wish == u"listen"_s)
            m_session.startListening(mode);
        else if (wish == u"release"_s)
            m_session.stopListening();
        else if (wish == u"text"_s)
            m_session.sendText(line["text"_L1].toString());
        else if (wish == u"interrupt"_s)
            m_session.interrupt();
        else if (wish == u"wake"_s)
            m_session.wake(
                line["phrase"_L1].toString(), QVector<protocol::AudioPacket>(line["packets"_L1].toInt(), { "opus", 0, 0 }), mode);
        else
            m_session.disconnectNow();
    }

    test::FakeNetwork m_network;
    session::VoiceSession m_session;
    mcp::McpServer m_desk;
    QObject m_context;
    qsizetype m_messagesSeen = 0;
    int m_soundSeen = 0;
    int m_played = 0;
    TurnId m_turn;
    QString m_heard;
    QString m_shown;
    bool m_refused = false;
};

}

class TstConversations : public test::TestCase
{
    Q_OBJECT

private slots:
    void goesAsWritten_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(MYNA_TEST_DATA "/conversations"));
        for (const QString& name : folder.entryList({ u"*.jsonl"_s }))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    void goesAsWritten()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        Player player;
        int number = 0;
        while (!file.atEnd()) {
            ++number;
            const QByteArray text = file.readLine();
            const QJsonObject line = QJsonDocument::fromJson(text).object();
            QVERIFY2(!line.isEmpty(), qPrintable(u"line %1 is not JSON"_s.arg(number)));
            if (number == 1) {
                QVERIFY2(line["follows"_L1].toString().contains(u'§'), "says which section it follows");
                continue;
            }
            const QString trouble = player.follow(line);
            QVERIFY2(trouble.isEmpty(), qPrintable(u"line %1: %2\n%3"_s.arg(number).arg(QString::fromUtf8(text), trouble)));
        }
        QVERIFY2(number > 5, "a conversation has more lines");
        QVERIFY2(player.leftOver().isEmpty(), qPrintable(player.leftOver()));
    }

    // The judge notices a missing, a wrong and a superfluous message.
    void aDifferenceIsFound()
    {
        Player player;
        QVERIFY(player.follow({ { u"wish"_s, u"text"_s }, { u"text"_s, u"hello"_s } }).isEmpty());
        QVERIFY(player.follow({ { u"opened"_s, true } }).isEmpty());
        QVERIFY(!player.leftOver().isEmpty());
        QVERIFY(!player.follow({ { u"up"_s, QJsonObject { { u"type"_s, u"hello"_s } } } }).isEmpty());
        QVERIFY(!player.follow({ { u"up"_s, QJsonObject {} } }).isEmpty());
        QVERIFY(!player.follow({ { u"state"_s, u"idle"_s } }).isEmpty());
        QVERIFY(!player.follow({ { u"plays"_s, 1 } }).isEmpty());
        QVERIFY(!player.follow({ { u"nonsense"_s, 1 } }).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstConversations)
#include "tst_conversations.moc"
