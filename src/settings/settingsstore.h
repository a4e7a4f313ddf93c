// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/option.h"

#include <QSettings>
#include <QVariant>

#include <memory>

namespace myna::settings {

// The options on disk: DIR/settings.ini, written atomically. A file that cannot be read is kept aside as settings.ini.broken and said once.
class SettingsStore
{
public:
    explicit SettingsStore(const QString& dataDir);
    ~SettingsStore();

    template<typename T>
    [[nodiscard]] T get(const Option<T>& option) const
    {
        return read(option.key, option.formerKeys, QVariant::fromValue(option.defaultValue)).template value<T>();
    }
    template<typename T>
    void set(const Option<T>& option, const T& value)
    {
        write(option.key, QVariant::fromValue(value));
    }

    // A sentence when the file was broken at start or cannot be written; empty when all is well.
    [[nodiscard]] QString problem() const;

private:
    [[nodiscard]] QVariant read(const char* key, std::initializer_list<const char*> formerKeys, const QVariant& fallback) const;
    void write(const char* key, const QVariant& value);
    [[nodiscard]] QString unwritable() const;

    std::unique_ptr<QSettings> m_file;
    QString m_problem;
};

}
