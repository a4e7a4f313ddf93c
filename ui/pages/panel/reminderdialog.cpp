// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/reminderdialog.h"

#include "settings/choicebox.h"
#include "widgets/buttons.h"
#include "widgets/segmentedcontrol.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTextCharFormat>
#include <QTimeEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace myna::ui {

using tools::ReminderKind;
using viewmodels::ReminderWish;

namespace {
constexpr int newReminderWidth = 480; // px
constexpr int repeatWidth = 180;
constexpr int besideDate = 64; // the padding and the arrow
constexpr int mostHours = 167; // a week

// Qt's own has red days and coloured arrows.
void makeCalendarPlain(QCalendarWidget* calendar)
{
    for (const Qt::DayOfWeek day : { Qt::Saturday, Qt::Sunday })
        calendar->setWeekdayTextFormat(day, {});
    const std::array<std::pair<const char*, const char*>, 2> arrows { { { "qt_calendar_prevmonth", "‹" },
        { "qt_calendar_nextmonth", "›" } } };
    for (const auto& [name, sign] : arrows) {
        if (auto* button = calendar->findChild<QToolButton*>(QLatin1String(name))) {
            button->setIcon({});
            button->setText(QString::fromUtf8(sign));
        }
    }
}

constexpr std::array kinds { ReminderKind::Timer, ReminderKind::Alarm, ReminderKind::Reminder, ReminderKind::Entry };
}

ReminderDialog::ReminderDialog(viewmodels::RemindersViewModel& model, QWidget* parent)
    : QDialog(parent)
    , m_model(model)
{
    setWindowTitle(tr("New reminder"));
    build();
    showKind();
}

void ReminderDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, space::xl, 28, space::xl);
    column->setSpacing(space::m);
    auto* title = new QLabel(windowTitle(), this);
    styleText(title, TextKind::PageTitle);
    column->addWidget(title);
    m_kind = new SegmentedControl(this);
    const std::array words { tr("Timer"), tr("Alarm"), tr("Reminder"), tr("Calendar entry") };
    for (size_t i = 0; i < kinds.size(); ++i)
        m_kind->addSegment(int(i), words[i]);
    m_kind->setCurrent(0);
    column->addWidget(m_kind, 0, Qt::AlignLeft);
    m_text = new QLineEdit(this);
    m_text->setMaxLength(int(tools::longestReminderText));
    m_text->setMinimumHeight(hitTarget + 4);
    column->addWidget(m_text);
    column->addWidget(buildLength());
    column->addWidget(buildTime());
    m_failure = new QLabel(this);
    styleText(m_failure, TextKind::Secondary);
    m_failure->setProperty("textRole", QStringLiteral("bad"));
    m_failure->setTextFormat(Qt::PlainText);
    m_failure->setWordWrap(true);
    m_failure->hide();
    column->addWidget(m_failure);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_save = new QPushButton(tr("Set it"), this);
    styleButton(cancel, ButtonKind::Secondary);
    styleButton(m_save, ButtonKind::Primary);
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::m);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    connect(m_kind, &SegmentedControl::chosen, this, &ReminderDialog::showKind);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ReminderDialog::keep);
    setMinimumWidth(newReminderWidth);
}

QWidget* ReminderDialog::buildLength()
{
    m_after = new QWidget(this);
    auto* row = new QHBoxLayout(m_after);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::m);
    m_hours = new QSpinBox(m_after);
    m_minutes = new QSpinBox(m_after);
    m_hours->setRange(0, mostHours);
    m_minutes->setRange(0, 59);
    m_minutes->setValue(10);
    m_hours->setSuffix(tr(" h"));
    m_minutes->setSuffix(tr(" min"));
    m_hours->setAccessibleName(tr("Hours"));
    m_minutes->setAccessibleName(tr("Minutes"));
    for (QSpinBox* box : { m_hours, m_minutes }) {
        box->setMinimumHeight(hitTarget + 4);
        row->addWidget(box);
    }
    row->addStretch();
    return m_after;
}

QWidget* ReminderDialog::buildTime()
{
    m_at = new QWidget(this);
    auto* row = new QHBoxLayout(m_at);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::m);
    const QDateTime next = m_model.now().addSecs(3600);
    m_date = new QDateEdit(next.date(), m_at);
    m_time = new QTimeEdit(QTime(next.time().hour(), 0), m_at);
    m_date->setCalendarPopup(true);
    makeCalendarPlain(m_date->calendarWidget());
    m_date->setMinimumDate(m_model.now().date());
    m_date->setMaximumDate(m_model.now().date().addYears(10));
    m_date->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat));
    m_date->ensurePolished();
    m_date->setMinimumWidth(
        m_date->fontMetrics().horizontalAdvance(QLocale().toString(QDate(2028, 12, 28), QLocale::ShortFormat)) + besideDate);
    m_time->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
    m_date->setAccessibleName(tr("Day"));
    m_time->setAccessibleName(tr("Time"));
    m_repeat = choiceBox(repeatWidth);
    m_repeat->setParent(m_at);
    m_repeat->setMinimumHeight(hitTarget + 4);
    m_repeat->setAccessibleName(tr("How often"));
    m_repeat->addItem(tr("once"), int(tools::Repeat::Once));
    m_repeat->addItem(tr("every day"), int(tools::Repeat::Daily));
    m_repeat->addItem(tr("on weekdays"), int(tools::Repeat::Weekdays));
    m_repeat->addItem(tr("every week"), int(tools::Repeat::Weekly));
    for (QWidget* field : { static_cast<QWidget*>(m_date), static_cast<QWidget*>(m_time) }) {
        field->setMinimumHeight(hitTarget + 4);
        row->addWidget(field);
    }
    row->addWidget(m_repeat);
    row->addStretch();
    return m_at;
}

ReminderKind ReminderDialog::kind() const
{
    return kinds[size_t(m_kind->current())];
}

void ReminderDialog::showKind()
{
    const bool isTimer = kind() == ReminderKind::Timer;
    const bool needsText = kind() == ReminderKind::Reminder || kind() == ReminderKind::Entry;
    m_after->setVisible(isTimer);
    m_at->setVisible(!isTimer);
    m_date->setVisible(kind() != ReminderKind::Alarm);
    m_text->setPlaceholderText(needsText ? tr("What it is about") : tr("What it is for (may be left out)"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_failure->hide();
    adjustSize();
    m_text->setFocus();
}

void ReminderDialog::keep()
{
    const ReminderWish wish { .kind = kind(),
        .text = m_text->text(),
        .length = std::chrono::minutes(60 * m_hours->value() + m_minutes->value()),
        .date = m_date->date(),
        .time = m_time->time(),
        .repeat = tools::Repeat(m_repeat->currentData().toInt()) };
    m_save->setEnabled(false);
    m_model.create(wish, [self = QPointer<ReminderDialog>(this)](const Result<>& done) {
        if (!self)
            return;
        if (done)
            return self->accept();
        self->m_save->setEnabled(true);
        self->m_failure->setText(done.error().text);
        self->m_failure->show();
        self->adjustSize();
    });
}

}

#include "moc_reminderdialog.cpp"
