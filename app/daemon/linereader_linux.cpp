// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/linereader.h"

#include <QSocketNotifier>

#include <cerrno>

#include <unistd.h>

namespace myna::daemon {

namespace {

constexpr qsizetype longestLine = 4000;

}

struct LineReader::Private
{
    QByteArray pending;
    std::unique_ptr<QSocketNotifier> notifier;
};

LineReader::LineReader(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
}

LineReader::~LineReader() = default;

bool LineReader::isTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

void LineReader::start()
{
    d->notifier = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char buffer[4096];
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (count > 0)
            d->pending.append(buffer, count);
        for (qsizetype end = d->pending.indexOf('\n'); end >= 0; end = d->pending.indexOf('\n')) {
            const QString line = QString::fromUtf8(d->pending.left(std::min(end, longestLine)));
            d->pending.remove(0, end + 1);
            emit lineRead(line);
        }
        d->pending.truncate(longestLine);
        if (count > 0)
            return;
        d->notifier->setEnabled(false);
        if (!d->pending.isEmpty())
            emit lineRead(QString::fromUtf8(d->pending));
        emit ended();
    });
}

}

#include "moc_linereader.cpp"
