// SPDX-License-Identifier: GPL-3.0-or-later
// A process that used sound ends cleanly: twenty times, or MYNA_SOUND_EXITS times, each time a child of its own.
#include "audio/audioengine.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/soundrig.h"
#include "support/testcase.h"

#include <QProcess>

using namespace myna;

namespace {

// Speaks and listens at once, then leaves as the programs do.
int speakOnce(QCoreApplication& application)
{
    {
        audio::AudioEngine engine(audio::AudioEngine::Settings {});
        QObject::connect(&engine, &audio::AudioEngine::outputStatusChanged, &application, [&](const audio::SoundStatus& status) {
            if (!status.working)
                return;
            engine.openMicrophone(true);
            engine.beginTurn({ 1 });
            for (const auto& packet : test::packetsOf(test::sine(500, 200, 24000)))
                engine.play({ 1 }, packet);
            engine.endTurn({ 1 });
        });
        QObject::connect(&engine, &audio::AudioEngine::drained, &application, &QCoreApplication::quit);
        engine.start();
        application.exec();
    }
    fflush(nullptr);
    std::quick_exit(0);
}

}

class TstSoundExit : public test::TestCase
{
    Q_OBJECT

private slots:
    void leavesCleanlyEveryTime()
    {
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("MYNA_SOUND_EXITS", &given);
        const int rounds = given ? wanted : 20;
        QVERIFY(rounds > 0);
        test::SoundRig rig;
        QVERIFY2(rig.start(), qPrintable(rig.lastError()));
        for (int round = 0; round < rounds; ++round) {
            QProcess child;
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            child.start(QCoreApplication::applicationFilePath(), { QStringLiteral("--speak-once") });
            QVERIFY(child.waitForFinished(20000));
            QCOMPARE(child.exitStatus(), QProcess::NormalExit);
            QCOMPARE(child.exitCode(), 0);
        }
        qInfo("%d clean exits", rounds);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(QStringLiteral("--speak-once")))
        return speakOnce(application);
    TstSoundExit test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_soundexit.moc"
