// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/screencapture.h"

#include <QCursor>
#include <QGuiApplication>
#include <QPixmap>
#include <QScreen>
#include <QTimer>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// The question whether this may be done has just been closed, and what was behind it has to be painted first.
constexpr std::chrono::milliseconds repaintTime { 250 };

class WindowSystemCapture final : public ScreenCapture
{
public:
    [[nodiscard]] int screens() const override { return int(QGuiApplication::screens().size()); }

    void take(int number, QObject* context, const Taken& taken) override
    {
        QTimer::singleShot(repaintTime, context, [number, taken] {
            const QList<QScreen*> all = QGuiApplication::screens();
            QScreen* screen = number > 0 ? all.value(number - 1) : QGuiApplication::screenAt(QCursor::pos());
            if (!screen && number == 0)
                screen = QGuiApplication::primaryScreen();
            if (!screen)
                return taken(Error { Error::Code::NotFound, u"There is no screen %1."_s.arg(number) });
            const QImage image = screen->grabWindow(0).toImage();
            if (image.isNull())
                return taken(Error { Error::Code::Unavailable, u"The screen could not be photographed."_s });
            taken(image);
        });
    }
};

}

std::unique_ptr<ScreenCapture> makeScreenCapture()
{
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return nullptr;
    const QString system = QGuiApplication::platformName();
    if (system.startsWith("wayland"_L1))
        return makePortalCapture();
    // macOS gives the wallpaper without the windows to whom it has not permitted more, and says nothing: not offered until that is asked
    // for.
    if (system == "xcb"_L1 || system == "windows"_L1)
        return std::make_unique<WindowSystemCapture>();
    return nullptr;
}

}

#include "moc_screencapture.cpp"
