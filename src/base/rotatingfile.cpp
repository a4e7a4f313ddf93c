// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rotatingfile.h"

namespace myna {

namespace {

constexpr auto mode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;

}

RotatingFile::RotatingFile(const QString& path, int files, qint64 maxBytes)
    : m_path(path)
    , m_files(files)
    , m_maxBytes(maxBytes)
    , m_file(path)
{
    m_file.open(mode);
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
    m_file.open(mode);
}

}
