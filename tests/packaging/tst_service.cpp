// SPDX-License-Identifier: GPL-3.0-or-later
// The systemd unit and the files beside it: what systemd itself thinks of the unit, and the command line it starts, really started.
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

class TstService final : public TestCase
{
    Q_OBJECT

private slots:
    void systemdAcceptsTheUnit();
    void theServiceIsConfined();
    void itsCommandLineServes();
    void theContainerInstallsWhatThePackageNeeds();

private:
    static QString content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    // The unit as installed, with the programs of this build.
    QString unit()
    {
        QString text = content(QStringLiteral(MYNA_BINARY_DIR) + u"/mynad.service"_s);
        text.replace(
            QRegularExpression(u"ExecStart=\\S+/bin/mynad"_s), u"ExecStart="_s + QStringLiteral(MYNA_BINARY_DIR) + u"/bin/mynad"_s);
        text.replace(QRegularExpression(u"\nDocumentation=[^\n]*"_s), QString());
        const QString path = m_folder.filePath(u"mynad.service"_s);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
        return path;
    }
    struct Ran
    {
        int status = -1;
        QString text;
    };
    static Ran analyze(const QStringList& arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"systemd-analyze"_s, arguments);
        if (!process.waitForFinished(30000))
            return {};
        return { process.exitCode(), QString::fromUtf8(process.readAll()) };
    }

    QTemporaryDir m_folder;
};

void TstService::systemdAcceptsTheUnit()
{
    const Ran ran = analyze({ u"verify"_s, u"--man=no"_s, unit() });
    QCOMPARE(ran.text, QString());
    QCOMPARE(ran.status, 0);
}

// systemd's own scale from 0 (nothing is open) to 10.
void TstService::theServiceIsConfined()
{
    const Ran ran = analyze({ u"security"_s, u"--offline=yes"_s, u"--threshold=30"_s, u"--no-pager"_s, unit() });
    QVERIFY2(ran.status == 0, qPrintable(ran.text.right(400)));
}

void TstService::itsCommandLineServes()
{
    const QRegularExpressionMatch line = QRegularExpression(u"ExecStart=\\S+ ([^\n]*)"_s).match(content(unit()));
    QVERIFY(line.hasMatch());
    // The folders systemd makes are elsewhere here, and the ports may be taken.
    QString yaml = content(QStringLiteral(MYNA_SOURCE_DIR) + u"/packaging/systemd/server.yaml"_s);
    QVERIFY(!yaml.isEmpty());
    yaml.replace(u"/var/log/myna"_s, m_folder.filePath(u"log"_s)).replace(u"0.0.0.0"_s, u"127.0.0.1"_s);
    QFile config(m_folder.filePath(u"server.yaml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(yaml.toUtf8());
    config.close();
    QStringList arguments = line.captured(1).split(u' ');
    arguments.replaceInStrings(u"/etc/myna/server.yaml"_s, config.fileName());
    arguments.replaceInStrings(u"/var/lib/myna"_s, m_folder.filePath(u"state"_s));
    DaemonProcess server(arguments + QStringList { u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--json"_s });
    server.start();
    QVERIFY2(!server.waitFor(u"ready"_s).isEmpty(), server.errors().constData());
    ::kill(pid_t(server.process().processId()), SIGHUP); // `systemctl reload`
    QCOMPARE(server.waitFor(u"config"_s)["state"_L1].toString(), u"applied"_s);
    server.process().terminate(); // `systemctl stop`
    QCOMPARE(server.waitForExit(), 0);
}

void TstService::theContainerInstallsWhatThePackageNeeds()
{
    const QString recipe = content(QStringLiteral(MYNA_SOURCE_DIR) + u"/packaging/docker/Containerfile"_s);
    // Nobody can build it here, so at least what it names exists.
    QVERIFY(recipe.contains(u"./dev package"_s));
    QVERIFY(recipe.contains(u"EXPOSE 8000 8003"_s));
    const QRegularExpressionMatch entry = QRegularExpression(u"ENTRYPOINT \\[\"mynad\", \"(\\w+)\""_s).match(recipe);
    QCOMPARE(entry.captured(1), u"serve"_s);
    const QRegularExpressionMatch health = QRegularExpression(u"HEALTHCHECK .* CMD \\[\"mynad\", (.*)\\]"_s).match(recipe);
    QVERIFY(health.hasMatch());
    // Its health command against a server that runs, and one that does not.
    const QString data = m_folder.filePath(u"container"_s);
    QStringList arguments = health.captured(1).remove(u'"').split(u", "_s);
    arguments.replaceInStrings(u"/data"_s, data);
    DaemonProcess server(
        { u"serve"_s, u"--data"_s, data, u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--json"_s });
    server.start();
    QVERIFY2(!server.waitFor(u"ready"_s).isEmpty(), server.errors().constData());
    DaemonProcess well(arguments);
    well.start();
    QCOMPARE(well.waitForExit(), 0);
    server.process().terminate();
    QCOMPARE(server.waitForExit(), 0);
    DaemonProcess ill(arguments);
    ill.start();
    QVERIFY(ill.waitForExit() != 0);
}

}

QTEST_GUILESS_MAIN(myna::test::TstService)
#include "tst_service.moc"
