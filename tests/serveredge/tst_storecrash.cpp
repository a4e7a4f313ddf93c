// SPDX-License-Identifier: GPL-3.0-or-later
#include "serveredge/storefixture.h"
#include "support/testcase.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTimer>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestLife = 40; // ms a writer may write before it is killed

}

// A program that writes is killed at random moments, again and again on the same database.
class TstStoreCrash : public test::TestCase
{
    Q_OBJECT

    test::StorePlaces m_lazy;
    test::StorePlaces m_safe { test::PostgresRig::Disk::Safe };
    QRandomGenerator m_random { 20261121 };
    int m_first = 0; // number of the next writer's first device
    int m_acknowledged = 0; // all below
    QByteArray m_output;

    void start(QProcess& writer, const StorePlace& place)
    {
        m_output.clear();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"STORE_PASSWORD"_s, place.config.password);
        writer.setProcessEnvironment(environment);
        connect(&writer, &QProcess::readyReadStandardOutput, this, [this, &writer] { m_output += writer.readAllStandardOutput(); });
        QStringList arguments { place.folder };
        if (!place.config.url.isEmpty())
            arguments << place.config.url;
        writer.start(QStringLiteral(MYNA_BINARY_DIR "/bin/store_writer"), arguments << QString::number(m_first));
    }

    // The last number said, of whole lines; -1: none.
    [[nodiscard]] int lastSaid() const
    {
        const QList<QByteArray> lines = m_output.left(m_output.lastIndexOf('\n') + 1).split('\n');
        bool isNumber = false;
        const int last = lines.size() < 2 ? -1 : lines[lines.size() - 2].toInt(&isNumber);
        return isNumber ? last : -1;
    }

    bool writeAndKill(const StorePlace& place)
    {
        QProcess writer;
        start(writer, place);
        if (!test::becomesTrue([&] { return m_output.contains("ready") || writer.state() == QProcess::NotRunning; })
            || writer.state() == QProcess::NotRunning) {
            qWarning("the writer ended: %s", writer.readAllStandardError().constData());
            return false;
        }
        QTimer::singleShot(m_random.bounded(longestLife), Qt::PreciseTimer, &writer, &QProcess::kill);
        if (!test::becomesTrue([&] { return writer.state() == QProcess::NotRunning; }))
            return false;
        m_output += writer.readAllStandardOutput();
        return true;
    }

    // Everything acknowledged is there, and nothing is there by halves.
    void look(const StorePlace& place)
    {
        m_acknowledged = std::max(m_acknowledged, lastSaid() + 1);
        const auto opened = SqlStore::open(place);
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().text));
        QVERIFY2(opened.value()->warning.isEmpty(), qPrintable(opened.value()->warning));
        SqlStore& store = *opened.value()->store;
        QSqlQuery query(store.connection()->database());
        if (!store.isShared()) {
            QVERIFY(!store.connection()->run(query, u"PRAGMA integrity_check"_s).isValid() && query.next());
            QCOMPARE(query.value(0).toString(), u"ok"_s);
        }
        QSet<QString> bound;
        for (const DeviceRecord& device : *store.devices())
            bound.insert(device.deviceId);
        for (int i = 0; i < m_acknowledged; ++i) {
            if (const QString number = QString::number(i); !bound.contains(number) && !m_never.contains(i))
                QFAIL(qPrintable(u"device %1 was acknowledged and is not bound"_s.arg(i)));
        }
        QVERIFY(!store.connection()->run(query, u"SELECT heard, said, details FROM turns"_s).isValid());
        QSet<QString> kept;
        while (query.next()) {
            const QString number = query.value(0).toString();
            QCOMPARE(query.value(1).toString(), (number + u' ').repeated(300));
            QCOMPARE(query.value(2).toString(), u"{\"number\":%1}"_s.arg(number));
            QVERIFY(!kept.contains(number));
            kept.insert(number);
        }
        for (int i = 0; i < m_acknowledged; ++i)
            QVERIFY(kept.contains(QString::number(i)) || m_never.contains(i));
        // The next writer begins beyond whatever this one may have written without an answer.
        int highest = m_acknowledged;
        for (const QString& number : bound)
            highest = std::max(highest, number.toInt() + 1);
        for (const auto& record : *store.activations())
            highest = std::max(highest, record.code.toInt() + 1);
        for (const QString& number : kept)
            highest = std::max(highest, number.toInt() + 1);
        for (int i = std::max(m_first, m_acknowledged); i < highest + 1; ++i)
            m_never.insert(i);
        m_first = highest + 1;
    }

    void killMany(const StorePlace& place, int times)
    {
        m_first = m_acknowledged = 0;
        m_never.clear();
        int acknowledged = 0;
        for (int i = 0; i < times; ++i) {
            const int before = m_first;
            QVERIFY2(writeAndKill(place), qPrintable(u"writer %1"_s.arg(i)));
            look(place);
            if (QTest::currentTestFailed())
                return;
            acknowledged += std::max(0, m_acknowledged - before);
        }
        qInfo("%d kills, %d bindings acknowledged, all there", times, acknowledged);
        QVERIFY(acknowledged > times); // the writers got somewhere
    }

    QSet<int> m_never; // numbers no writer was told about

private slots:
    void aKilledServerLosesNothing();
    void aKilledClientOfPostgresLosesNothing();
    void aKilledPostgresLosesNothing();
};

void TstStoreCrash::aKilledServerLosesNothing()
{
    killMany(m_lazy.make(false), 200);
}

void TstStoreCrash::aKilledClientOfPostgresLosesNothing()
{
    killMany(m_lazy.make(true), 20);
}

// The database ends as if the power had failed; the writer is told nothing it could believe.
void TstStoreCrash::aKilledPostgresLosesNothing()
{
    const StorePlace place = m_safe.make(true);
    m_first = m_acknowledged = 0;
    m_never.clear();
    QProcess writer;
    start(writer, place);
    QTRY_VERIFY(lastSaid() >= 20);
    QVERIFY(m_safe.server().stop());
    QVERIFY(writer.waitForFinished(20000)); // it ends when its store is lost
    m_output += writer.readAllStandardOutput();
    QVERIFY(m_safe.server().start());
    look(place);
}

QTEST_GUILESS_MAIN(TstStoreCrash)
#include "tst_storecrash.moc"
