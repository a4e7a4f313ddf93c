// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>

namespace myna {

// A file that starts anew when it is full: NAME becomes NAME.1, NAME.1 becomes NAME.2, and the oldest goes. Any one thread.
class RotatingFile
{
public:
    // `files` counts NAME itself. The folder must exist.
    RotatingFile(const QString& path, int files, qint64 maxBytes);

    [[nodiscard]] bool isOpen() const { return m_file.isOpen(); }
    // A line longer than the limit still goes into one file. Written to the system at once, so a crash loses nothing.
    void write(const QByteArray& line);

private:
    [[nodiscard]] QString nameOf(int index) const;
    void rotate();

    QString m_path;
    int m_files;
    qint64 m_maxBytes;
    QFile m_file;
};

}
