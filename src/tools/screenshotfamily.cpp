// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/screenshotfamily.h"

#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// Small writing can still be read, and a picture has about 200 kB.
constexpr int longestSide = 1600;

}

ScreenshotFamily::ScreenshotFamily(std::unique_ptr<ScreenCapture> capture, PictureShow& show, QObject* parent)
    : ToolFamily(parent)
    , m_capture(std::move(capture))
    , m_show(show)
{
    connect(&show, &PictureShow::placeChanged, this, &ScreenshotFamily::toolsChanged);
}

std::vector<mcp::Tool> ScreenshotFamily::tools()
{
    if (!m_capture || !m_show.isThere())
        return {};
    mcp::Tool tool { .spec = { .name = u"self.screen.take_screenshot"_s,
                         .description = u"Takes a picture of the user's screen and answers a question about it. Use it when the user asks "
                                        u"about what is shown on the screen."_s,
                         .arguments = { { .name = u"question"_s, .description = u"what the user wants to know about the picture"_s } },
                         .title = tr("Send a picture of your screen"),
                         .isPrivate = true },
        .run =
            [self = QPointer(this)](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call) {
                if (self)
                    return self->take(arguments, answer, call);
                answer(Error { Error::Code::Unavailable, u"This device is being switched off."_s });
            },
        .standard = mcp::Decision::Ask };
    if (const int screens = m_capture->screens(); screens > 1)
        tool.spec.arguments.append({ .name = u"display"_s,
            .description = u"number of the screen; without it the one with the pointer"_s,
            .type = mcp::ArgumentType::Integer,
            .required = false,
            .minimum = 1,
            .maximum = screens });
    return { tool };
}

void ScreenshotFamily::take(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call)
{
    m_capture->take(arguments["display"_L1].toInt(), call,
        [self = QPointer(this), question = arguments["question"_L1].toString(), answer, call](const Result<QImage>& taken) {
            if (!taken)
                return answer(taken.error());
            if (self)
                self->m_show.ask(jpegOf(*taken, longestSide), u"screenshot.jpg"_s, question, call, answer);
        });
}

}

#include "moc_screenshotfamily.cpp"
