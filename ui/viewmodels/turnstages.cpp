// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/turnstages.h"

#include <QCoreApplication>
#include <QLocale>

namespace myna::viewmodels {

QVector<TurnStage> stagesOf(const protocol::Timeline& timeline)
{
    using Kind = TurnStage::Kind;
    QVector<TurnStage> stages { { Kind::Asked, 0 } };
    const auto add = [&stages](Kind kind, const std::optional<qint64>& ms) {
        if (ms)
            stages << TurnStage { kind, *ms };
    };
    add(Kind::Recognised, timeline.recognised);
    add(Kind::FirstWord, timeline.firstToken ? timeline.firstToken : timeline.firstSentence);
    add(Kind::FirstSound, timeline.firstPacket ? timeline.firstPacket : timeline.firstAudio);
    add(Kind::End, timeline.stop);
    return stages.size() > 1 ? stages : QVector<TurnStage>();
}

QString stageName(TurnStage::Kind kind)
{
    switch (kind) {
    case TurnStage::Kind::Asked:
        return QCoreApplication::translate("myna", "End of the question");
    case TurnStage::Kind::Recognised:
        return QCoreApplication::translate("myna", "Understood");
    case TurnStage::Kind::FirstWord:
        return QCoreApplication::translate("myna", "First word");
    case TurnStage::Kind::FirstSound:
        return QCoreApplication::translate("myna", "First sound");
    case TurnStage::Kind::End:
        return QCoreApplication::translate("myna", "End of the answer");
    }
    return {};
}

QString durationText(qint64 ms)
{
    const QLocale locale;
    if (ms < 1000)
        return QCoreApplication::translate("myna", "%1 ms").arg(locale.toString(ms));
    return QCoreApplication::translate("myna", "%1 s").arg(locale.toString(double(ms) / 1000.0, 'f', ms < 10000 ? 2 : 1));
}

}
