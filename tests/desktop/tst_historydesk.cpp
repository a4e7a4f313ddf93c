// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "desktop/historydesk.h"
#include "support/fakesound.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using history::Turn;
using session::VoiceSession;

namespace {

client::ClientOptions options(test::FakeSound& sound)
{
    client::ClientOptions made;
    made.soundParts = [&sound] {
        auto monitor = std::make_unique<test::FakeMonitor>();
        monitor->system = test::bothDevices();
        return audio::AudioParts { std::move(monitor), std::make_unique<test::FakeBackend>(sound), {} };
    };
    return made;
}

struct Line
{
    QTemporaryDir folder;
    settings::SettingsStore settings { folder.path() };
    test::FakeSound sound;
    viewmodels::TalkViewModel talk;
    client::DeviceDesk devices { 80 };
    QString server = u"This computer"_s;
    desktop::HistoryDesk desk { settings, folder.path(), [this] { return server; } };
    client::ClientCore core { options(sound) };
    bool ready = false;

    Line()
    {
        QObject::connect(&core, &client::ClientCore::ready, &core, [this] {
            desk.join(core, devices, talk);
            ready = true;
        });
        core.start();
    }
    // As the session would say it, on its thread.
    template<typename Fact>
    void say(Fact fact)
    {
        onThreadOf(core.session(), [session = core.session(), fact] { fact(*session); });
    }
    void converse(const QString& question)
    {
        say([question](VoiceSession& s) {
            emit s.heard(question);
            emit s.emotionChanged(u"happy"_s, {});
            emit s.speechStarted({ 1 });
            emit s.sentence({ 1 }, u"An answer."_s);
            emit s.turnFinished({ 1 }, { .recognised = 120 });
        });
    }
    QStringList titles()
    {
        QStringList all;
        auto* rows = desk.viewModel().conversations();
        for (int row = 0; row < rows->rowCount(); ++row)
            all << rows->index(row).data().toString();
        return all;
    }
};

}

class TstHistoryDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void whatIsSaidIsKept()
    {
        Line l;
        QTRY_VERIFY(l.ready);
        l.desk.viewModel().setWatched(true);
        l.converse(u"What time is it?"_s);
        QTRY_COMPARE(l.titles(), QStringList { u"What time is it?"_s });
        l.desk.viewModel().choose(l.desk.viewModel().conversations()->rows().first().id);
        QTRY_COMPARE(l.desk.viewModel().turns()->rowCount(), 1);
        const Turn turn = l.desk.viewModel().turns()->turns().first();
        QCOMPARE(turn.server, u"This computer"_s);
        QCOMPARE(turn.emotion, u"happy"_s);
        QCOMPARE(turn.timeline.recognised, std::optional<qint64>(120));
        // Another server, another conversation; typed words count, too.
        l.server = u"Kitchen"_s;
        l.talk.sendText(u"Turn the lamp on"_s);
        emit l.devices.called({ u"self.lamp.set_power"_s, { { u"on"_s, true } }, u"true"_s, false });
        // What the user tries by hand meanwhile is no part of the answer.
        emit l.devices.called({ .name = u"self.lamp.set_power"_s, .caller = { .asker = mcp::Asker::Hand } });
        l.say([](VoiceSession& s) {
            emit s.sentence({ 2 }, u"It is on."_s);
            emit s.turnFinished({ 2 }, {});
        });
        QTRY_COMPARE(l.titles().size(), 2);
        l.desk.viewModel().choose(l.desk.viewModel().conversations()->rows().first().id);
        QTRY_COMPARE(l.desk.viewModel().turns()->rowCount(), 1);
        QVERIFY(l.desk.viewModel().turns()->turns().first().typed);
        QCOMPARE(l.desk.viewModel().turns()->turns().first().tools.size(), 1);
    }

    void offMeansNothingIsWritten()
    {
        Line l;
        QTRY_VERIFY(l.ready);
        l.desk.viewModel().setWatched(true);
        l.desk.choices().setOn(false);
        l.converse(u"secret"_s);
        bool seen = false; // by the desk, too, which is connected for longer
        connect(l.core.session(), &VoiceSession::turnFinished, &l.desk, [&seen] { seen = true; });
        l.converse(u"secret, too"_s);
        QTRY_VERIFY(seen);
        l.desk.choices().setOn(true);
        l.converse(u"public"_s);
        QTRY_VERIFY(!l.titles().isEmpty());
        QCOMPARE(l.titles(), QStringList { u"public"_s });
    }

    void aQuestionWithoutAnAnswerIsKept()
    {
        Line l;
        QTRY_VERIFY(l.ready);
        l.desk.viewModel().setWatched(true);
        l.say([](VoiceSession& s) {
            emit s.heard(u"Anybody there?"_s);
            emit s.stateChanged(session::State::Thinking, {});
            emit s.stateChanged(session::State::Idle, {});
        });
        QTRY_COMPARE(l.titles(), QStringList { u"Anybody there?"_s });
    }

    void oldOnesGoWhenTheTimeIsShortened()
    {
        Line l;
        QTRY_VERIFY(l.ready);
        {
            history::TurnHistory before(l.folder.path());
            Turn old;
            old.time = QDateTime::currentDateTimeUtc().addDays(-40);
            old.server = u"x"_s;
            old.question = u"long ago"_s;
            QSignalSpy kept(&before, &history::TurnHistory::kept);
            before.keep(old);
            QTRY_COMPARE(kept.size(), 1);
        }
        l.desk.viewModel().setWatched(true);
        QTRY_COMPARE(l.titles(), QStringList { u"long ago"_s });
        l.desk.choices().setKeptDays(30);
        QTRY_VERIFY(l.titles().isEmpty());
    }

    void leavingWritesWhatWasSaidLast()
    {
        Line l;
        QTRY_VERIFY(l.ready);
        l.talk.sendText(u"last words"_s);
        QSignalSpy stopped(&l.desk, &desktop::HistoryDesk::stopped);
        l.desk.stop();
        QTRY_COMPARE(stopped.size(), 1);
        history::TurnHistory after(l.folder.path());
        int kept = -1;
        after.ask<history::Page>(
            this, [](history::TurnStore& s) { return s.find({}, {}, 10); },
            [&kept](const Result<history::Page>& page) { kept = page ? page->kept : -2; });
        QTRY_COMPARE(kept, 1);
    }
};

QTEST_GUILESS_MAIN(TstHistoryDesk)
#include "tst_historydesk.moc"
