// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/screenthing.h"

#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

const QString brightnessName = u"brightness"_s;
const QString themeName = u"theme"_s;

things::ThingSpec specOf(bool hasBacklight, bool hasTheme)
{
    things::ThingSpec spec { .name = u"Screen"_s, .description = u"The screen of this device"_s, .kind = u"screen"_s };
    if (hasBacklight)
        spec.properties.append({ .name = brightnessName,
            .description = u"Brightness in percent, 100 the brightest"_s,
            .type = things::PropertyType::Integer,
            .unit = u"%"_s,
            .setTool = u"self.screen.set_brightness"_s,
            .setParameter = brightnessName });
    if (hasTheme)
        spec.properties.append({ .name = themeName,
            .description = u"The look of the assistant's window"_s,
            .type = things::PropertyType::Choice,
            .choices = { u"light"_s, u"dark"_s },
            .setTool = u"self.screen.set_theme"_s,
            .setParameter = themeName });
    return spec;
}

}

ScreenThing::ScreenThing(std::unique_ptr<Backlight> backlight, SetTheme setTheme, QObject* parent)
    : Thing(specOf(backlight != nullptr, bool(setTheme)), parent)
    , m_backlight(std::move(backlight))
    , m_setTheme(std::move(setTheme))
{
    refresh();
}

void ScreenThing::reportTheme(bool dark)
{
    if (m_setTheme)
        report(themeName, dark ? u"dark"_s : u"light"_s);
}

void ScreenThing::refresh()
{
    if (!m_backlight)
        return;
    if (const std::optional<int> percent = m_backlight->percent())
        report(brightnessName, *percent);
}

void ScreenThing::apply(const QString& property, const QVariant& value, const things::Changed& done)
{
    if (property == brightnessName)
        return m_backlight->setPercent(value.toInt(), done);
    m_setTheme(value.toString());
    done({});
}

StatusSource screenStatus(ScreenThing& screen)
{
    return { u"screen"_s, [screen = QPointer(&screen)](QObject*, const StatusSource::Told& told) {
                if (screen)
                    screen->refresh();
                told({});
            } };
}

}

#include "moc_screenthing.cpp"
