// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/devices/clock.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QVector>

#include <memory>
#include <optional>

class QFile;

namespace myna::server {

// A file `<model>_<version>.bin`, the reference server's pattern.
struct FirmwareFile
{
    QString name;
    QString model; // the board's type
    QString version; // numbers and dots
    qint64 bytes = 0;
    QDateTime modified;
    QByteArray sha256; // hexadecimal; empty until it is known
    bool operator==(const FirmwareFile&) const = default;
};

// -1, 0, 1 as the first is lower, the same, higher: part by part, as numbers, a missing part being 0.
int compareVersions(const QString& a, const QString& b);

// The firmware the owner laid into a folder, for devices to fetch. Edge thread; sums are computed elsewhere.
class FirmwareShelf final : public QObject
{
    Q_OBJECT

public:
    FirmwareShelf(QString folder, Clock clock, QObject* parent = nullptr);
    ~FirmwareShelf() override; // gives up the sums under way

    [[nodiscard]] QVector<FirmwareFile> files(); // by name; looked up again when the folder changed or after 30 s
    // What a device should have: `choice` as in DeviceRecord::firmware. Nothing: it has it.
    [[nodiscard]] std::optional<FirmwareFile> offerFor(const QString& model, const QString& version, const QString& choice);
    // Opened for reading. Errors: NotFound (no name of a firmware file, not there, or a link out of the folder).
    [[nodiscard]] Result<std::shared_ptr<QFile>> open(const QString& name) const;

signals:
    void summed(const QString& name); // its sum is known now

private:
    void look();
    void sum(const FirmwareFile& file);

    QString m_folder;
    Clock m_clock;
    QVector<FirmwareFile> m_files;
    QHash<QString, QByteArray> m_sums; // by name, size and time
    QDateTime m_lookedAt;
    QDateTime m_folderTime;
    QThreadPool m_worker; // computes the sums
};

}
