// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/configview.h"

#include "viewmodels/serverconfigviewmodel.h"
#include "widgets/buttons.h"
#include "widgets/codeeditor.h"
#include "widgets/elidedlabel.h"
#include "widgets/emptystate.h"
#include "widgets/pilllabel.h"
#include "widgets/troublebar.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using admin::Finding;
using viewmodels::ServerConfigViewModel;

namespace {

constexpr int sideWidth = 300; // px
constexpr int foldAt = 820; // px
constexpr int sideHeight = 190; // px, below the editor
constexpr int lineRole = Qt::UserRole;

QListWidget* plainList(QWidget* parent)
{
    auto* list = new QListWidget(parent);
    list->setWordWrap(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setFont(fontFor(TextKind::Secondary));
    list->setSpacing(2);
    list->setMinimumHeight(72);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    return list;
}

QColor colourOf(Finding::Severity severity, const Palette& p)
{
    switch (severity) {
    case Finding::Severity::Error:
        return p.badText;
    case Finding::Severity::Warning:
        return p.warningText;
    case Finding::Severity::Note:
        return p.secondaryText;
    }
    return p.text;
}

QString severityText(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Error:
        return ConfigView::tr("Error");
    case Finding::Severity::Warning:
        return ConfigView::tr("Warning");
    case Finding::Severity::Note:
        return ConfigView::tr("Note");
    }
    return {};
}

}

ConfigView::ConfigView(ServerConfigViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_scenes(new QStackedWidget(this))
    , m_nothing(new EmptyState(theme, u"settings"_s, this))
    , m_trouble(new TroubleBar(theme, this))
    , m_editor(new CodeEditor(theme, this))
{
    auto* writing = new QWidget(this);
    auto* column = new QVBoxLayout(writing);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(buildHead());
    column->addWidget(m_trouble);
    m_both = new QBoxLayout(QBoxLayout::LeftToRight);
    m_both->setSpacing(space::l);
    m_both->addWidget(m_editor, 1);
    m_side = buildSide();
    m_both->addWidget(m_side);
    column->addLayout(m_both, 1);
    m_scenes->addWidget(writing);
    m_scenes->addWidget(m_nothing);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scenes);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] { m_model.edit(m_editor->toPlainText()); });
    connect(m_trouble, &TroubleBar::repairWanted, &model, &ServerConfigViewModel::reload);
    connect(m_nothing, &EmptyState::actionWanted, &model, &ServerConfigViewModel::reload);
    connect(&model, &ServerConfigViewModel::changed, this, &ConfigView::refresh);
    connect(&model, &ServerConfigViewModel::textReplaced, this, [this] {
        const QSignalBlocker quiet(m_editor);
        m_editor->replaceText(m_model.text());
    });
    connect(&theme, &Theme::changed, this, &ConfigView::listFindings);
    m_editor->replaceText(model.text());
    retranslate();
}

QWidget* ConfigView::buildHead()
{
    auto* head = new QWidget(this);
    m_file = new ElidedLabel(head);
    styleText(m_file, TextKind::Secondary);
    m_state = new PillLabel(m_theme, head);
    m_discard = new QPushButton(head);
    m_apply = new QPushButton(head);
    styleButton(m_discard, ButtonKind::Secondary);
    styleButton(m_apply, ButtonKind::Primary);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::m);
    row->addWidget(m_state);
    row->addWidget(m_file, 1);
    row->addWidget(m_discard);
    row->addWidget(m_apply);
    connect(m_discard, &QPushButton::clicked, &m_model, &ServerConfigViewModel::discard);
    connect(m_apply, &QPushButton::clicked, &m_model, &ServerConfigViewModel::apply);
    return head;
}

QWidget* ConfigView::buildSide()
{
    auto* side = new QWidget(this);
    m_findingsTitle = new QLabel(side);
    m_revisionsTitle = new QLabel(side);
    m_effect = new QLabel(side);
    m_fine = new QLabel(side);
    styleText(m_findingsTitle, TextKind::Heading);
    styleText(m_revisionsTitle, TextKind::Heading);
    for (QLabel* label : { m_effect, m_fine }) {
        styleText(label, TextKind::Secondary);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_findings = plainList(side);
    m_revisions = plainList(side);
    m_rollback = new QPushButton(side);
    styleButton(m_rollback, ButtonKind::Secondary);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_findingsTitle);
    column->addWidget(m_fine);
    column->addWidget(m_findings, 3);
    column->addWidget(m_effect);
    column->addWidget(m_revisionsTitle);
    column->addWidget(m_revisions, 2);
    column->addWidget(m_rollback, 0, Qt::AlignLeft);
    column->addStretch(0); // takes what no list wants
    const auto jump = [this](const QListWidgetItem* item) {
        if (item && item->data(lineRole).toInt() > 0)
            m_editor->showLine(item->data(lineRole).toInt());
    };
    connect(m_findings, &QListWidget::itemClicked, this, jump);
    connect(m_findings, &QListWidget::itemActivated, this, jump);
    connect(m_revisions, &QListWidget::currentRowChanged, this, &ConfigView::refresh);
    connect(m_rollback, &QPushButton::clicked, this, &ConfigView::askBeforeRollback);
    return side;
}

void ConfigView::refresh()
{
    m_scenes->setCurrentIndex(m_model.isLoaded() ? 0 : 1);
    if (m_model.trouble().isEmpty())
        m_nothing->setTexts(tr("Asking for the configuration"), tr("It appears in a moment."));
    else
        m_nothing->setTexts(tr("The configuration could not be fetched"), m_model.trouble(), tr("Try again"));
    m_file->setWords(m_model.revision() > 0 ? tr("%1 · revision %2").arg(m_model.file()).arg(m_model.revision()) : m_model.file());
    m_state->setState(m_model.findingsTone(), m_model.findingsText());
    m_apply->setEnabled(m_model.canApply());
    m_discard->setEnabled(m_model.isChanged() && !m_model.isApplying());
    if (m_model.isConflict())
        m_trouble->setTrouble(viewmodels::Tone::Warning,
            tr("The configuration was changed elsewhere while you were writing. Reload it, and repeat your change."), tr("Reload"));
    else
        m_trouble->setTrouble(viewmodels::Tone::Bad, m_model.isLoaded() ? m_model.trouble() : QString(), tr("Reload"));
    m_effect->setText(m_model.effectText());
    m_effect->setVisible(!m_effect->text().isEmpty());
    listFindings();
    listRevisions();
    const int row = m_revisions->currentRow();
    m_rollback->setEnabled(row > 0 && !m_model.isApplying());
}

void ConfigView::listFindings()
{
    QMap<int, bool> marks;
    m_findings->clear();
    auto findings = m_model.findings();
    std::ranges::stable_sort(findings, std::ranges::greater(), &Finding::severity); // what stops it first
    for (const Finding& finding : findings) {
        QStringList where { severityText(finding.severity) };
        if (finding.line > 0) {
            where.append(tr("line %1").arg(finding.line));
            marks[finding.line] = marks.value(finding.line) || finding.severity == Finding::Severity::Error;
        }
        if (!finding.key.isEmpty())
            where.append(finding.key);
        auto* item = new QListWidgetItem(where.join(u" · "_s) + u'\n' + finding.text, m_findings);
        item->setForeground(colourOf(finding.severity, m_theme.palette()));
        item->setData(lineRole, finding.line);
        item->setToolTip(finding.text);
    }
    m_editor->setMarks(marks);
    m_findings->setVisible(!m_model.findings().isEmpty());
    m_fine->setVisible(m_model.findings().isEmpty());
}

void ConfigView::listRevisions()
{
    const auto& revisions = m_model.revisions();
    QStringList texts;
    for (const admin::Revision& revision : revisions)
        texts.append(ServerConfigViewModel::revisionText(revision));
    QStringList shown;
    for (int row = 0; row < m_revisions->count(); ++row)
        shown.append(m_revisions->item(row)->text());
    if (shown != texts) {
        const QSignalBlocker quiet(m_revisions);
        m_revisions->clear();
        m_revisions->addItems(texts);
    }
    m_revisionsTitle->setVisible(!texts.isEmpty());
    m_revisions->setVisible(!texts.isEmpty());
    m_rollback->setVisible(texts.size() > 1);
}

void ConfigView::askBeforeRollback()
{
    const int row = m_revisions->currentRow();
    if (row < 0 || row >= m_model.revisions().size())
        return;
    const admin::Revision revision = m_model.revisions().at(row);
    auto* question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Go back"));
    question->setText(tr("Use revision %1 again?").arg(revision.revision));
    question->setInformativeText(tr("The present text stays in the list, so you can come back to it."));
    QAbstractButton* go = question->addButton(tr("Go back"), QMessageBox::AcceptRole);
    question->addButton(tr("Stay"), QMessageBox::RejectRole);
    connect(go, &QAbstractButton::clicked, this, [this, revision] { m_model.rollback(revision.revision); });
    question->open();
}

void ConfigView::retranslate()
{
    m_editor->setAccessibleName(tr("Configuration of the server"));
    m_editor->setAccessibleDescription(tr("Ctrl+S applies it; Shift+Tab leaves the text."));
    m_editor->setPlaceholderText(tr("Nothing is set yet: everything is as shipped. For example:")
        + u"\n\nprompt: You are a small bird who helps.\nselected_module:\n  LLM: Ollama"_s);
    m_apply->setText(tr("Apply"));
    m_apply->setToolTip(tr("Ctrl+S"));
    m_discard->setText(tr("Discard"));
    m_findingsTitle->setText(tr("What is noticed"));
    m_fine->setText(tr("Nothing. It is checked while you type; what is not known here is said, too."));
    m_findings->setAccessibleName(m_findingsTitle->text());
    m_revisionsTitle->setText(tr("Former texts"));
    m_revisions->setAccessibleName(m_revisionsTitle->text());
    m_rollback->setText(tr("Go back to it"));
    refresh();
}

void ConfigView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool folded = width() < foldAt;
    m_both->setDirection(folded ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_side->setMinimumWidth(folded ? 0 : sideWidth);
    m_side->setMaximumWidth(folded ? QWIDGETSIZE_MAX : sideWidth);
    m_side->setMaximumHeight(folded ? sideHeight : QWIDGETSIZE_MAX);
}

void ConfigView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ConfigView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Save))
        m_model.apply();
    else
        QWidget::keyPressEvent(event);
}

}

#include "moc_configview.cpp"
