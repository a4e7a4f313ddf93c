// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/linereader.h"

#include <QThread>

#include <iostream>
#include <string>

#include <io.h>

namespace myna::daemon {

namespace {

constexpr size_t longestLine = 4000;

}

// A console cannot be waited for together with sockets, so a thread of its own reads it; the program leaves without waiting for that.
struct LineReader::Private
{
    QThread* thread = nullptr;
};

LineReader::LineReader(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
}

LineReader::~LineReader() = default;

bool LineReader::isTerminal()
{
    return _isatty(_fileno(stdin)) != 0;
}

void LineReader::start()
{
    d->thread = QThread::create([this] {
        for (std::string line; std::getline(std::cin, line);) {
            line.resize(std::min(line.size(), longestLine));
            emit lineRead(QString::fromLocal8Bit(line.data(), qsizetype(line.size())));
        }
        emit ended();
    });
    d->thread->start();
}

}

#include "moc_linereader.cpp"
