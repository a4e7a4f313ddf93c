// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingsstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStringDecoder>

using namespace Qt::Literals::StringLiterals;

namespace myna::settings {

namespace {

// Our settings take a few kilobytes; a larger file is not ours.
constexpr qint64 maxBytes = 1024 * 1024;

bool isText(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return !bytes.contains('\0') && !decoder.hasError() && !text.contains(QChar::ReplacementCharacter);
}

// False for what QSettings would quietly read as an empty file, and then write over.
bool isReadable(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return true;
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxBytes)
        return false;
    const QByteArray bytes = file.readAll();
    if (!isText(bytes))
        return false;
    // Editors that put a byte-order mark in front make QSettings 6.4 complain, although it reads every key.
    if (bytes.startsWith("\xef\xbb\xbf"))
        return true;
    // Sections are parsed when first asked for, so the status is worth something only after all keys were.
    const QSettings settings(path, QSettings::IniFormat);
    [[maybe_unused]] const QStringList keys = settings.allKeys();
    return settings.status() == QSettings::NoError;
}

QString keptAside(const QString& path)
{
    const QString aside = path + ".broken"_L1;
    QFile::remove(aside);
    if (!QFile::rename(path, aside)) {
        return QCoreApplication::translate("myna", "The settings in %1 cannot be read and cannot be moved away. Changes will not be kept.")
            .arg(QDir::toNativeSeparators(path));
    }
    return QCoreApplication::translate(
        "myna", "The settings could not be read. They were kept as %1, and you start with the standard ones.")
        .arg(QDir::toNativeSeparators(aside));
}

}

SettingsStore::SettingsStore(const QString& dataDir)
{
    const QString path = dataDir + "/settings.ini"_L1;
    QDir().mkpath(dataDir);
    if (!isReadable(path))
        m_problem = keptAside(path);
    m_file = std::make_unique<QSettings>(path, QSettings::IniFormat);
    if (m_problem.isEmpty() && !m_file->isWritable())
        m_problem = unwritable();
}

SettingsStore::~SettingsStore() = default;

QString SettingsStore::problem() const
{
    return m_problem;
}

QVariant SettingsStore::read(const char* key, std::initializer_list<const char*> formerKeys, const QVariant& fallback) const
{
    const auto stored = [this, &fallback](const char* name) {
        QVariant value = m_file->value(QLatin1String(name));
        // A value edited by hand into another type counts as absent.
        return value.isValid() && value.convert(fallback.metaType()) ? value : QVariant();
    };
    if (QVariant value = stored(key); value.isValid())
        return value;
    for (const char* former : formerKeys) {
        if (QVariant value = stored(former); value.isValid())
            return value;
    }
    return fallback;
}

void SettingsStore::write(const char* key, const QVariant& value)
{
    const QLatin1String name(key);
    if (m_file->contains(name) && m_file->value(name) == value)
        return;
    m_file->setValue(name, value);
    m_file->sync();
    if (m_file->status() == QSettings::AccessError)
        m_problem = unwritable();
}

QString SettingsStore::unwritable() const
{
    return QCoreApplication::translate("myna", "The settings cannot be written to %1. Changes last until the program ends.")
        .arg(QDir::toNativeSeparators(m_file->fileName()));
}

}
