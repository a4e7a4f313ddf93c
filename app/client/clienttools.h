// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/systemvolume.h"
#include "client/devicedesk.h"
#include "protocol/provisioning.h"
#include "tools/camera.h"
#include "tools/pictureshow.h"
#include "tools/statusfamily.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <vector>

namespace myna::tools {
class ScreenThing;
}

namespace myna::client {

// What only a program with a window can do for the tools; each may be empty.
struct WindowHands
{
    std::function<void(const QString& name)> setTheme; // "light" or "dark"
};

// All tools of this computer, made with what they need and handed to the desk. Lives on the main thread.
class ClientTools final : public QObject
{
    Q_OBJECT

public:
    explicit ClientTools(DeviceDesk& desk, const WindowHands& hands = {}, QObject* parent = nullptr);
    ~ClientTools() override;

    // Who we are towards the server that is talked to, its proxy and its certificate. Once for every connection.
    void reachBy(const protocol::ConnectionProfile& profile);
    void showTheme(bool dark);
    void retranslate(); // the titles of tools are texts for people
    [[nodiscard]] bool isCameraInUse() const { return m_camera.isInUse(); }

signals:
    void cameraInUse(bool inUse); // to be shown for as long as it is

private:
    void addThing(std::unique_ptr<things::Thing> thing);
    void addSound();
    void addScreen(const WindowHands& hands);
    void addPictures();
    void addPrograms();
    void showPlace();

    DeviceDesk& m_desk;
    std::unique_ptr<audio::SystemVolume> m_volume; // null where it is not known
    tools::PictureShow m_pictures;
    tools::Camera m_camera;
    QPointer<tools::ScreenThing> m_screen;
    QPointer<mcp::ToolFamily> m_anyFamily;
    protocol::ConnectionProfile m_profile;
    std::vector<tools::StatusSource> m_status; // until the family has them
};

}
