// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/scenedialog.h"

#include "widgets/buttons.h"
#include "widgets/elidedlabel.h"
#include "widgets/scrollpage.h"
#include "widgets/toggleswitch.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTimeEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::SceneForm;

namespace {

constexpr int dialogWidth = 480;
constexpr int listHeight = 240;

QLabel* caption(const QString& text, TextKind kind, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    styleText(label, kind);
    return label;
}

}

SceneDialog::SceneDialog(viewmodels::ScenesViewModel& model, const QString& id, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_model(model)
    , m_theme(theme)
    , m_form(model.form(id))
{
    setWindowTitle(m_form.id.isEmpty() ? tr("New scene") : tr("Change a scene"));
    build();
}

void SceneDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, space::xl, 28, space::xl);
    column->setSpacing(space::m);
    column->addWidget(caption(windowTitle(), TextKind::PageTitle, this));
    m_name = new QLineEdit(m_form.name, this);
    m_name->setMaxLength(int(things::maxSceneName));
    m_name->setPlaceholderText(tr("Name, such as Evening"));
    m_name->setAccessibleName(tr("Name of the scene"));
    column->addWidget(m_name);
    column->addWidget(caption(tr("What it brings back"), TextKind::Heading, this));
    column->addWidget(buildThings());
    m_anew = new QCheckBox(tr("Take what is in it as it is now"), this);
    m_anew->setVisible(!m_form.id.isEmpty());
    column->addWidget(m_anew);
    column->addWidget(buildTime());
    m_failure = caption({}, TextKind::Secondary, this);
    m_failure->setProperty("textRole", QStringLiteral("bad"));
    m_failure->hide();
    column->addWidget(m_failure);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::m);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_save = new QPushButton(tr("Keep"), this);
    styleButton(cancel, ButtonKind::Secondary);
    styleButton(m_save, ButtonKind::Primary);
    m_save->setDefault(true);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SceneDialog::keep);
    setMinimumWidth(dialogWidth);
    showTime();
    m_name->setFocus();
}

// Every thing that can be set with how it is now, by the place where it stands.
QWidget* SceneDialog::buildThings()
{
    auto* scroll = new QScrollArea(this);
    scroll->setFixedHeight(listHeight);
    auto* content = new QWidget(scroll);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::m, 0);
    column->setSpacing(0);
    QString place;
    for (const SceneForm::Entry& entry : std::as_const(m_form.things)) {
        if (entry.place != place) {
            place = entry.place;
            column->addSpacing(space::xs);
            column->addWidget(caption(place, TextKind::SectionTitle, content));
        }
        auto* row = new QHBoxLayout;
        row->setSpacing(space::m);
        auto* box = new QCheckBox(QString(entry.title).replace(u'&', QStringLiteral("&&")), content);
        box->setChecked(entry.isChosen);
        box->setMinimumHeight(hitTarget);
        auto* now = new ElidedLabel(content);
        styleText(now, TextKind::Secondary);
        now->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        now->setWords(entry.isKept ? tr("kept · now %1").arg(entry.now) : entry.now);
        box->setAccessibleDescription(now->text());
        row->addWidget(box);
        row->addWidget(now, 1);
        column->addLayout(row);
        m_things << box;
    }
    if (m_things.isEmpty())
        column->addWidget(caption(tr("There is nothing yet that a scene could set."), TextKind::Secondary, content));
    column->addStretch();
    setScrollPage(scroll, content);
    return scroll;
}

QWidget* SceneDialog::buildTime()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto* head = new QHBoxLayout;
    head->addWidget(caption(tr("Run it by itself"), TextKind::Heading, box), 1);
    m_timed = new ToggleSwitch(m_theme, box);
    m_timed->setChecked(m_form.time.on);
    m_timed->setAccessibleName(tr("Run it by itself"));
    head->addWidget(m_timed);
    column->addLayout(head);
    m_when = new QWidget(box);
    auto* when = new QHBoxLayout(m_when);
    when->setContentsMargins(0, 0, 0, 0);
    when->setSpacing(space::xs);
    m_at = new QTimeEdit(m_form.time.at, m_when);
    m_at->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
    m_at->setAccessibleName(tr("Time of day"));
    when->addWidget(m_at);
    when->addSpacing(space::s);
    for (int i = 0; i < int(m_days.size()); ++i) {
        auto* day = new QToolButton(m_when);
        day->setProperty("kind", QStringLiteral("toggle"));
        day->setCheckable(true);
        day->setMinimumSize(hitTarget, hitTarget);
        day->setFocusPolicy(Qt::StrongFocus);
        const int number = Qt::Monday + i;
        day->setText(QLocale().standaloneDayName(number, QLocale::NarrowFormat));
        day->setToolTip(QLocale().standaloneDayName(number, QLocale::LongFormat));
        day->setAccessibleName(day->toolTip());
        day->setChecked(m_form.time.isOn(Qt::DayOfWeek(number)));
        when->addWidget(day);
        m_days.at(size_t(i)) = day;
    }
    when->addStretch();
    column->addWidget(m_when);
    column->addWidget(caption(tr("It runs while Myna runs. What was missed is told, not made up for."), TextKind::Secondary, box));
    connect(m_timed, &QAbstractButton::toggled, this, &SceneDialog::showTime);
    return box;
}

void SceneDialog::showTime()
{
    m_when->setEnabled(m_timed->isChecked());
}

void SceneDialog::readBack()
{
    m_form.name = m_name->text();
    for (qsizetype i = 0; i < m_things.size(); ++i)
        m_form.things[i].isChosen = m_things.at(i)->isChecked();
    m_form.recordsAnew = m_anew->isChecked();
    m_form.time.on = m_timed->isChecked();
    m_form.time.at = m_at->time();
    m_form.time.days = 0;
    for (size_t i = 0; i < m_days.size(); ++i)
        m_form.time.days = quint8(m_form.time.days | (m_days.at(i)->isChecked() ? 1U << i : 0U));
}

void SceneDialog::keep()
{
    readBack();
    const auto kept = m_model.keep(m_form);
    if (kept)
        return accept();
    m_failure->setText(kept.error().text);
    m_failure->show();
    adjustSize();
    if (m_form.name.trimmed().isEmpty())
        m_name->setFocus();
}

}

#include "moc_scenedialog.cpp"
