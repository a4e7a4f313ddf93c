// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/camera.h"

#include <QCamera>
#include <QCameraDevice>
#include <QDir>
#include <QFileSystemWatcher>
#include <QGuiApplication>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QVideoFrame>
#include <QVideoSink>

#include <chrono>

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// A new device node gets its permissions a moment after it appears.
constexpr std::chrono::milliseconds settleTime { 500 };

// Asks the kernel and does not switch anything on. A node that may not be opened is no camera for us.
bool isCamera(const QString& path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return false;
    v4l2_capability said {};
    const bool known = ::ioctl(file, VIDIOC_QUERYCAP, &said) == 0;
    ::close(file);
    const quint32 can = said.capabilities & V4L2_CAP_DEVICE_CAPS ? said.device_caps : said.capabilities;
    return known && (can & (V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_VIDEO_CAPTURE_MPLANE)) != 0
        && (can & (V4L2_CAP_VIDEO_M2M | V4L2_CAP_VIDEO_M2M_MPLANE)) == 0;
}

bool hasCamera()
{
    const QStringList nodes = QDir(u"/dev"_s).entryList({ u"video*"_s }, QDir::System);
    return std::ranges::any_of(nodes, [](const QString& node) { return isCamera(u"/dev/"_s + node); });
}

// Whether there is one, the kernel says: asking Qt Multimedia would wake the whole media system at every start, and wait for a sound server
// that hangs. Pictures come through Qt Multimedia, which is only woken for one.
class LinuxFrames final : public FrameSource
{
public:
    LinuxFrames()
    {
        m_settle.setSingleShot(true);
        connect(&m_settle, &QTimer::timeout, this, &LinuxFrames::look);
        connect(&m_devices, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(settleTime); });
        m_devices.addPath(u"/dev"_s);
        m_settle.start(settleTime); // opening one may take a moment, and the window should be there first
    }

    [[nodiscard]] bool isThere() const override { return m_there; }

    void open() override
    {
        const QCameraDevice device = QMediaDevices::defaultVideoInput();
        m_line = std::make_unique<Line>();
        m_line->camera = std::make_unique<QCamera>(device);
        m_line->session.setCamera(m_line->camera.get());
        m_line->session.setVideoSink(&m_line->sink);
        connect(
            &m_line->sink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame& frame) { emit frameReady(frame.toImage()); });
        connect(
            m_line->camera.get(), &QCamera::errorOccurred, this,
            [this, camera = m_line->camera.get()](QCamera::Error, const QString& why) {
                if (m_line && m_line->camera.get() == camera)
                    emit failed({ Error::Code::Unavailable, u"The camera could not be used: %1"_s.arg(why) });
            },
            Qt::QueuedConnection);
        m_line->camera->start();
    }

    // Later: this may be called by a frame of the very camera.
    void close() override
    {
        if (!m_line)
            return;
        m_line->camera->disconnect(this);
        m_line->sink.disconnect(this);
        m_line->camera->stop();
        QTimer::singleShot(0, this, [line = std::shared_ptr<Line>(std::move(m_line))] {});
    }

private:
    struct Line
    {
        QVideoSink sink;
        std::unique_ptr<QCamera> camera;
        QMediaCaptureSession session;
    };

    void look()
    {
        if (std::exchange(m_there, hasCamera()) != m_there)
            emit thereChanged();
    }

    bool m_there = false;
    QFileSystemWatcher m_devices;
    QTimer m_settle;
    std::unique_ptr<Line> m_line;
};

}

std::unique_ptr<FrameSource> makeCameraFrames()
{
    // A program without windows has no light to show while the camera is on.
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return nullptr;
    return std::make_unique<LinuxFrames>();
}

}
