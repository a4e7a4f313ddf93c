// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"
#include "tools/pictureshow.h"
#include "tools/screencapture.h"

namespace myna::tools {

// "What is on my screen?": a picture of it goes to the server with a question. There while the server looks at pictures.
class ScreenshotFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    // `capture` may be null: then there are no tools. `show` outlives it.
    ScreenshotFamily(std::unique_ptr<ScreenCapture> capture, PictureShow& show, QObject* parent = nullptr);

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    void take(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call);

    std::unique_ptr<ScreenCapture> m_capture;
    PictureShow& m_show;
};

}
