// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace myna::test {

// A table of the manual that a test writes from what it has just proven. With MYNA_UPDATE_MANUAL=1 in the environment the page is written
// anew, otherwise it must be what resources/manual holds.
struct MarkdownTable
{
    QStringList head;
    QVector<QStringList> rows;
};
QString markdown(const MarkdownTable& table);

// Nothing when the page is right; otherwise what to do, with the first line that differs.
QString pageTrouble(const QString& name, const QString& text);

}
