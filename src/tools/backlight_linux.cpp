// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/backlight.h"
#include "tools/bus_linux.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

std::optional<qint64> numberIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    bool isNumber = false;
    const qint64 number = file.read(32).trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

// Read from the kernel, set by logind, which lets the user of this screen do it.
class KernelBacklight final : public Backlight
{
public:
    KernelBacklight(const QString& folder, const QString& name, qint64 highest)
        : m_folder(folder + u'/' + name + u'/')
        , m_name(name)
        , m_highest(highest)
        , m_bus(Bus::Kind::System)
    {
    }

    [[nodiscard]] std::optional<int> percent() const override
    {
        const std::optional<qint64> now = numberIn(m_folder + u"brightness"_s);
        return now ? std::optional(int((*now * 100 + m_highest / 2) / m_highest)) : std::nullopt;
    }

    void setPercent(int percent, const Done& done) override
    {
        // A panel at zero is dark: nobody could see how to light it again.
        const auto value = uint(std::max<qint64>(1, (qint64(percent) * m_highest + 50) / 100));
        const BusPlace session { u"org.freedesktop.login1"_s, u"/org/freedesktop/login1/session/auto"_s,
            u"org.freedesktop.login1.Session"_s };
        m_bus.call(
            session, u"SetBrightness"_s, { u"backlight"_s, m_name, value }, this, [this, value, done](const Result<QVariantList>& answer) {
                if (answer || written(value))
                    return done({});
                done(Error { answer.error().code, u"The brightness could not be changed: this computer does not permit it."_s });
            });
    }

private:
    // Some systems give the file to their users instead.
    [[nodiscard]] bool written(uint value) const
    {
        QFile file(m_folder + u"brightness"_s);
        return file.open(QIODevice::WriteOnly | QIODevice::ExistingOnly) && file.write(QByteArray::number(value)) > 0 && file.flush();
    }

    QString m_folder;
    QString m_name;
    qint64 m_highest;
    Bus m_bus;
};

}

std::unique_ptr<Backlight> makeBacklight(const QString& systemRoot)
{
    const QString folder = systemRoot + u"/sys/class/backlight"_s;
    // With several for one screen the kernel's documentation wants firmware before platform before raw: here their first by name, which is
    // the same on the machines that have more than one (acpi_… before intel_… and nvidia_…).
    const QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString& name : names) {
        const qint64 highest = numberIn(folder + u'/' + name + u"/max_brightness"_s).value_or(0);
        if (highest > 0)
            return std::make_unique<KernelBacklight>(folder, name, highest);
    }
    return nullptr;
}

}
