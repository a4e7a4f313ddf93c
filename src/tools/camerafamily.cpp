// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/camerafamily.h"

#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr int longestSide = 1024;
const QString inUseName = u"inUse"_s;

things::ThingSpec cameraSpec()
{
    return { .name = u"Camera"_s,
        .description = u"The camera of this computer"_s,
        .properties = { { .name = inUseName, .description = u"Whether the camera is on now"_s, .writable = false } },
        .kind = u"camera"_s };
}

}

CameraThing::CameraThing(Camera& camera, QObject* parent)
    : Thing(cameraSpec(), parent)
{
    connect(&camera, &Camera::inUseChanged, this, [this](bool inUse) { report(inUseName, inUse); });
    connect(&camera, &Camera::thereChanged, this, [this, &camera] { reportReachable(camera.isThere()); });
    report(inUseName, camera.isInUse());
}

void CameraThing::apply(const QString&, const QVariant&, const things::Changed& done)
{
    done(Error { Error::Code::Refused, u"The camera is switched on by taking a picture only."_s });
}

CameraFamily::CameraFamily(Camera& camera, PictureShow& show, QObject* parent)
    : ToolFamily(parent)
    , m_camera(camera)
    , m_show(show)
{
    connect(&camera, &Camera::thereChanged, this, &CameraFamily::toolsChanged);
    connect(&show, &PictureShow::placeChanged, this, &CameraFamily::toolsChanged);
}

std::vector<mcp::Tool> CameraFamily::tools()
{
    if (!m_camera.isThere() || !m_show.isThere())
        return {};
    return { { .spec = { .name = u"self.camera.take_photo"_s,
                   .description = u"Takes a photo with the camera of this computer and answers a question about it. Use it when the user "
                                  u"asks what can be seen."_s,
                   .arguments = { { .name = u"question"_s, .description = u"what the user wants to know about the photo"_s } },
                   .title = tr("Send a photo from your camera"),
                   .isPrivate = true },
        .run =
            [self = QPointer(this)](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call) {
                if (self)
                    return self->take(arguments["question"_L1].toString(), answer, call);
                answer(Error { Error::Code::Unavailable, u"This device is being switched off."_s });
            },
        .standard = mcp::Decision::Ask } };
}

void CameraFamily::take(const QString& question, const mcp::ToolAnswer& answer, QObject* call)
{
    m_camera.take(call, [self = QPointer(this), question, answer, call](const Result<QImage>& taken) {
        if (!taken)
            return answer(taken.error());
        if (self)
            self->m_show.ask(jpegOf(*taken, longestSide), u"camera.jpg"_s, question, call, answer);
    });
}

}

#include "moc_camerafamily.cpp"
