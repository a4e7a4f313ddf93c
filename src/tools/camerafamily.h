// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"
#include "things/thing.h"
#include "tools/camera.h"
#include "tools/pictureshow.h"

namespace myna::tools {

// The camera as a card: whether it is on.
class CameraThing final : public things::Thing
{
    Q_OBJECT

public:
    explicit CameraThing(Camera& camera, QObject* parent = nullptr); // `camera` outlives it

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override;
};

// "What am I holding?": a photo goes to the server with a question. There while a camera is plugged in and the server looks at pictures.
class CameraFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    CameraFamily(Camera& camera, PictureShow& show, QObject* parent = nullptr); // both outlive it

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    void take(const QString& question, const mcp::ToolAnswer& answer, QObject* call);

    Camera& m_camera;
    PictureShow& m_show;
};

}
