// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>

namespace myna {

// A file that starts anew when it is full: NAME becomes NAME.1, NAME.1 becomes NAME.2, and the oldest goes. Any one thread.
class RotatingFile
{
public:
    // `files` counts NAME itself. The folder must exist. Full files older than `keepDays` are removed whenever one more is full, and at the
    // start; 0: never.
    RotatingFile(const QString& path, int files, qint64 maxBytes, int keepDays = 0);

    [[nodiscard]] bool isOpen() const { return m_file.isOpen(); }
    // A line longer than the limit still goes into one file. Written to the system at once, so a crash loses nothing.
    void write(const QByteArray& line);

private:
    [[nodiscard]] QString nameOf(int index) const;
    void rotate();
    void removeOld();

    QString m_path;
    int m_files;
    qint64 m_maxBytes;
    int m_keepDays;
    QFile m_file;
};

}
