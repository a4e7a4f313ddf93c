// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rotatingfile.h"

#include <QDateTime>
#include <QFileInfo>

namespace myna {

namespace {

constexpr auto mode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;

}

RotatingFile::RotatingFile(const QString& path, int files, qint64 maxBytes, int keepDays)
    : m_path(path)
    , m_files(files)
    , m_maxBytes(maxBytes)
    , m_keepDays(keepDays)
    , m_file(path)
{
    removeOld();
    m_file.open(mode);
}

void RotatingFile::removeOld()
{
    if (m_keepDays <= 0)
        return;
    const QDateTime limit = QDateTime::currentDateTimeUtc().addDays(-m_keepDays);
    for (int index = 1; index < m_files; ++index) {
        const QFileInfo file(nameOf(index));
        if (file.exists() && file.lastModified() < limit)
            QFile::remove(file.filePath());
    }
}

void RotatingFile::write(const QByteArray& line)
{
    if (m_file.isOpen() && m_file.size() > 0 && m_file.size() + line.size() > m_maxBytes)
        rotate();
    if (m_file.isOpen())
        m_file.write(line);
}

QString RotatingFile::nameOf(int index) const
{
    return index == 0 ? m_path : m_path + u'.' + QString::number(index);
}

void RotatingFile::rotate()
{
    m_file.close();
    QFile::remove(nameOf(m_files - 1));
    for (int index = m_files - 1; index > 0; --index)
        QFile::rename(nameOf(index - 1), nameOf(index));
    removeOld();
    m_file.open(mode);
}

}
