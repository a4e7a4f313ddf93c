// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/spokenname.h"

namespace myna::viewmodels {

QString spokenWords(const QString& identifier)
{
    QString words;
    for (qsizetype i = 0; i < identifier.size(); ++i) {
        const QChar c = identifier.at(i);
        if (c == u'_' || c == u'-')
            words += u' ';
        else if (c.isUpper() && i > 0 && identifier.at(i - 1).isLower())
            words += QString(u' ') + c.toLower();
        else
            words += c;
    }
    return words;
}

QString spokenName(const QString& identifier)
{
    const QString words = spokenWords(QString(identifier).replace(u'.', u' ')).simplified();
    return words.isEmpty() ? identifier : words.at(0).toUpper() + words.mid(1);
}

}
