// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolcaption.h"

#include "viewmodels/talkviewmodel.h"

#include <QLocale>

namespace myna::viewmodels {

namespace {
constexpr qsizetype maxToolCaption = 80;
}

QString toolCaption(const mcp::CallReport& report)
{
    // self.audio_speaker.set_volume → audio speaker · set volume 40
    QString name = report.name;
    if (name.startsWith(QLatin1String("self.")))
        name = name.mid(5);
    name.replace(QLatin1Char('.'), QStringLiteral(" · ")).replace(QLatin1Char('_'), QLatin1Char(' '));
    QStringList values;
    for (const auto value : report.arguments) {
        if (value.isString())
            values << value.toString();
        else if (value.isDouble())
            values << QLocale().toString(value.toDouble(), 'g', 6);
        else if (value.isBool())
            values << (value.toBool() ? TalkViewModel::tr("on") : TalkViewModel::tr("off"));
    }
    QString caption = values.isEmpty() ? name : name + QLatin1Char(' ') + values.join(QStringLiteral(", "));
    if (caption.size() > maxToolCaption)
        caption = caption.left(maxToolCaption - 1) + QChar(0x2026);
    return report.failed ? TalkViewModel::tr("%1 did not work: %2").arg(caption, report.result.left(maxToolCaption)) : caption;
}

}
