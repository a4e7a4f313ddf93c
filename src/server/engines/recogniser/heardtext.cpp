// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/heardtext.h"

#include <QRegularExpression>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {
constexpr qsizetype maxText = 4000; // characters; nobody says more in a minute
}

QString heardText(const QString& answer)
{
    static const QRegularExpression tag(u"<\\|[^|<>]{0,40}\\|>"_s);
    QString text = answer.left(2 * maxText);
    text.remove(tag);
    return text.simplified().left(maxText);
}

QByteArray pcmBytes(const codec::PcmFrame& frame)
{
    QByteArray bytes(qsizetype(frame.samples.size() * sizeof(int16_t)), Qt::Uninitialized);
    qToLittleEndian<int16_t>(frame.samples.data(), qsizetype(frame.samples.size()), bytes.data());
    return bytes;
}

}
