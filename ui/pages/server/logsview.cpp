// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/logsview.h"

#include "settings/choicebox.h"
#include "widgets/buttons.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"
#include "widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using admin::LogLine;
using viewmodels::ServerLogsViewModel;

namespace {

constexpr int levelWidth = 150; // px
constexpr int wordsWidth = 200; // px

QColor colourOf(LogLine::Level level, const Palette& p)
{
    switch (level) {
    case LogLine::Level::Debug:
        return p.secondaryText;
    case LogLine::Level::Info:
        return p.text;
    case LogLine::Level::Warning:
        return p.warningText;
    case LogLine::Level::Error:
        return p.badText;
    }
    return p.text;
}

}

LogsView::LogsView(ServerLogsViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_channel(new SegmentedControl(this))
    , m_level(choiceBox(levelWidth))
    , m_words(new QLineEdit(this))
    , m_follow(new QCheckBox(this))
    , m_copy(new QPushButton(this))
    , m_scenes(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_nothing(new EmptyState(theme, u"history"_s, this))
{
    const QStringList channels = ServerLogsViewModel::channels();
    for (int i = 0; i < channels.size(); ++i)
        m_channel->addSegment(i, QString());
    m_channel->setCurrent(int(channels.indexOf(model.channel())));
    m_words->setClearButtonEnabled(true);
    m_words->setMaxLength(200);
    m_words->setMinimumSize(wordsWidth, hitTarget + 4);
    m_follow->setChecked(true);
    m_follow->setFixedHeight(hitTarget + 4);
    styleButton(m_copy, ButtonKind::Secondary);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setMaximumBlockCount(int(ServerLogsViewModel::mostLines));
    m_text->setFont(fontFor(TextKind::Mono));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* head = new FlowLayout(space::m);
    for (QWidget* control : std::initializer_list<QWidget*> { m_channel, m_level, m_words, m_follow, m_copy })
        head->addWidget(control);
    m_scenes->addWidget(m_text);
    m_scenes->addWidget(m_nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addLayout(head);
    column->addWidget(m_scenes, 1);
    connect(m_channel, &SegmentedControl::chosen, this, [this, channels](int id) { m_model.setChannel(channels.at(id)); });
    connect(m_level, &QComboBox::activated, this, [this] { m_model.setLevel(LogLine::Level(m_level->currentData().toInt())); });
    connect(m_words, &QLineEdit::textChanged, &model, &ServerLogsViewModel::setWords);
    connect(m_follow, &QCheckBox::toggled, this, &LogsView::follow);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const QString chosen = m_text->textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n');
        QGuiApplication::clipboard()->setText(chosen.isEmpty() ? m_text->toPlainText() : chosen);
    });
    connect(m_nothing, &EmptyState::actionWanted, &model, &ServerLogsViewModel::reload);
    connect(&model, &ServerLogsViewModel::changed, this, &LogsView::refresh);
    connect(&model, &ServerLogsViewModel::lineAdded, this, [this](const LogLine& line) {
        m_scenes->setCurrentWidget(m_text);
        append(line);
        follow();
    });
    connect(&theme, &Theme::changed, this, &LogsView::refresh);
    retranslate();
}

void LogsView::refresh()
{
    m_text->clear();
    const QVector<LogLine> lines = m_model.lines();
    for (const LogLine& line : lines)
        append(line);
    if (!m_model.trouble().isEmpty())
        m_nothing->setTexts(tr("No log to show"), m_model.trouble(), tr("Try again"));
    else if (!m_model.isEmpty())
        m_nothing->setTexts(tr("Nothing passes"), tr("No line of this log is important enough and has all of the words."));
    else
        m_nothing->setTexts(tr("Nothing was noted here"), tr("What happens on the server appears here, the newest line at the bottom."));
    m_scenes->setCurrentWidget(lines.isEmpty() ? static_cast<QWidget*>(m_nothing) : m_text);
    m_copy->setEnabled(!lines.isEmpty());
    follow();
}

void LogsView::append(const LogLine& line)
{
    m_copy->setEnabled(true);
    QTextCharFormat format;
    format.setForeground(colourOf(line.level, m_theme.palette()));
    const int scrolled = m_text->verticalScrollBar()->value();
    QTextCursor end(m_text->document());
    end.movePosition(QTextCursor::End);
    if (!m_text->document()->isEmpty())
        end.insertBlock();
    end.insertText(ServerLogsViewModel::lineText(line), format);
    m_text->verticalScrollBar()->setValue(scrolled);
}

void LogsView::follow()
{
    if (m_follow->isChecked())
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void LogsView::retranslate()
{
    const QStringList channels = ServerLogsViewModel::channels();
    for (int i = 0; i < channels.size(); ++i)
        m_channel->setSegmentText(i, ServerLogsViewModel::channelTitle(channels.at(i)));
    m_channel->setAccessibleName(tr("Which log"));
    const int chosen = std::max(0, m_level->currentIndex());
    m_level->clear();
    m_level->addItem(tr("Everything"), int(LogLine::Level::Debug));
    m_level->addItem(tr("Without details"), int(LogLine::Level::Info));
    m_level->addItem(tr("Warnings and errors"), int(LogLine::Level::Warning));
    m_level->addItem(tr("Errors only"), int(LogLine::Level::Error));
    m_level->setCurrentIndex(chosen);
    m_level->setAccessibleName(tr("How important"));
    m_words->setPlaceholderText(tr("Search the log"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keeps the newest line in sight"));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("What is marked, or everything"));
    m_text->setAccessibleName(tr("The log"));
    refresh();
}

void LogsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model.setWatched(true);
    follow();
}

void LogsView::hideEvent(QHideEvent* event)
{
    m_model.setWatched(false);
    QWidget::hideEvent(event);
}

void LogsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_logsview.cpp"
