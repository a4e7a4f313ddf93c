// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/firmwareshelf.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QPromise>
#include <QRegularExpression>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 listedForSeconds = 30;
constexpr qsizetype maxFiles = 1000;

struct Named
{
    QString model;
    QString version;
};

std::optional<Named> namedBy(const QString& name)
{
    static const QRegularExpression pattern(u"^([A-Za-z0-9][A-Za-z0-9._-]{0,99})_v?([0-9]{1,9}(?:\\.[0-9]{1,9}){0,5})\\.bin\\z"_s);
    const auto match = pattern.match(name);
    if (!match.hasMatch())
        return std::nullopt;
    return Named { match.captured(1), match.captured(2) };
}

QString keyOf(const FirmwareFile& file)
{
    return u"%1|%2|%3"_s.arg(file.name).arg(file.bytes).arg(file.modified.toMSecsSinceEpoch());
}

// Piece by piece, so that nobody who leaves waits for the whole file. Empty: it cannot be read.
void sumOf(QPromise<QByteArray>& promise, const QString& path)
{
    constexpr qint64 pieceBytes = 256 * 1024;
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    bool good = file.open(QIODevice::ReadOnly);
    while (good && !file.atEnd()) {
        const QByteArray piece = file.read(pieceBytes);
        good = !piece.isEmpty() && !promise.isCanceled();
        hash.addData(piece);
    }
    promise.addResult(good ? hash.result().toHex() : QByteArray());
}

}

int compareVersions(const QString& a, const QString& b)
{
    const QStringList left = a.split(u'.');
    const QStringList right = b.split(u'.');
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
        const qint64 difference = left.value(i).toLongLong() - right.value(i).toLongLong();
        if (difference != 0)
            return difference < 0 ? -1 : 1;
    }
    return 0;
}

FirmwareShelf::FirmwareShelf(QString folder, Clock clock, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_clock(std::move(clock))
{
    m_worker.setMaxThreadCount(1); // the disk is the limit
}

FirmwareShelf::~FirmwareShelf()
{
    for (QFutureWatcherBase* const under : findChildren<QFutureWatcherBase*>()) {
        under->disconnect(this);
        under->cancel();
    }
}

QVector<FirmwareFile> FirmwareShelf::files()
{
    look();
    QVector<FirmwareFile> files = m_files;
    for (FirmwareFile& file : files)
        file.sha256 = m_sums.value(keyOf(file));
    return files;
}

void FirmwareShelf::look()
{
    const QDateTime folderTime = QFileInfo(m_folder).lastModified();
    const QDateTime now = m_clock();
    const bool fresh = m_lookedAt.isValid() && folderTime == m_folderTime && m_lookedAt.secsTo(now) < listedForSeconds;
    if (fresh)
        return;
    m_lookedAt = now;
    m_folderTime = folderTime;
    m_files.clear();
    const QFileInfoList found = QDir(m_folder).entryInfoList({ u"*.bin"_s }, QDir::Files | QDir::Readable | QDir::NoSymLinks, QDir::Name);
    for (const QFileInfo& entry : found) {
        const auto named = namedBy(entry.fileName());
        if (!named || m_files.size() >= maxFiles)
            continue;
        m_files.append({ entry.fileName(), named->model, named->version, entry.size(), entry.lastModified(), {} });
        if (!m_sums.contains(keyOf(m_files.last())))
            sum(m_files.last());
    }
}

void FirmwareShelf::sum(const FirmwareFile& file)
{
    const QString key = keyOf(file);
    if (m_sums.size() > 2 * maxFiles)
        m_sums.clear();
    m_sums.insert(key, {}); // under way
    auto* const watcher = new QFutureWatcher<QByteArray>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, key, name = file.name] {
        watcher->deleteLater();
        m_sums.insert(key, watcher->result());
        emit summed(name);
    });
    watcher->setFuture(QtConcurrent::run(&m_worker, sumOf, QDir(m_folder).filePath(file.name)));
}

std::optional<FirmwareFile> FirmwareShelf::offerFor(const QString& model, const QString& version, const QString& choice)
{
    if (choice == u"none")
        return std::nullopt;
    std::optional<FirmwareFile> best;
    for (const FirmwareFile& file : files()) {
        const bool chosen = !choice.isEmpty() && file.name == choice && compareVersions(file.version, version) != 0;
        const bool newer = choice.isEmpty() && !model.isEmpty() && file.model == model && compareVersions(file.version, version) > 0;
        if (chosen || (newer && (!best || compareVersions(file.version, best->version) > 0)))
            best = file;
    }
    return best;
}

Result<std::shared_ptr<QFile>> FirmwareShelf::open(const QString& name) const
{
    const Error none { Error::Code::NotFound, QCoreApplication::translate("myna", "There is no such firmware file.") };
    if (!namedBy(name))
        return none;
    const QFileInfo entry(QDir(m_folder).filePath(name));
    const QString home = QFileInfo(m_folder).canonicalFilePath();
    if (!entry.isFile() || home.isEmpty() || QFileInfo(entry.canonicalFilePath()).path() != home)
        return none;
    auto file = std::make_shared<QFile>(entry.canonicalFilePath());
    if (!file->open(QIODevice::ReadOnly))
        return none;
    return file;
}

}

#include "moc_firmwareshelf.cpp"
