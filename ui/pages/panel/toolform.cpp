// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/toolform.h"

#include "settings/choicebox.h"
#include "viewmodels/panelwords.h"
#include "widgets/toggleswitch.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ToolField;

namespace {

constexpr int longestText = 8000; // characters
constexpr int boxWidth = 220; // px
const QString yes = u"true"_s;
const QString no = u"false"_s;

// "0–100" below the field, where it has a range.
QString rangeOf(const ToolField& field)
{
    const QLocale locale;
    if (field.minimum && field.maximum)
        return locale.toString(*field.minimum) + u'–' + locale.toString(*field.maximum);
    if (field.minimum)
        return u"≥ "_s + locale.toString(*field.minimum);
    return field.maximum ? u"≤ "_s + locale.toString(*field.maximum) : QString();
}

}

ToolForm::ToolForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::l);
}

void ToolForm::setFields(const QVector<ToolField>& fields)
{
    for (const Row& row : m_rows) {
        row.whole->hide();
        row.whole->deleteLater();
    }
    m_rows.clear();
    for (const ToolField& field : fields)
        addRow(field);
    setVisible(!fields.isEmpty());
}

void ToolForm::addRow(const ToolField& field)
{
    Row row { .name = field.name, .whole = new QWidget(this) };
    auto* column = new QVBoxLayout(row.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    auto* name = new QLabel(field.required ? field.title : tr("%1 · optional").arg(field.title), row.whole);
    styleText(name, TextKind::Heading);
    name->setTextFormat(Qt::PlainText);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(name);
    if (field.title.compare(field.name, Qt::CaseInsensitive) != 0) {
        auto* wire = new QLabel(field.name, row.whole);
        styleText(wire, TextKind::Mono);
        wire->setTextFormat(Qt::PlainText);
        wire->setProperty("textRole", u"secondary"_s);
        head->addWidget(wire);
    }
    head->addStretch();
    row.control = controlFor(field, row);
    row.control->setAccessibleName(name->text());
    row.control->setAccessibleDescription(field.words);
    name->setBuddy(row.control);
    column->addLayout(head);
    QStringList hints;
    for (const QString& hint : { field.words, rangeOf(field) }) {
        if (!hint.isEmpty())
            hints.append(hint);
    }
    if (!hints.isEmpty()) {
        auto* words = new QLabel(hints.join(u" · "_s), row.whole);
        styleText(words, TextKind::Secondary);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        column->addWidget(words);
    }
    column->addWidget(row.control, 0, qobject_cast<QLineEdit*>(row.control) ? Qt::Alignment() : Qt::AlignLeft);
    row.problem = new QLabel(row.whole);
    styleText(row.problem, TextKind::Secondary);
    row.problem->setProperty("textRole", u"bad"_s);
    row.problem->setTextFormat(Qt::PlainText);
    row.problem->setWordWrap(true);
    row.problem->hide();
    column->addWidget(row.problem);
    m_column->addWidget(row.whole);
    m_rows.push_back(row);
}

QWidget* ToolForm::controlFor(const ToolField& field, Row& row)
{
    switch (field.kind) {
    case ToolField::Kind::Switch:
        return switchFor(field, row);
    case ToolField::Kind::Choice: {
        auto* box = choiceBox(boxWidth);
        box->setParent(row.whole);
        box->setMinimumSize(boxWidth, hitTarget + 4);
        if (!field.required || field.standard.isEmpty())
            box->addItem(u"—"_s, QString());
        for (const QString& choice : field.choices) {
            const QString words = viewmodels::knownChoice(choice);
            box->addItem(words.isEmpty() ? choice : words, choice);
        }
        box->setCurrentIndex(std::max(0, box->findData(field.standard)));
        row.typed = [box] { return box->currentData().toString(); };
        return box;
    }
    case ToolField::Kind::Whole:
    case ToolField::Kind::Number:
    case ToolField::Kind::Text:
    case ToolField::Kind::Json:
        return lineFor(field, row);
    }
    return lineFor(field, row);
}

// What may be left out has three states, which a switch has not.
QWidget* ToolForm::switchFor(const ToolField& field, Row& row)
{
    if (field.required) {
        auto* toggle = new ToggleSwitch(m_theme, row.whole);
        toggle->setChecked(field.standard == yes);
        row.typed = [toggle] { return toggle->isChecked() ? yes : no; };
        return toggle;
    }
    auto* box = choiceBox(boxWidth);
    box->setParent(row.whole);
    box->setMinimumSize(boxWidth, hitTarget + 4);
    box->addItem(u"—"_s, QString());
    box->addItem(tr("On"), yes);
    box->addItem(tr("Off"), no);
    box->setCurrentIndex(std::max(0, box->findData(field.standard)));
    row.typed = [box] { return box->currentData().toString(); };
    return box;
}

QWidget* ToolForm::lineFor(const ToolField& field, Row& row)
{
    auto* line = new QLineEdit(field.standard, row.whole);
    line->setMinimumHeight(hitTarget + 4);
    line->setMaxLength(longestText);
    if (field.kind == ToolField::Kind::Json) {
        line->setFont(fontFor(TextKind::Mono));
        line->setPlaceholderText(u"{ … }"_s);
    }
    if (field.kind == ToolField::Kind::Whole || field.kind == ToolField::Kind::Number)
        line->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    connect(line, &QLineEdit::returnPressed, this, &ToolForm::submitted);
    row.typed = [line] { return line->text(); };
    return line;
}

QMap<QString, QString> ToolForm::typed() const
{
    QMap<QString, QString> all;
    for (const Row& row : m_rows)
        all.insert(row.name, row.typed());
    return all;
}

void ToolForm::showWrong(const QMap<QString, QString>& wrong)
{
    QWidget* first = nullptr;
    for (const Row& row : m_rows) {
        const QString text = wrong.value(row.name);
        row.problem->setText(text);
        row.problem->setVisible(!text.isEmpty());
        row.control->setAccessibleDescription(text);
        if (!text.isEmpty() && !first)
            first = row.control;
    }
    if (first)
        first->setFocus(Qt::OtherFocusReason);
}

}

#include "moc_toolform.cpp"
