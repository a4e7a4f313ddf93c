// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turn.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QVector>

namespace myna::viewmodels {

// How the history is put into words. Times are the user's.
QString dayText(QDate day, QDate today); // "Today", "Thursday, 19 November", with the year when it is another one
QString conversationTitle(const history::Conversation& conversation); // its name, or what was said first
QString conversationDetail(const history::Conversation& conversation); // "This computer · 3 turns"
QString conversationSpan(const history::Conversation& conversation); // "Thursday, 19 November · 09:12–09:15 · This computer"
QString turnDetail(const history::Turn& turn); // "09:12 · typed · first sound after 420 ms"
QString turnAsText(const history::Turn& turn); // for the clipboard

// Where the words stand in a text, in order and without overlaps: first character and length.
struct Place
{
    qsizetype from = 0;
    qsizetype length = 0;
    bool operator==(const Place&) const = default;
};
QVector<Place> placesOf(const QStringList& words, const QString& text);

}
