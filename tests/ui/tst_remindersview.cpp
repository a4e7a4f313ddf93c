// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/reminderdialog.h"
#include "pages/panel/remindersview.h"
#include "support/testcase.h"
#include "viewmodels/remindersviewmodel.h"
#include "widgets/emptystate.h"
#include "widgets/toast.h"

#include <QDateEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimeEdit>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace std::chrono_literals;
using tools::Reminder;
using tools::ReminderKind;
using viewmodels::ReminderSection;
using viewmodels::RemindersViewModel;
using viewmodels::Tone;

namespace {

class HandTimer final : public tools::WallTimer
{
public:
    void arm(const QDateTime&) override { }
    void disarm() override { }
};

// Monday, nine o'clock.
struct Day
{
    Day()
        : reminders(
            folder.path(), [this] { return now; }, std::unique_ptr<tools::WallTimer>(timer = new HandTimer))
        , ringing(reminders, { .every = 1h, .longest = 1h })
        , model(reminders, ringing)
    {
        QSignalSpy opened(&reminders, &tools::Reminders::opened);
        reminders.open();
        QTRY_COMPARE(opened.size(), 1);
    }
    void add(const Reminder& reminder)
    {
        const qsizetype before = reminders.all().size();
        reminders.add(reminder, &reminders, [](const Result<Reminder>&) {});
        QTRY_COMPARE(reminders.all().size(), before + 1);
    }
    void moveTo(const QDateTime& time)
    {
        now = time;
        emit timer->reached();
    }
    [[nodiscard]] QDateTime in(std::chrono::seconds length) const { return now.addSecs(length.count()); }

    QTemporaryDir folder;
    QDateTime now = QDateTime(QDate(2026, 11, 23), QTime(9, 0)).toUTC();
    HandTimer* timer = nullptr; // of `reminders`
    tools::Reminders reminders;
    tools::Ringing ringing;
    RemindersViewModel model;
};

QPushButton* button(const QWidget& view, const QString& text)
{
    for (auto* one : view.findChildren<QPushButton*>()) {
        if (one->text() == text && one->isVisibleTo(&view))
            return one;
    }
    return nullptr;
}

bool shows(const QWidget& view, const QString& text)
{
    const auto labels = view.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text() == text && label->isVisibleTo(&view); });
}

const QByteArray choir = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:choir\r\nSUMMARY:Choir\r\nDTSTART:20261126T180000Z\r\n"
                         "RRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:old\r\nDTSTART:20200101T180000Z\r\nEND:VEVENT\r\n"
                         "END:VCALENDAR\r\n";

}

class TstRemindersView : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::C); }
    void whatIsToCome();
    void removedAndBroughtBack();
    void whatRingsIsStoppedOrPutOff();
    void calendarsInAndOut();
    void theKeyboardGoesOn();
    void setByHand();
};

void TstRemindersView::whatIsToCome()
{
    Day day;
    QVERIFY(day.model.sections().isEmpty());
    day.add({ .kind = ReminderKind::Timer, .text = u"Tea"_s, .due = day.in(245s) });
    day.add({ .kind = ReminderKind::Timer, .due = day.in(3h + 5s) });
    day.add({ .kind = ReminderKind::Alarm, .due = day.in(22h), .repeat = tools::Repeat::Daily, .clock = QTime(7, 0) });
    day.add({ .kind = ReminderKind::Reminder, .text = u"Call mum"_s, .due = day.in(90min) });
    day.add({ .kind = ReminderKind::Entry, .text = u"Fair"_s, .due = day.in(39h), .end = day.in(63h) });
    day.add({ .kind = ReminderKind::Entry, .text = u"over"_s, .due = day.in(-2h), .rung = true });
    const QVector<ReminderSection> sections = day.model.sections();
    QCOMPARE(sections.size(), 2);
    const auto& soon = sections[0].rows;
    QCOMPARE(soon.size(), 4);
    QCOMPARE(soon[0].title, u"Tea"_s);
    QCOMPARE(soon[0].left, u"04:05"_s);
    QCOMPARE(soon[1].title, u"Call mum"_s);
    QCOMPARE(soon[1].left, u"in 1 h 30 min"_s);
    QCOMPARE(soon[2].title, u"Timer"_s);
    QCOMPARE(soon[2].left, u"3:00:05"_s);
    QVERIFY2(soon[3].detail.startsWith(u"tomorrow, 07:00"_s) && soon[3].detail.endsWith(u"every day"_s), qPrintable(soon[3].detail));
    QCOMPARE(sections[1].rows.size(), 1);
    QCOMPARE(sections[1].rows[0].detail, u"Wednesday, all day"_s);

    ui::Theme theme;
    ui::RemindersView view(day.model, theme);
    view.show();
    QVERIFY(shows(view, u"Tea"_s) && shows(view, u"04:05"_s) && shows(view, u"Fair"_s));
    day.now = day.in(60s);
    emit day.model.ticked();
    QVERIFY(shows(view, u"03:05"_s));
}

void TstRemindersView::removedAndBroughtBack()
{
    Day day;
    ui::Theme theme;
    ui::RemindersView view(day.model, theme);
    view.show();
    QVERIFY(view.findChild<ui::EmptyState*>()->isVisible());
    day.add({ .kind = ReminderKind::Alarm, .text = u"Swim"_s, .due = day.in(22h), .repeat = tools::Repeat::Weekly, .clock = QTime(7, 0) });
    QVERIFY(!view.findChild<ui::EmptyState*>()->isVisible());
    const Reminder before = day.reminders.all().first();
    button(view, u"Remove"_s)->click();
    QTRY_VERIFY(day.reminders.all().isEmpty());
    QTRY_VERIFY(view.findChild<ui::Toast*>()->isVisible());
    button(view, u"Undo"_s)->click();
    QTRY_COMPARE(day.reminders.all().size(), 1);
    Reminder after = day.reminders.all().first();
    after.id = before.id;
    QCOMPARE(after, before);
}

void TstRemindersView::whatRingsIsStoppedOrPutOff()
{
    Day day;
    ui::Theme theme;
    ui::RemindersView view(day.model, theme);
    view.show();
    day.add({ .kind = ReminderKind::Timer, .text = u"Tea"_s, .due = day.in(60s) });
    QVERIFY(!button(view, u"Stop"_s) && !button(view, u"Snooze 5 min"_s));
    day.moveTo(day.in(60s));
    QCOMPARE(day.model.sections().size(), 1);
    QCOMPARE(day.model.sections().first().title, u"Ringing"_s);
    QTRY_VERIFY(button(view, u"Stop"_s) && !button(view, u"Remove"_s)); // new lines show in the next turn
    button(view, u"Snooze 5 min"_s)->click();
    QTRY_VERIFY(day.reminders.all().size() == 1 && day.reminders.all().first().due == day.in(300s));
    QTRY_VERIFY(button(view, u"Remove"_s));
    day.moveTo(day.in(300s));
    QTRY_VERIFY(button(view, u"Stop"_s));
    button(view, u"Stop"_s)->click();
    QTRY_VERIFY(day.reminders.all().isEmpty());
    QTRY_VERIFY(view.findChild<ui::EmptyState*>()->isVisible());
}

void TstRemindersView::calendarsInAndOut()
{
    Day day;
    QSignalSpy said(&day.model, &RemindersViewModel::said);
    const QString path = day.folder.filePath(u"c.ics"_s);
    const auto write = [&path](const QByteArray& text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(choir);
    QSignalSpy changes(&day.reminders, &tools::Reminders::changed);
    for (int round = 1; round <= 2; ++round) { // the second replaces the first
        day.model.importFrom(path);
        QVERIFY(day.model.isImporting() && said.size() == round - 1); // the window does not wait for it
        day.model.importFrom(path); // one at a time
        QTRY_COMPARE(said.size(), round);
        QVERIFY(!day.model.isImporting());
        QCOMPARE(changes.size(), round); // at once: nobody sees the calendar without them
        QCOMPARE(said.last()[0].value<Tone>(), Tone::Good);
        QCOMPARE(day.reminders.all().size(), 1);
    }
    QVERIFY2(said.last()[1].toString().contains(u"left out"_s), qPrintable(said.last()[1].toString()));
    QCOMPARE(day.model.sections().first().rows.first().detail.section(u" · "_s, -1), u"repeats"_s);
    // It comes again after it rang, also with another program.
    day.moveTo(day.reminders.all().first().ringsAt());
    day.model.stop(day.reminders.all().first().id);
    QTRY_COMPARE(day.reminders.all().first().due, QDateTime(QDate(2026, 12, 3), QTime(18, 0), Qt::UTC));
    day.add({ .kind = ReminderKind::Timer, .due = day.in(1h) }); // what was kept before it is in the file, too
    tools::Reminders again(day.folder.path(), [&day] { return day.now; });
    QSignalSpy opened(&again, &tools::Reminders::opened);
    again.open();
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(again.all(), day.reminders.all());
    day.model.remove(day.reminders.all().first().id);
    QTRY_COMPARE(day.reminders.all().size(), 1);
    QTRY_VERIFY(said.last()[2].toBool());

    said.clear();
    const QString out = day.folder.filePath(u"out.ics"_s);
    QVERIFY(day.model.hasEntries());
    day.model.exportTo(out);
    QCOMPARE(said.takeFirst()[0].value<Tone>(), Tone::Good);
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("SUMMARY:Choir") && text.contains("FREQ=WEEKLY"), text.constData());

    write(QByteArray(choir).replace("DTSTART:2020", "DTSTART:XXXX"));
    day.model.importFrom(path);
    QTRY_COMPARE(said.size(), 1);
    QCOMPARE(said.first()[0].value<Tone>(), Tone::Bad);
    QVERIFY2(said.first()[1].toString().contains(u"Line 11"_s), qPrintable(said.first()[1].toString()));
    day.model.importFrom(day.folder.filePath(u"nowhere.ics"_s));
    QTRY_COMPARE(said.size(), 2);
    QCOMPARE(said.last()[0].value<Tone>(), Tone::Bad);
    day.model.importFrom(day.folder.path()); // a folder
    QTRY_COMPARE(said.size(), 3);
    QVERIFY2(said.last()[1].toString().contains(u"Line 1"_s), qPrintable(said.last()[1].toString()));
    day.model.exportTo(day.folder.filePath(u"no/such/folder.ics"_s));
    QCOMPARE(said.last()[0].value<Tone>(), Tone::Bad);
    QCOMPARE(day.reminders.all().size(), 1);
}

void TstRemindersView::theKeyboardGoesOn()
{
    Day day;
    ui::Theme theme;
    ui::RemindersView view(day.model, theme);
    for (int i = 1; i <= 3; ++i)
        day.add({ .kind = ReminderKind::Timer, .text = QString::number(i), .due = day.in(1h * i) });
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.activateWindow();
    button(view, u"Remove"_s)->setFocus();
    for (int left = 2; left >= 0; --left) {
        QTRY_VERIFY(view.focusWidget());
        QTest::keyClick(view.focusWidget(), Qt::Key_Space);
        QTRY_COMPARE(day.reminders.all().size(), left);
    }
    QCOMPARE(view.focusWidget(), view.findChild<ui::EmptyState*>()->button());

    // After a bell, the next alarm is not one key press from being removed.
    day.add({ .kind = ReminderKind::Timer, .due = day.in(60s) });
    day.add({ .kind = ReminderKind::Alarm, .due = day.in(22h), .clock = QTime(7, 0) });
    day.moveTo(day.in(60s));
    QTRY_VERIFY(button(view, u"Stop"_s));
    button(view, u"Stop"_s)->setFocus();
    QTest::keyClick(view.focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(view.focusWidget(), button(view, u"New…"_s));
    QTRY_COMPARE(day.reminders.all().size(), 1);
}

void TstRemindersView::setByHand()
{
    Day day;
    const auto tried = [&day](const viewmodels::ReminderWish& wish) {
        std::optional<Result<>> done;
        day.model.create(wish, [&done](const Result<>& result) { done = result; });
        return test::becomesTrue([&done] { return done.has_value(); }) && *done;
    };
    const QDate today = day.now.toLocalTime().date();
    QVERIFY(!tried({ .kind = ReminderKind::Timer }));
    QVERIFY(!tried({ .kind = ReminderKind::Reminder, .date = today, .time = QTime(17, 0) })); // about what?
    QVERIFY(!tried({ .kind = ReminderKind::Entry, .text = u"x"_s, .date = today, .time = QTime(8, 0) })); // past
    QVERIFY(tried({ .kind = ReminderKind::Alarm, .date = today, .time = QTime(8, 0) })); // tomorrow
    QCOMPARE(day.reminders.all().last().due, QDateTime(today.addDays(1), QTime(8, 0)).toUTC());
    QVERIFY(tried({ .kind = ReminderKind::Entry, .text = u"y"_s, .date = today, .time = QTime(9, 5), .repeat = tools::Repeat::Weekly }));
    QCOMPARE(day.reminders.all().first().lead, 5min);
    QCOMPARE(day.reminders.all().first().clock, QTime(9, 5));

    ui::ReminderDialog dialog(day.model);
    dialog.show();
    QVERIFY(!dialog.findChild<QTimeEdit*>()->isVisible()); // a timer first
    auto* date = dialog.findChild<QDateEdit*>();
    QVERIFY(date->minimumWidth() > date->fontMetrics().horizontalAdvance(date->text()) + 40); // beside it stands the arrow
    dialog.findChild<QLineEdit*>()->setText(u"Tea"_s);
    QTest::keyClick(&dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(day.reminders.all().size(), 3);
    QTRY_VERIFY(std::ranges::any_of(day.reminders.all(), [&](const Reminder& r) { return r.text == u"Tea"_s && r.due == day.in(10min); }));
}

QTEST_MAIN(TstRemindersView)
#include "tst_remindersview.moc"
