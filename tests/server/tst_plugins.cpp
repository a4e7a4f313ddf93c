// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "server/toolbox/pluginsandbox.h"
#include "server/toolbox/providerspecs.h"
#include "server/toolbox/toolhouse.h"
#include "support/testcase.h"

#include <QThread>

#include <array>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;

namespace {

ProviderSpec odd(const QString& name)
{
    PluginSpec spec;
    spec.name = name;
    spec.program = QStringLiteral(MYNA_SOURCE_DIR "/tests/data/plugins/odd.py");
    spec.sha256 = programDigest(spec.program).value_or({});
    return pluginProvider(spec);
}

// A conversation on a network thread of its own.
struct Conversation
{
    QThread thread;
    QObject* desk = new QObject; // lives there
    std::unique_ptr<ProviderTools> tools; // there
    QMutex mutex;
    QStringList said;
    bool onItsThread = true;

    explicit Conversation(ToolProviders& plugins)
    {
        desk->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, desk, &QObject::deleteLater);
        thread.start();
        onThreadOf(desk, [this, &plugins] { tools = std::make_unique<ProviderTools>(plugins); });
    }
    ~Conversation()
    {
        onThreadOf(desk, [this] {
            tools.reset();
            thread.quit();
        });
        thread.wait();
    }
    void ask(const QString& tool, const QString& words)
    {
        onThreadOf(desk, [this, tool, words] {
            tools->call(tool, { { u"text"_s, words } }, [this](const Result<QString>& result) {
                const QMutexLocker lock(&mutex);
                onItsThread = onItsThread && QThread::currentThread() == &thread;
                said.append(result ? *result : result.error().text);
            });
        });
    }
    void leave()
    {
        QMetaObject::invokeMethod(
            desk, [this] { tools.reset(); }, Qt::BlockingQueuedConnection);
    }
    qsizetype count()
    {
        const QMutexLocker lock(&mutex);
        return said.size();
    }
};

bool isReady(ToolProviders& plugins)
{
    return test::becomesTrue([&] {
        const auto rows = plugins.rows();
        return std::all_of(rows.cbegin(), rows.cend(), [](const ProviderRow& row) { return row.state == ToolProvider::State::Ready; });
    });
}

}

class TstPlugins : public test::TestCase
{
    Q_OBJECT

private slots:
    void namesAreFitAndDoNotClash();
    void twoPluginsShareTheirNamesPeacefully();
    void twoDevicesAtOnceGetTheirOwnAnswers();
    void whoLeavesIsNotAnswered();
    void theHouseOffersItsOwnFirst();
    void endsAtOnceWhateverItsPluginsDo();
};

void TstPlugins::namesAreFitAndDoNotClash()
{
    QCOMPARE(providerToolName(u"P"_s, u"echo"_s, {}), u"echo"_s);
    QCOMPARE(providerToolName(u"P"_s, u"set scene!"_s, {}), u"set_scene_"_s);
    QCOMPARE(providerToolName(u"My plug"_s, u"echo"_s, { u"echo"_s }), u"My_plug_echo"_s);
    QCOMPARE(providerToolName(u"P"_s, u"echo"_s, { u"Echo"_s, u"P_echo"_s }), u"P_echo_2"_s);
    QCOMPARE(providerToolName(u"天气"_s, u"查询"_s, {}), u"__"_s);
    const QString longest = providerToolName(u"P"_s, QString(200, u'x'), {});
    QCOMPARE(longest.size(), 64);
    QVERIFY(providerToolName(u"P"_s, QString(200, u'x'), { longest }).size() <= 64);
}

void TstPlugins::twoPluginsShareTheirNamesPeacefully()
{
    ToolProviders plugins({ odd(u"First"_s), odd(u"Second"_s) }, { u"long"_s });
    QCOMPARE(plugins.rows().size(), 2);
    plugins.start();
    QVERIFY(isReady(plugins));
    const auto rows = plugins.rows();
    QVERIFY(rows[0].tools.contains(u"echo"_s) && rows[0].tools.contains(u"First_long"_s) && rows[0].tools.contains(u"set_scene_"_s));
    QVERIFY(rows[1].tools.contains(u"Second_echo"_s) && rows[1].tools.contains(u"Second_long"_s));
    QCOMPARE(rows[0].tools.size(), rows[1].tools.size()); // none got lost
    QCOMPARE(plugins.tools().size(), rows[0].tools.size() + rows[1].tools.size());
    Conversation one(plugins);
    one.ask(u"Second_echo"_s, u"hello"_s);
    one.ask(u"set_scene_"_s, u"hello"_s);
    one.ask(u"nothing"_s, {});
    QTRY_COMPARE(one.count(), 3);
    QVERIFY(one.said.contains(u"You said hello."_s));
    QVERIFY(one.said.contains(u"done set scene!"_s)); // by its own name
    QVERIFY(one.said.contains(u"Tool nothing not found."_s));
}

void TstPlugins::twoDevicesAtOnceGetTheirOwnAnswers()
{
    ToolProviders plugins({ odd(u"Odd"_s) }, {});
    plugins.start();
    QVERIFY(isReady(plugins));
    Conversation one(plugins);
    Conversation two(plugins);
    constexpr int calls = 7; // both together are no more than may wait
    for (int i = 0; i < calls; ++i) {
        one.ask(u"echo"_s, u"one %1"_s.arg(i));
        two.ask(u"echo"_s, u"two %1"_s.arg(i));
    }
    QTRY_COMPARE(one.count() + two.count(), 2 * calls);
    for (int i = 0; i < calls; ++i) {
        QCOMPARE(one.said[i], u"You said one %1."_s.arg(i));
        QCOMPARE(two.said[i], u"You said two %1."_s.arg(i));
    }
    QVERIFY(one.onItsThread && two.onItsThread);
}

void TstPlugins::whoLeavesIsNotAnswered()
{
    ToolProviders plugins({ odd(u"Odd"_s) }, {});
    plugins.start();
    QVERIFY(isReady(plugins));
    Conversation one(plugins);
    Conversation two(plugins);
    one.ask(u"echo"_s, u"nobody hears this"_s);
    one.leave();
    two.ask(u"echo"_s, u"here"_s);
    QTRY_COMPARE(two.count(), 1);
    QCOMPARE(one.count(), 0);
}

void TstPlugins::theHouseOffersItsOwnFirst()
{
    ToolHouse house({});
    Toolbox box;
    const auto sources = house.sources();
    for (const auto& source : sources)
        box.add(*source);
    QVERIFY(box.tools().size() >= 2);
    QCOMPARE(box.tools().first().name, u"get_time"_s);
    QSignalSpy noted(&house, &ToolHouse::noted);
    house.note({ .subject = u"x"_s });
    QCOMPARE(noted.size(), 1);
}

void TstPlugins::endsAtOnceWhateverItsPluginsDo()
{
    auto plugins = std::make_unique<ToolProviders>(QVector<ProviderSpec> { odd(u"Odd"_s) }, QStringList());
    plugins->start();
    QVERIFY(isReady(*plugins));
    Conversation one(*plugins);
    one.ask(u"eat"_s, {}); // in the middle of something
    one.leave();
    QElapsedTimer clock;
    clock.start();
    plugins.reset(); // says so itself when it has to leave one behind
    qInfo("ended after %lld ms", clock.elapsed());
    auto stopped = std::make_unique<ToolProviders>(QVector<ProviderSpec> { odd(u"Odd"_s) }, QStringList());
    stopped->start();
    QVERIFY(isReady(*stopped));
    Conversation two(*stopped);
    stopped->stop(); // while the conversations end: the destructor waits for what is left of it
    two.ask(u"echo"_s, u"late"_s);
    QTRY_COMPARE(two.count(), 1); // that there is no such tool any more
    QVERIFY(two.said.first().contains(u"echo"_s));
    two.leave();
    stopped->stop();
    stopped.reset();
    auto unborn = std::make_unique<ToolProviders>(QVector<ProviderSpec> { odd(u"Odd"_s) }, QStringList());
    unborn->start();
    unborn.reset(); // before its thread has done anything
}

QTEST_GUILESS_MAIN(TstPlugins)
#include "tst_plugins.moc"
