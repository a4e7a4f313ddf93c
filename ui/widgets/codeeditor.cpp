// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codeeditor.h"

#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextEdit>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

namespace {

constexpr int numbersPad = 10; // px
constexpr int indent = 2; // spaces of a level
constexpr int markWidth = 3; // px

class Numbers final : public QWidget
{
public:
    explicit Numbers(CodeEditor& editor)
        : QWidget(&editor)
        , m_editor(editor)
    {
    }
    [[nodiscard]] QSize sizeHint() const override { return { m_editor.numbersWidth(), 0 }; }

protected:
    void paintEvent(QPaintEvent* event) override { m_editor.paintNumbers(event); }

private:
    CodeEditor& m_editor;
};

// YAML, as far as eyes want it.
class Colours final : public QSyntaxHighlighter
{
public:
    Colours(const Theme& theme, QTextDocument* document)
        : QSyntaxHighlighter(document)
        , m_theme(theme)
    {
    }

protected:
    void highlightBlock(const QString& text) override
    {
        static const QRegularExpression key(u"^\\s*(?:- )?([^\\s#:'\"][^:#]*?)\\s*:(?=\\s|$)"_s);
        static const QRegularExpression word(u"\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'"_s);
        static const QRegularExpression comment(u"(?:^|\\s)#.*$"_s);
        const Palette& p = m_theme.palette();
        const auto colour = [this, &text](const QRegularExpression& what, const QColor& ink, int group = 0) {
            auto each = what.globalMatch(text);
            while (each.hasNext()) {
                const auto found = each.next();
                setFormat(int(found.capturedStart(group)), int(found.capturedLength(group)), ink);
            }
        };
        colour(key, p.accentText, 1);
        colour(word, p.goodText);
        if (const auto found = comment.match(text); found.hasMatch() && text.left(found.capturedStart()).count(u'"') % 2 == 0)
            setFormat(int(found.capturedStart()), int(found.capturedLength()), p.secondaryText);
    }

private:
    const Theme& m_theme;
};

}

CodeEditor::CodeEditor(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_numbers(new Numbers(*this))
    , m_colours(new Colours(theme, document()))
{
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(fontFor(TextKind::Mono));
    setTabStopDistance(QFontMetricsF(fontFor(TextKind::Mono)).horizontalAdvance(u' ') * indent);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::place);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy != 0)
            m_numbers->scroll(0, dy);
        else
            m_numbers->update(0, rect.y(), m_numbers->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, m_numbers, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &CodeEditor::dress);
    place();
}

int CodeEditor::numbersWidth() const
{
    const auto digits = qMax<qsizetype>(2, QString::number(blockCount()).size());
    return int(fontMetrics().horizontalAdvance(u'9') * digits) + 2 * numbersPad;
}

void CodeEditor::place()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect area = viewport()->geometry();
    m_numbers->setGeometry(area.left() - numbersWidth(), area.top(), numbersWidth(), area.height());
    m_numbers->update();
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    place();
}

void CodeEditor::paintNumbers(QPaintEvent* event)
{
    const Palette& p = m_theme.palette();
    QPainter painter(m_numbers);
    painter.setFont(font());
    const int current = textCursor().blockNumber();
    QTextBlock block = firstVisibleBlock();
    QRectF room = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && room.top() <= event->rect().bottom()) {
        const int line = block.blockNumber() + 1;
        const auto marked = m_marks.constFind(line);
        if (marked != m_marks.constEnd())
            painter.fillRect(QRectF(0, room.top() + 2, markWidth, room.height() - 4), *marked ? p.bad : p.warning);
        painter.setPen(block.blockNumber() == current ? p.text : p.secondaryText);
        painter.drawText(QRectF(0, room.top(), m_numbers->width() - numbersPad, room.height()), Qt::AlignRight | Qt::AlignVCenter,
            QString::number(line));
        block = block.next();
        room = blockBoundingGeometry(block).translated(contentOffset());
    }
}

void CodeEditor::setMarks(const QMap<int, bool>& wrong)
{
    if (wrong == m_marks)
        return;
    m_marks = wrong;
    mark();
    m_numbers->update();
}

void CodeEditor::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        const QTextBlock block = document()->findBlockByNumber(it.key() - 1);
        if (!block.isValid())
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        selection.format.setBackground(it.value() ? m_theme.palette().badSoft : m_theme.palette().warningSoft);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(selection);
    }
    setExtraSelections(marks);
}

void CodeEditor::showLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    setTextCursor(QTextCursor(block));
    centerCursor();
    setFocus();
}

void CodeEditor::replaceText(const QString& text)
{
    const int line = textCursor().blockNumber();
    const int scrolled = verticalScrollBar()->value();
    setPlainText(text);
    const QTextBlock block = document()->findBlockByNumber(line);
    if (block.isValid())
        setTextCursor(QTextCursor(block));
    verticalScrollBar()->setValue(scrolled);
}

// A tab character is an error in YAML. Shift+Tab leaves, as does Ctrl+Tab.
void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier)
        insertPlainText(QString(indent - textCursor().positionInBlock() % indent, u' '));
    else if (event->key() == Qt::Key_Backtab)
        focusNextPrevChild(false);
    else
        QPlainTextEdit::keyPressEvent(event);
}

void CodeEditor::dress()
{
    m_colours->rehighlight();
    mark();
    m_numbers->update();
}

}

#include "moc_codeeditor.cpp"
