// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QVector>

// Applications as the freedesktop Desktop Entry Specification describes them.
namespace myna::tools {

inline constexpr qsizetype maxDesktopEntry = 256 * 1024; // bytes of a file that is looked at

struct DesktopEntry
{
    QString id; // without .desktop, such as org.gnome.Calculator
    QHash<QString, QString> names; // by locale; the plain one under ""
    QHash<QString, QString> genericNames; // "Web Browser"
    QStringList keywords; // of all languages
    QString exec;
    QString tryExec;
    QString icon;
    QString path; // to start it in; may be empty
    QString file; // where it was read
    QStringList onlyShowIn;
    QStringList notShowIn;
    bool noDisplay = false;
    bool hidden = false;
    bool terminal = false;
};

// Errors: Invalid (no application, no name, not the format).
Result<DesktopEntry> parseDesktopEntry(const QByteArray& content);

// Program and arguments without any file or address to open. Errors: Invalid (quoting, unknown field code, nothing to run).
Result<QStringList> commandOf(const DesktopEntry& entry, const QString& locale);

// The one among `texts` for a locale such as zh_CN.UTF-8@mod, as the specification looks for it.
QString localised(const QHash<QString, QString>& texts, const QString& locale);

// How well what somebody said names the application, in whatever language: 0 not at all; more is better; from `exactMatch` it is its name.
inline constexpr int exactMatch = 100;
int matchOf(const DesktopEntry& entry, const QString& said);

}
