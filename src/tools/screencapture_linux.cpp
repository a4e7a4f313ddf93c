// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bus_linux.h"
#include "tools/screencapture.h"

#include <QFile>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

class PortalCapture final : public ScreenCapture
{
public:
    PortalCapture()
        : m_bus(Bus::Kind::Session)
    {
    }

    [[nodiscard]] int screens() const override { return 1; }

    void take(int, QObject* context, const Taken& taken) override
    {
        m_bus.askPortal(
            u"org.freedesktop.portal.Screenshot"_s, u"Screenshot"_s, { QString() }, { { u"interactive"_s, false } }, context,
            [taken](const QVariantMap& results) { taken(pictureAt(QUrl(results.value(u"uri"_s).toString()))); },
            [taken](const Error& error) { taken(error); });
    }

private:
    // The desktop leaves the picture as a file that is ours: nothing of it stays behind.
    static Result<QImage> pictureAt(const QUrl& url)
    {
        const QImage image = url.isLocalFile() ? QImage(url.toLocalFile()) : QImage();
        if (url.isLocalFile())
            QFile::remove(url.toLocalFile());
        if (image.isNull())
            return Error { Error::Code::Unavailable, u"The desktop gave no picture of the screen."_s };
        return image;
    }

    Bus m_bus;
};

}

std::unique_ptr<ScreenCapture> makePortalCapture()
{
    return std::make_unique<PortalCapture>();
}

}
