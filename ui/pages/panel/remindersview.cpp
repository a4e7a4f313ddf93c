// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/remindersview.h"

#include "pages/panel/reminderdialog.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/dialogs.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/scrollpage.h"
#include "widgets/toast.h"

#include <QEvent>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ReminderRow;
using viewmodels::ReminderSection;
using viewmodels::RemindersViewModel;
using viewmodels::Tone;

namespace {
constexpr std::chrono::seconds saidShown { 6 };
constexpr std::chrono::seconds longShown { 15 }; // longer to read, or to be undone
}

RemindersView::RemindersView(RemindersViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
{
    build();
    connect(&model, &RemindersViewModel::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&model, &RemindersViewModel::ticked, this, &RemindersView::refresh);
    connect(&model, &RemindersViewModel::said, this, &RemindersView::say);
    connect(m_toast, &Toast::closeWanted, m_toast, &QWidget::hide);
    connect(m_toast, &Toast::actionWanted, this, [this] {
        m_toast->hide();
        m_model.restore();
    });
    m_toastTimer.setSingleShot(true);
    connect(&m_toastTimer, &QTimer::timeout, m_toast, &QWidget::hide);
    connect(m_new, &QPushButton::clicked, this, &RemindersView::askForNew);
    connect(m_import, &QPushButton::clicked, this, &RemindersView::askForCalendar);
    connect(m_nothing, &EmptyState::actionWanted, this, &RemindersView::askForNew);
    connect(m_export, &QPushButton::clicked, this, &RemindersView::askWhereTo);
    retranslate();
}

void RemindersView::build()
{
    m_new = new QPushButton(this);
    m_import = new QPushButton(this);
    m_export = new QPushButton(this);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->setContentsMargins(0, 0, space::s, 0); // ends where the cards end
    head->addWidget(m_new);
    head->addStretch();
    for (QPushButton* button : { m_import, m_export })
        head->addWidget(button);
    for (QPushButton* button : { m_new, m_import, m_export })
        styleButton(button, ButtonKind::Secondary);
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, space::s, space::l);
    m_column->setSpacing(space::s);
    m_column->addStretch();
    auto* area = new QScrollArea(this);
    setScrollPage(area, content);
    m_nothing = new EmptyState(m_theme, u"bell"_s, this);
    m_scenes = new QStackedWidget(this);
    m_scenes->addWidget(area);
    m_scenes->addWidget(m_nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::l, 0);
    column->setSpacing(space::m);
    column->addLayout(head);
    column->addWidget(m_scenes, 1);
    m_toast = new Toast(m_theme, this);
    m_toast->hide();
    setFocusProxy(m_import);
}

int RemindersView::focusedLine() const
{
    const QWidget* const focus = focusWidget();
    const auto found = std::ranges::find_if(m_lines, [focus](const Line& line) { return line.end == focus || line.snooze == focus; });
    return found == m_lines.end() ? -1 : int(found - m_lines.begin());
}

void RemindersView::refresh()
{
    const QVector<ReminderSection> sections = m_model.sections();
    std::vector<qint64> ids;
    QStringList shape;
    for (const ReminderSection& section : sections) {
        shape << section.title + QString::number(section.rows.size());
        for (const ReminderRow& row : section.rows)
            ids.push_back(row.id);
    }
    if (shape != m_shape || !std::ranges::equal(ids, m_lines, {}, {}, &Line::id))
        rebuild(sections);
    m_shape = shape;
    size_t next = 0;
    for (const ReminderSection& section : sections) {
        for (const ReminderRow& row : section.rows)
            fillLine(m_lines[next++], row);
    }
    const bool canKeep = m_model.problem().isEmpty();
    if (canKeep)
        m_nothing->setTexts(tr("Nothing is set"),
            tr("Say or write “wake me at seven” or “remind me at five to call mum”, or take over the calendar of another program."),
            m_new->text());
    else
        m_nothing->setTexts(tr("Nothing can be kept"), m_model.problem());
    m_scenes->setCurrentIndex(ids.empty() ? 1 : 0);
    m_new->setVisible(canKeep && !ids.empty()); // otherwise it stands in the middle
    m_import->setVisible(canKeep);
    m_import->setEnabled(!m_model.isImporting());
    m_export->setVisible(m_model.hasEntries());
}

void RemindersView::rebuild(const QVector<ReminderSection>& sections)
{
    const int focused = focusedLine();
    const bool wasEnding = focused >= 0 && m_lines[size_t(focused)].isEnding;
    for (const Line& line : m_lines) {
        line.card->hide();
        line.card->deleteLater(); // one of its buttons may have led here
    }
    for (QWidget* heading : m_headings)
        heading->deleteLater();
    m_lines.clear();
    m_headings.clear();
    int place = 0;
    for (const ReminderSection& section : sections) {
        const auto addWords = [this, &place](const QString& words, TextKind kind) {
            auto* label = new QLabel(words, m_scenes);
            styleText(label, kind);
            label->setContentsMargins(0, place > 0 ? space::m : 0, 0, 0);
            m_column->insertWidget(place++, label);
            m_headings.push_back(label);
        };
        addWords(section.title, TextKind::SectionTitle);
        for (const ReminderRow& row : section.rows) {
            m_lines.push_back(makeLine(row.id));
            m_column->insertWidget(place++, m_lines.back().card);
        }
        if (section.more > 0)
            addWords(tr("and %n more", nullptr, section.more), TextKind::Secondary);
    }
    if (wasEnding && !m_lines.empty()) // whoever stops a bell does not remove the next alarm with a second press
        m_new->setFocus(Qt::OtherFocusReason);
    else if (focused >= 0 && !m_lines.empty())
        m_lines[std::min(size_t(focused), m_lines.size() - 1)].end->setFocus(Qt::OtherFocusReason);
    else if (focused >= 0)
        m_nothing->button()->setFocus(Qt::OtherFocusReason);
}

RemindersView::Line RemindersView::makeLine(qint64 id)
{
    Line line { .id = id, .card = new Card(m_theme, m_scenes) };
    line.icon = new IconLabel(m_theme, u"bell"_s, 22, &Palette::secondary, line.card);
    line.title = new QLabel(line.card);
    line.detail = new QLabel(line.card);
    line.left = new QLabel(line.card);
    styleText(line.title, TextKind::Heading);
    styleText(line.detail, TextKind::Secondary);
    styleText(line.left, TextKind::Body);
    for (QLabel* label : { line.title, line.detail, line.left })
        label->setTextFormat(Qt::PlainText);
    line.title->setWordWrap(true);
    line.detail->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(space::xs);
    words->addWidget(line.title);
    words->addWidget(line.detail);
    line.snooze = new QPushButton(line.card);
    line.end = new QPushButton(line.card);
    styleButton(line.snooze, ButtonKind::Secondary);
    auto* whole = new QHBoxLayout;
    whole->setSpacing(space::m);
    whole->addWidget(line.icon);
    whole->addLayout(words, 1);
    whole->addWidget(line.left);
    whole->addWidget(line.snooze);
    whole->addWidget(line.end);
    line.card->body()->addLayout(whole);
    connect(line.snooze, &QPushButton::clicked, this, [this, id] { m_model.snooze(id); });
    connect(line.end, &QPushButton::clicked, this, [this, id] {
        const auto known = std::ranges::find(m_lines, id, &Line::id);
        if (known != m_lines.end() && known->isEnding)
            m_model.stop(id);
        else
            m_model.remove(id);
    });
    return line;
}

void RemindersView::fillLine(Line& line, const ReminderRow& row)
{
    line.isEnding = row.isRinging || row.isOver;
    line.icon->setIcon(row.icon, row.isRinging ? &Palette::accentText : &Palette::secondary);
    line.title->setText(row.title);
    line.detail->setText(row.detail);
    line.left->setText(row.left);
    line.left->setVisible(!row.left.isEmpty());
    line.snooze->setText(tr("Snooze 5 min"));
    line.snooze->setAccessibleName(tr("Snooze %1 for five minutes").arg(row.title));
    line.snooze->setVisible(row.isRinging);
    const QString words = row.isRinging ? tr("Stop") : row.isOver ? tr("OK") : tr("Remove");
    if (line.end->text() != words) {
        line.end->setText(words);
        styleButton(line.end, row.isRinging ? ButtonKind::Primary : row.isOver ? ButtonKind::Secondary : ButtonKind::Quiet);
    }
    line.end->setAccessibleName(row.isRinging ? tr("Stop %1").arg(row.title)
            : row.isOver                      ? tr("Dismiss %1").arg(row.title)
                                              : tr("Remove %1, %2").arg(row.title, row.detail));
}

void RemindersView::say(Tone tone, const QString& text, bool canRestore)
{
    m_toast->say(tone, text, canRestore ? tr("Undo") : QString());
    m_toastTimer.start(!canRestore && (tone == Tone::Good || tone == Tone::Neutral) ? saidShown : longShown);
}

void RemindersView::askForNew()
{
    auto* dialog = new ReminderDialog(m_model, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RemindersView::askForCalendar()
{
    auto* dialog = new QFileDialog(this, tr("Import a calendar"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({ tr("Calendars (*.ics *.ical *.ifb)"), tr("All files (*)") });
    connect(dialog, &QFileDialog::fileSelected, &m_model, &RemindersViewModel::importFrom);
    dialog->open();
}

void RemindersView::askWhereTo()
{
    QFileDialog* dialog = saveDialog(this, tr("Save the calendar"), u"myna-calendar"_s, { { tr("Calendar (*.ics)"), u"ics"_s } });
    connect(dialog, &QFileDialog::fileSelected, &m_model, &RemindersViewModel::exportTo);
    dialog->open();
}

void RemindersView::retranslate()
{
    m_new->setText(tr("New…"));
    m_import->setText(tr("Import a calendar…"));
    m_import->setToolTip(tr("Takes over what is to come from an iCalendar file (.ics) of another program."));
    m_export->setText(tr("Export…"));
    m_export->setToolTip(tr("Saves the calendar entries as an iCalendar file (.ics) for other programs."));
    rebuild({}); // headings, too
    refresh();
}

void RemindersView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model.setWatched(true);
    refresh();
}

void RemindersView::hideEvent(QHideEvent* event)
{
    m_model.setWatched(false);
    QWidget::hideEvent(event);
}

void RemindersView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_toast)
        retranslate();
}

}

#include "moc_remindersview.cpp"
