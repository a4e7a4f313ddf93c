// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace myna::server {

// A key of xiaozhi-esp32-server that changes nothing here.
struct ReferenceKey
{
    QString name; // a section stands for everything below it
    bool warns = false; // its owner may rely on it
    const char* text; // what it is there and what is done here instead: to be translated
};

const ReferenceKey* findReferenceKey(const QString& name); // null: it is none
QStringList referenceKeyNames();

}
