// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcriptview.h"

#include "viewmodels/transcriptmodel.h"
#include "widgets/icon.h"
#include "widgets/plainlist.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <cmath>

namespace myna::ui {

namespace {

constexpr int bubblePad = 12;
constexpr int turnGap = 10;
constexpr int sideRoom = 32; // the least a bubble leaves free at its open side
constexpr int toolIcon = 13;

// Lays text out within a width; Chinese breaks between characters, long addresses anywhere.
QSizeF layOut(QTextLayout& layout, qreal width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    qreal y = 0;
    qreal widest = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({ 0, y });
        y += line.height();
        widest = qMax(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    return { std::ceil(widest), std::ceil(y) };
}

QString lined(QString text)
{
    return text.replace(QLatin1Char('\n'), QChar::LineSeparator);
}

class BubbleDelegate final : public QStyledItemDelegate
{
public:
    BubbleDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
        , m_body(fontFor(TextKind::Body))
        , m_small(fontFor(TextKind::Small))
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int width = viewWidth(option);
        return { width, bubbleHeight(index, width) + int(toolLines(index).size()) * toolHeight() + turnGap };
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintBubble(*painter, option, index);
        paintTools(*painter, option, index);
        painter->restore();
    }

private:
    static int viewWidth(const QStyleOptionViewItem& option)
    {
        const auto* view = qobject_cast<const QListView*>(option.widget);
        return view ? view->viewport()->width() : option.rect.width();
    }

    static QStringList toolLines(const QModelIndex& index) { return index.data(viewmodels::TranscriptModel::ToolsRole).toStringList(); }
    [[nodiscard]] int toolHeight() const { return QFontMetrics(m_small).height() + 6; }

    [[nodiscard]] QSizeF textSize(QTextLayout& layout, int width) const { return layOut(layout, width - sideRoom - 2 * bubblePad); }

    [[nodiscard]] int bubbleHeight(const QModelIndex& index, int width) const
    {
        const QString text = index.data(viewmodels::TranscriptModel::TextRole).toString();
        if (text.isEmpty())
            return 0;
        QTextLayout layout(lined(text), m_body);
        return int(textSize(layout, width).height()) + 2 * bubblePad - 4;
    }

    void paintBubble(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
    {
        const QString text = index.data(viewmodels::TranscriptModel::TextRole).toString();
        if (text.isEmpty())
            return;
        const Palette& p = m_theme.palette();
        const bool user = index.data(viewmodels::TranscriptModel::IsUserRole).toBool();
        QTextLayout layout(lined(text), m_body);
        const QSizeF size = textSize(layout, option.rect.width());
        const qreal width = size.width() + 2 * bubblePad + 1;
        const qreal left = user ? option.rect.right() - width - 0.5 : option.rect.left() + 0.5;
        const QRectF bubble(left, option.rect.top() + 0.5, width, size.height() + 2 * bubblePad - 5);
        const bool chosen = option.state.testFlag(QStyle::State_HasFocus);
        painter.setPen(QPen(chosen ? p.focus : (user ? p.accentSoft : p.line), chosen ? 2 : 1));
        painter.setBrush(user ? p.accentSoft : p.background);
        painter.drawRoundedRect(bubble, 14, 14);
        painter.setPen(p.text);
        layout.draw(&painter, bubble.topLeft() + QPointF(bubblePad, bubblePad - 2.5));
    }

    void paintTools(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
    {
        const Palette& p = m_theme.palette();
        int y = option.rect.top() + bubbleHeight(index, option.rect.width()) + 3;
        painter.setFont(m_small);
        painter.setPen(p.secondaryText);
        for (const QString& tool : toolLines(index)) {
            const QRect place(option.rect.left() + 4, y, option.rect.width() - 4, toolHeight());
            icon(QStringLiteral("tool"), p.secondary)
                .paint(&painter, QRect(place.left(), place.center().y() - toolIcon / 2, toolIcon, toolIcon));
            const QRect words = place.adjusted(toolIcon + 5, 0, 0, 0);
            painter.drawText(words, Qt::AlignVCenter, QFontMetrics(m_small).elidedText(tool, Qt::ElideRight, words.width()));
            y += toolHeight();
        }
    }

    const Theme& m_theme;
    QFont m_body;
    QFont m_small;
};

}

TranscriptView::TranscriptView(const Theme& theme, QWidget* parent)
    : QListView(parent)
{
    setItemDelegate(new BubbleDelegate(theme, this));
    makePlain(*this, theme);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TranscriptView::noteWhere);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &TranscriptView::stayAtEnd);
}

void TranscriptView::setModel(QAbstractItemModel* model)
{
    QListView::setModel(model);
    if (!model)
        return;
    // A row that grows changes its height, which a list view does not look at by itself.
    connect(model, &QAbstractItemModel::dataChanged, this, [this] { scheduleDelayedItemsLayout(); });
}

void TranscriptView::noteWhere()
{
    m_atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 4;
}

void TranscriptView::stayAtEnd()
{
    if (m_atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void TranscriptView::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

void TranscriptView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QGuiApplication::clipboard()->setText(currentIndex().data(viewmodels::TranscriptModel::TextRole).toString());
        return;
    }
    // Space is for talking, not for choosing a bubble.
    if (event->key() == Qt::Key_Space) {
        event->ignore();
        return;
    }
    QListView::keyPressEvent(event);
}

}

#include "moc_transcriptview.cpp"
