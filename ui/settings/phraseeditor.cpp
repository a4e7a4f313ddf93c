// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/phraseeditor.h"

#include "widgets/buttons.h"
#include "widgets/icon.h"
#include "widgets/textrole.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::WakeWordViewModel;

namespace {
constexpr int longestPhrase = 60; // characters
}

PhraseEditor::PhraseEditor(const Theme& theme, WakeWordViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_list(new QVBoxLayout)
    , m_field(new QLineEdit(this))
    , m_add(new QPushButton(this))
    , m_verdict(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    m_list->setSpacing(0);
    column->addLayout(m_list);
    auto* entry = new QHBoxLayout;
    entry->setSpacing(space::s);
    entry->addWidget(m_field, 1);
    entry->addWidget(m_add);
    column->addLayout(entry);
    column->addWidget(m_verdict);
    m_field->setMaxLength(longestPhrase);
    m_field->setMinimumHeight(hitTarget);
    styleButton(m_add, ButtonKind::Secondary);
    styleText(m_verdict, TextKind::Secondary);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    connect(m_field, &QLineEdit::textEdited, &model, &WakeWordViewModel::type);
    connect(m_field, &QLineEdit::returnPressed, this, &PhraseEditor::add);
    connect(m_add, &QPushButton::clicked, this, &PhraseEditor::add);
    connect(&model, &WakeWordViewModel::changed, this, &PhraseEditor::showPhrases);
    connect(&theme, &Theme::changed, this, &PhraseEditor::showPhrases); // icons have colours
    connect(&model, &WakeWordViewModel::verdictChanged, this, &PhraseEditor::showVerdict);
    retranslate();
}

void PhraseEditor::retranslate()
{
    m_field->setPlaceholderText(tr("Another phrase"));
    m_field->setAccessibleName(tr("Another phrase"));
    m_add->setText(tr("Add"));
    m_add->setAccessibleName(tr("Add the phrase"));
    if (!m_field->text().isEmpty())
        m_model.type(m_field->text()); // the verdict in the new language
    showPhrases();
    showVerdict();
}

void PhraseEditor::showPhrases()
{
    while (QLayoutItem* item = m_list->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // one of its buttons may have brought us here
        delete item;
    }
    for (const QString& phrase : m_model.phrases()) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto* words = new QLabel(tr("“%1”").arg(phrase), line);
        styleText(words, TextKind::Body);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        row->addWidget(words, 1);
        auto* remove = new QPushButton(line);
        styleButton(remove, ButtonKind::Quiet);
        remove->setIcon(icon(QStringLiteral("trash"), m_theme.palette().secondary));
        remove->setAccessibleName(tr("Remove “%1”").arg(phrase));
        remove->setToolTip(m_model.canRemove() ? tr("Remove") : tr("One phrase has to stay."));
        remove->setEnabled(m_model.canRemove());
        connect(remove, &QPushButton::clicked, this, [this, phrase] { m_model.removePhrase(phrase); });
        row->addWidget(remove);
        m_list->addWidget(line);
    }
    m_field->setEnabled(m_model.canAdd());
    m_add->setEnabled(m_model.canAdd());
}

void PhraseEditor::showVerdict()
{
    const WakeWordViewModel::Verdict verdict = m_model.verdict();
    m_verdict->setText(verdict.text);
    m_verdict->setVisible(!verdict.text.isEmpty());
    setTextRole(m_verdict, verdict.good ? QStringLiteral("good") : QStringLiteral("bad"));
}

void PhraseEditor::add()
{
    if (m_model.addPhrase(m_field->text()))
        m_field->clear();
    m_field->setFocus();
}

}

#include "moc_phraseeditor.cpp"
