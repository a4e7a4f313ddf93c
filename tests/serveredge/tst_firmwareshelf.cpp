// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/firmwareshelf.h"
#include "support/testcase.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

class TstFirmwareShelf : public test::TestCase
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = QDateTime::fromSecsSinceEpoch(1760000000);
        m_shelf = std::make_unique<FirmwareShelf>(m_folder->path(), [this] { return m_now; });
    }
    void cleanup() { m_shelf.reset(); }

    void aSumIsThatOfTheWholeFile()
    {
        const QByteArray image(600 * 1024 + 7, 'f'); // some pieces and a rest
        put(u"board_1.0.0.bin"_s, image);
        put(u"empty_1.0.0.bin"_s, {});
        QSignalSpy summed(m_shelf.get(), &FirmwareShelf::summed);
        QCOMPARE(m_shelf->files().size(), 2);
        QTRY_COMPARE(summed.size(), 2);
        QCOMPARE(m_shelf->files().at(0).sha256, QCryptographicHash::hash(image, QCryptographicHash::Sha256).toHex());
        QCOMPARE(m_shelf->files().at(1).sha256, QCryptographicHash::hash({}, QCryptographicHash::Sha256).toHex());
    }

    // A server that stops does not wait for the sums of a full shelf, and none of them comes to it afterwards.
    void sumsEndWithTheShelf()
    {
        for (int i = 0; i < 20; ++i) {
            QFile file(m_folder->filePath(u"board_%1.0.0.bin"_s.arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64(1) << 30)); // without taking that much of the disk
        }
        QCOMPARE(m_shelf->files().size(), 20);
        QCOMPARE(m_shelf->files().first().sha256, QByteArray());
        m_shelf.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

private:
    void put(const QString& name, const QByteArray& content) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QDateTime m_now;
    std::unique_ptr<FirmwareShelf> m_shelf;
};

QTEST_GUILESS_MAIN(TstFirmwareShelf)
#include "tst_firmwareshelf.moc"
