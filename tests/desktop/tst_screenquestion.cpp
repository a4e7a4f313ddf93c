// SPDX-License-Identifier: GPL-3.0-or-later
// A server wants a picture of the screen: the user is asked in a real window, says no and yes with a real pointer, and what the server then
// gets is what was on the screen.
#include "askwindow.h"
#include "client/clienttools.h"
#include "e2e/windowdriver.h"
#include "e2e/windowmain.h"
#include "support/testcase.h"
#include "tools/visionserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QScreen>

using namespace myna;
using namespace myna::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString picture = u"self.screen.take_screenshot"_s;

// This computer's desk as the program has it, and the server at the other end of its line.
struct Desk
{
    Desk()
        : replies(&desk.server(), &mcp::McpServer::replyReady)
    {
        desk.server().setPeer({ .profile = u"local"_s, .name = u"Home server"_s });
        const tools::PicturePlace place = server.place();
        tools.reachBy({ .identity = { .deviceId = place.deviceId, .clientId = place.clientId } });
        send(1, u"initialize"_s,
            { { u"protocolVersion"_s, u"2024-11-05"_s },
                { u"capabilities"_s,
                    QJsonObject { { u"vision"_s, QJsonObject { { u"url"_s, place.url.toString() }, { u"token"_s, place.token } } } } } });
    }
    void send(int id, const QString& method, const QJsonObject& params)
    {
        desk.server().receive({ { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, id }, { u"method"_s, method }, { u"params"_s, params } });
    }
    void wish(int id)
    {
        send(id, u"tools/call"_s, { { u"name"_s, picture }, { u"arguments"_s, QJsonObject { { u"question"_s, u"What is this?"_s } } } });
    }
    [[nodiscard]] QJsonObject answer(int id) const
    {
        for (const auto& reply : replies) {
            const QJsonObject payload = reply[0].toJsonObject();
            if (payload["id"_L1].toInt() == id)
                return payload["result"_L1].toObject();
        }
        return {};
    }
    [[nodiscard]] static QString textOf(const QJsonObject& result)
    {
        return result["content"_L1].toArray().first().toObject()["text"_L1].toString();
    }
    [[nodiscard]] bool offers(const QString& name) const
    {
        return std::ranges::any_of(desk.server().tools(), [&](const mcp::ToolSpec& spec) { return spec.name == name; });
    }

    VisionServer server;
    mutable client::DeviceDesk desk { 80 };
    QSignalSpy replies;
    client::ClientTools tools { desk };
};

}

class TstScreenQuestion : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("PULSE_SERVER", "unix:/nonexistent"); } // the volume of whoever runs this is not ours

    void aPictureOfTheScreenIsAskedForDeniedAndAllowed()
    {
        ui::Theme theme;
        theme.apply();
        Desk here;
        QTRY_VERIFY(here.offers(picture));
        viewmodels::ToolQuestion question(here.desk.gate().questions());
        ui::AskWindow window(theme, question);

        here.wish(11);
        QTRY_VERIFY(window.isVisible());
        QVERIFY(visible<QLabel>(window, u"Send a picture of your screen"_s));
        QVERIFY(visible<QLabel>(window, u"Home server"_s));
        QVERIFY(visible<QLabel>(window, u"What is this?"_s));
        QVERIFY(here.answer(11).isEmpty());
        clickOn(visible<QPushButton>(window, u"&No"_s));
        QTRY_VERIFY(!here.answer(11).isEmpty());
        QCOMPARE(here.answer(11)["isError"_L1].toBool(), true);
        QVERIFY(!window.isVisible());
        QCOMPARE(Eye::looks(), 0); // nothing has left this computer

        here.wish(12);
        QTRY_VERIFY(window.isVisible());
        auto* allow = visible<QPushButton>(window, u"this time"_s);
        QVERIFY(allow);
        QTRY_VERIFY(question.canAllow());
        clickOn(allow);
        QTRY_VERIFY(!here.answer(12).isEmpty());
        QCOMPARE(here.answer(12)["isError"_L1].toBool(), false);
        QCOMPARE(Eye::looks(), 1);
        const QSize screen = QGuiApplication::primaryScreen()->size();
        const QJsonObject said = QJsonDocument::fromJson(Desk::textOf(here.answer(12)).toUtf8()).object();
        QCOMPARE(said["response"_L1].toString(), u"What is this?: %1x%2"_s.arg(screen.width()).arg(screen.height()));
    }

    void theEmergencyStopComesInBetween()
    {
        Desk here;
        QTRY_VERIFY(here.offers(picture));
        here.desk.gate().questions().setResponder([](const mcp::Question&) { return mcp::Answer::Once; });
        here.wish(21);
        here.desk.gate().stop();
        QTRY_VERIFY(!here.answer(21).isEmpty());
        QCOMPARE(here.answer(21)["isError"_L1].toBool(), true);
        here.wish(22);
        QTRY_VERIFY(!here.answer(22).isEmpty());
        QCOMPARE(here.answer(22)["isError"_L1].toBool(), true);
        QCOMPARE(Eye::looks(), 1);
    }

    void theComputersStateIsToldWithoutAsking()
    {
        Desk here;
        QTRY_VERIFY(here.offers(u"self.get_device_status"_s));
        here.send(31, u"tools/call"_s, { { u"name"_s, u"self.get_device_status"_s } });
        QTRY_VERIFY(!here.answer(31).isEmpty());
        const QJsonObject state = QJsonDocument::fromJson(Desk::textOf(here.answer(31)).toUtf8()).object();
        QCOMPARE(state["audio_speaker"_L1].toObject()["volume"_L1].toInt(), 80);
    }
};

int main(int argc, char** argv)
{
    runWindowTest<TstScreenQuestion>(argc, argv);
}
#include "tst_screenquestion.moc"
