// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/speechbubble.h"

#include <QTextDocument>
#include <QWheelEvent>

#include <cmath>

namespace myna::ui {

namespace {
constexpr int sidePad = 13; // as the style sheet says, with the edge
constexpr int topPad = 9;
}

SpeechBubble::SpeechBubble(const Theme& theme, Who who, QWidget* parent)
    : QTextEdit(parent)
    , m_theme(theme)
{
    setProperty("bubble", who == Who::User ? QStringLiteral("user") : QStringLiteral("assistant"));
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFocusPolicy(Qt::ClickFocus);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setFont(fontFor(TextKind::Body));
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    connect(&theme, &Theme::changed, this, &SpeechBubble::markPlaces);
}

void SpeechBubble::setWords(const QString& text, const QVector<viewmodels::Place>& marks)
{
    if (text != toPlainText())
        setPlainText(text);
    m_marks = marks;
    markPlaces();
}

void SpeechBubble::markPlaces()
{
    QList<ExtraSelection> selections;
    for (const viewmodels::Place& place : m_marks) {
        ExtraSelection one;
        one.cursor = QTextCursor(document());
        one.cursor.setPosition(int(place.from));
        one.cursor.setPosition(int(place.from + place.length), QTextCursor::KeepAnchor);
        one.format.setBackground(m_theme.palette().accent);
        one.format.setForeground(m_theme.palette().accentInk);
        selections << one;
    }
    setExtraSelections(selections);
}

void SpeechBubble::fit(int widthPx)
{
    // Measured beside it: the editor lays its own document out for the width it has now.
    QTextDocument measure;
    measure.setDefaultFont(font());
    measure.setDocumentMargin(0);
    measure.setDefaultTextOption(document()->defaultTextOption());
    measure.setPlainText(toPlainText());
    measure.setTextWidth(widthPx - 2 * sidePad);
    const int inner = qMin(int(std::ceil(measure.idealWidth())) + 1, widthPx - 2 * sidePad);
    measure.setTextWidth(inner);
    setFixedSize(inner + 2 * sidePad, int(std::ceil(measure.size().height())) + 2 * topPad);
}

void SpeechBubble::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

}

#include "moc_speechbubble.cpp"
