// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secret.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace myna {

QByteArray makeToken()
{
    std::array<quint32, 8> random {};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char*>(random.data()), qsizetype(sizeof random)).toHex();
}

bool equalInConstantTime(const QByteArray& a, const QByteArray& b)
{
    quint8 difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i)
        difference |= quint8((i < a.size() ? a[i] : 0) ^ (i < b.size() ? b[i] : 0));
    return difference == 0;
}

}
