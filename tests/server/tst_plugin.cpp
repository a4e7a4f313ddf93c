// SPDX-License-Identifier: GPL-3.0-or-later
// Real programs: tests/data/plugins/odd.py behind the walls of this system.
#include "server/toolbox/pluginsandbox.h"
#include "server/toolbox/programline.h"
#include "server/toolbox/providerspecs.h"
#include "support/testcase.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;
using State = ToolProvider::State;

namespace {

const QString odd = QStringLiteral(MYNA_SOURCE_DIR "/tests/data/plugins/odd.py");

PluginSpec specOf(const QString& program, const QStringList& arguments = {})
{
    PluginSpec spec;
    spec.name = u"Odd"_s;
    spec.program = program;
    spec.arguments = arguments;
    spec.sha256 = programDigest(program).value_or({});
    return spec;
}

ProviderTiming quick()
{
    ProviderTiming timing;
    timing.backoff = 5ms;
    timing.rest = 100ms;
    return timing;
}

// One plugin, ended before it goes.
struct Run
{
    explicit Run(const PluginSpec& spec, const ProviderTiming& timing = quick())
        : plugin(pluginProvider(spec), timing)
    {
        QObject::connect(&plugin, &ToolProvider::failed, &plugin, [this](const QString& text) { failures.append(text); });
    }
    ~Run()
    {
        QSignalSpy stopped(&plugin, &ToolProvider::stopped);
        plugin.stop();
        if (stopped.isEmpty())
            stopped.wait(test::patienceMs);
    }
    bool isReady()
    {
        plugin.start();
        return test::becomesTrue([this] { return plugin.state() == State::Ready; });
    }
    void call(const QString& tool, const QJsonObject& arguments = {})
    {
        plugin.call(tool, arguments, [this](const Result<QString>& result) { results.append(result); });
    }
    [[nodiscard]] QString text(qsizetype index = 0) const
    {
        return results.value(index, QString()) ? *results.value(index, QString()) : results[index].error().text;
    }

    ToolProvider plugin;
    QStringList failures;
    QVector<Result<QString>> results;
};

}

class TstPlugin : public test::TestCase
{
    Q_OBJECT

private slots:
    void offersItsToolsAndAnswers();
    void isStartedBehindWalls();
    void anotherContentIsNotStarted();
    void aProgramExchangedAfterTheLookDoesNotRun();
    void compiledProgramsRunToo();
    void theManualsExampleWorks();
    void whatCannotBeStartedIsSaid();
    void whatHangsIsEndedAndStartedAgain();
    void whoEatsMemoryDies();
    void whoFloodsIsEnded_data();
    void whoFloodsIsEnded();
    void whoDiesInACallIsNotAskedAgain();
    void whoDiesAlwaysRests();
    void whoNeverSaysHelloIsEnded();
    void itsChildrenEndWithIt();
    void waitingCallsAreBounded();
};

void TstPlugin::offersItsToolsAndAnswers()
{
    Run run(specOf(odd));
    QVERIFY2(run.isReady(), qPrintable(run.plugin.trouble()));
    const auto tools = run.plugin.tools();
    QCOMPARE(tools.size(), 14); // three pages
    QCOMPARE(tools.first().name, u"echo"_s);
    QCOMPARE(tools.first().arguments.size(), 1);
    QVERIFY(tools.first().schema.isEmpty());
    QCOMPARE(tools[2].name, u"choose"_s); // arrays and choices come through to the model as they were declared
    QCOMPARE(mcp::toJson(tools[2])["inputSchema"_L1]["properties"_L1]["mode"_L1]["enum"_L1][1].toString(), u"cold"_s);
    run.call(u"echo"_s, { { u"text"_s, u"schön"_s } });
    run.call(u"fail"_s);
    QTRY_COMPARE(run.results.size(), 2);
    QCOMPARE(run.text(0), u"You said schön."_s);
    QCOMPARE(run.text(1), u"the light bulb is broken"_s);
    QVERIFY(!run.results[1]);
    QCOMPARE(run.failures, QStringList());
}

void TstPlugin::isStartedBehindWalls()
{
    qputenv("MYNA_TEST_SECRET", "open sesame");
    QFile open(odd); // a descriptor of ours
    QVERIFY(open.open(QIODevice::ReadOnly));
    Run run(specOf(odd));
    QVERIFY(run.isReady());
    run.call(u"surroundings"_s);
    QTRY_COMPARE(run.results.size(), 1);
    const QJsonObject around = QJsonDocument::fromJson(run.text().toUtf8()).object();
    const QJsonObject environment = around["environment"_L1].toObject();
    QStringList names = environment.keys();
    names.removeOne(u"LC_CTYPE"_s); // Python's own
    QCOMPARE(names, (QStringList { u"HOME"_s, u"LANG"_s, u"PATH"_s, u"TMPDIR"_s }));
    QVERIFY(!run.text().contains(u"sesame"_s));
    const QString folder = around["folder"_L1].toString();
    QCOMPARE(environment["HOME"_L1].toString(), folder);
    QVERIFY(QFileInfo(folder).fileName().startsWith(u"myna-plugin-"_s));
    QVERIFY(around["group"_L1].toBool());
    // Input, output, error, its own text, and the folder it looks into to count them.
    QVERIFY2(around["descriptors"_L1].toArray().size() <= 6, qPrintable(run.text()));
    qunsetenv("MYNA_TEST_SECRET");
}

void TstPlugin::anotherContentIsNotStarted()
{
    PluginSpec spec = specOf(odd);
    spec.sha256 = QString(64, u'0');
    Run run(spec);
    run.plugin.start();
    QCOMPARE(run.plugin.state(), State::Refused);
    QVERIFY2(run.plugin.trouble().contains(programDigest(odd).value()), qPrintable(run.plugin.trouble()));
    run.call(u"echo"_s);
    QCOMPARE(run.results.size(), 1);
    QVERIFY(!run.results.first());
    spec.sha256.clear(); // no pin is no permission
    Run without(spec);
    without.plugin.start();
    QCOMPARE(without.plugin.state(), State::Refused);
}

void TstPlugin::aProgramExchangedAfterTheLookDoesNotRun()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"tool.py"_s);
    QVERIFY(QFile::copy(odd, path));
    const PluginSpec spec = specOf(path);
    QProcess process;
    const auto sandbox = makeSandbox(spec, folder.path());
    QVERIFY2(sandbox.has_value(), "the sandbox could not be made");
    (*sandbox)->prepare(process);
    QFile file(path); // in place, so it is the same file still
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\necho exchanged\n");
    file.close();
    process.start();
    QVERIFY(process.waitForStarted());
    process.write(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"the old one"}}})"
                  "\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QByteArray said = process.readAllStandardOutput();
    QVERIFY2(said.contains("the old one") && !said.contains("exchanged"), said.constData());
    QVERIFY(!makeSandbox(spec, folder.path()));
}

void TstPlugin::compiledProgramsRunToo()
{
    // The interpreter is the program, and the script an argument.
    Run run(specOf(QFileInfo(u"/usr/bin/python3"_s).canonicalFilePath(), { odd }));
    QVERIFY2(run.isReady(), qPrintable(run.plugin.trouble()));
    run.call(u"echo"_s, { { u"text"_s, u"compiled"_s } });
    QTRY_COMPARE(run.results.size(), 1);
    QCOMPARE(run.text(), u"You said compiled."_s);
}

void TstPlugin::theManualsExampleWorks()
{
    QFile page(QStringLiteral(MYNA_SOURCE_DIR "/resources/manual/tools.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll());
    QString script = text.section(u"```python\n"_s, 1, 1).section(u"```"_s, 0, 0);
    script = script.replace(QRegularExpression(u"^   "_s, QRegularExpression::MultilineOption), {});
    QTemporaryDir folder;
    QFile file(folder.filePath(u"dice.py"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(script.toUtf8());
    file.close();
    file.setPermissions(file.permissions() | QFile::ExeOwner);
    Run run(specOf(file.fileName()));
    QVERIFY2(run.isReady(), qPrintable(run.plugin.trouble()));
    QCOMPARE(run.plugin.tools().value(0).name, u"roll_dice"_s);
    run.call(u"roll_dice"_s, { { u"count"_s, 3 } });
    QTRY_COMPARE(run.results.size(), 1);
    QVERIFY2(QRegularExpression(u"^\\[\\d, \\d, \\d\\]$"_s).match(run.text()).hasMatch(), qPrintable(run.text()));
}

void TstPlugin::whatCannotBeStartedIsSaid()
{
    QTemporaryDir folder;
    Run missing(specOf(folder.filePath(u"nothing"_s)));
    missing.plugin.start();
    QCOMPARE(missing.plugin.state(), State::Refused);
    QCOMPARE(missing.failures.size(), 1);
    const QString path = folder.filePath(u"text.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no program");
    file.close();
    Run plain(specOf(path));
    plain.plugin.start();
    QCOMPARE(plain.plugin.state(), State::Refused);
    QVERIFY2(plain.plugin.trouble().contains(u"executable"_s), qPrintable(plain.plugin.trouble()));
    file.setPermissions(file.permissions() | QFile::ExeOwner);
    ProviderTiming timing = quick();
    timing.restarts = 0;
    timing.rest = 1h;
    Run rubbish(specOf(path), timing);
    rubbish.plugin.start();
    QTRY_COMPARE(rubbish.plugin.state(), State::Resting);
    QVERIFY2(rubbish.plugin.trouble().contains(u"126"_s), qPrintable(rubbish.plugin.trouble()));
}

void TstPlugin::whatHangsIsEndedAndStartedAgain()
{
    PluginSpec spec = specOf(odd);
    spec.timeLimit = 300ms;
    Run run(spec);
    QVERIFY(run.isReady());
    run.call(u"sleep"_s, { { u"seconds"_s, u"10"_s } });
    run.call(u"echo"_s, { { u"text"_s, u"after"_s } }); // waits for the next run
    QTRY_COMPARE(run.results.size(), 2);
    QCOMPARE(run.results[0].error().code, Error::Code::Timeout);
    QCOMPARE(run.text(1), u"You said after."_s);
    QCOMPARE(run.failures.size(), 1);
}

void TstPlugin::whoEatsMemoryDies()
{
    PluginSpec spec = specOf(odd);
    spec.timeLimit = 20s;
    Run run(spec);
    QVERIFY(run.isReady());
    run.call(u"eat"_s);
    QTRY_COMPARE(run.results.size(), 1);
    QVERIFY(!run.results.first());
    QVERIFY2(run.text().contains(u"status 1"_s), qPrintable(run.text())); // Python's MemoryError
    QTRY_COMPARE(run.plugin.state(), State::Ready);
}

void TstPlugin::whoFloodsIsEnded_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("reason");
    QTest::newRow("one endless line") << u"flood"_s << u"more than anybody reads"_s;
    QTest::newRow("endless lines") << u"lines"_s << u"more than anybody reads"_s;
    QTest::newRow("endless questions") << u"questions"_s << u"more than anybody reads"_s;
    QTest::newRow("no JSON") << u"garbage"_s << u"something else than JSON"_s;
}

void TstPlugin::whoFloodsIsEnded()
{
    QFETCH(QString, tool);
    QFETCH(QString, reason);
    Run run(specOf(odd));
    QVERIFY(run.isReady());
    run.call(tool);
    QTRY_COMPARE(run.results.size(), 1);
    QVERIFY2(run.text().contains(reason), qPrintable(run.text()));
    QTRY_COMPARE(run.plugin.state(), State::Ready);
}

void TstPlugin::whoDiesInACallIsNotAskedAgain()
{
    Run run(specOf(odd));
    QVERIFY(run.isReady());
    QTest::ignoreMessage(QtInfoMsg, "The plugin Odd says: I die; password=[redacted]");
    run.call(u"die"_s);
    QTRY_COMPARE(run.results.size(), 1);
    QVERIFY2(run.text().contains(u"status 7"_s), qPrintable(run.text()));
    QTRY_COMPARE(run.plugin.state(), State::Ready);
    run.call(u"echo"_s, { { u"text"_s, u"again"_s } });
    QTRY_COMPARE(run.results.size(), 2);
    QCOMPARE(run.text(1), u"You said again."_s);
}

void TstPlugin::whoDiesAlwaysRests()
{
    Run run(specOf(odd, { u"dies"_s }));
    QSignalSpy changed(&run.plugin, &ToolProvider::changed);
    int starts = 0;
    QObject::connect(&run.plugin, &ToolProvider::changed, &run.plugin, [&] { starts += run.plugin.state() == State::Starting; });
    run.plugin.start();
    QTRY_COMPARE(run.plugin.state(), State::Resting);
    QCOMPARE(starts, 4); // once and three times again
    run.call(u"echo"_s);
    QCOMPARE(run.results.size(), 1);
    QTRY_VERIFY(starts > 4); // rested
}

void TstPlugin::whoNeverSaysHelloIsEnded()
{
    ProviderTiming timing = quick();
    timing.hello = 100ms;
    timing.restarts = 0;
    timing.rest = 1h;
    Run run(specOf(odd, { u"mute"_s }), timing);
    run.plugin.start();
    QTRY_COMPARE(run.plugin.state(), State::Resting);
    QVERIFY2(run.plugin.trouble().contains(u"did not answer in time"_s), qPrintable(run.plugin.trouble()));
}

void TstPlugin::itsChildrenEndWithIt()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"parent.sh"_s);
    const QString note = folder.filePath(u"child"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\nsleep 300 &\necho $! > " + note.toUtf8() + "\nwait\n");
    file.close();
    file.setPermissions(file.permissions() | QFile::ExeOwner);
    pid_t child = 0;
    {
        Run run(specOf(path));
        run.plugin.start();
        QTRY_VERIFY(QFileInfo(note).size() > 1);
        QFile written(note);
        QVERIFY(written.open(QIODevice::ReadOnly));
        child = written.readAll().trimmed().toInt();
        QCOMPARE(::kill(child, 0), 0);
    }
    // Gone, or dead and not yet fetched by whoever adopted it.
    const auto isGone = [child] {
        QFile status(u"/proc/%1/stat"_s.arg(child));
        return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
    };
    QTRY_VERIFY(isGone());
}

void TstPlugin::waitingCallsAreBounded()
{
    Run run(specOf(odd));
    QVERIFY(run.isReady());
    for (int i = 0; i < ToolProvider::maxWaiting + 5; ++i)
        run.call(u"echo"_s, { { u"text"_s, QString::number(i) } });
    QCOMPARE(run.results.size(), 5); // at once
    QVERIFY(run.text().contains(u"too much to do"_s));
    QTRY_COMPARE(run.results.size(), ToolProvider::maxWaiting + 5);
    QCOMPARE(run.text(5), u"You said 0."_s);
    QCOMPARE(run.results.last().value(), u"You said 15."_s);
}

QTEST_GUILESS_MAIN(TstPlugin)
#include "tst_plugin.moc"
