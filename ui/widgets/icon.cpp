// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace myna::ui {

namespace {

QByteArray drawing(const QString& name, const QColor& colour)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

void paintSvg(QPainter& painter, const QRectF& place, const QString& name, const QColor& colour)
{
    QSvgRenderer renderer(drawing(name, colour));
    const qreal side = qMin(place.width(), place.height());
    renderer.render(&painter, QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side));
}

// Draws anew at every size, so nothing is ever scaled from pixels.
class SvgEngine final : public QIconEngine
{
public:
    SvgEngine(QString name, QColor colour, QColor checked)
        : m_name(std::move(name))
        , m_colour(colour)
        , m_checked(checked)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (mode == QIcon::Disabled)
            painter->setOpacity(painter->opacity() * 0.45);
        paintSvg(*painter, rect, m_name, state == QIcon::On ? m_checked : m_colour);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new SvgEngine(*this); }
    bool isNull() override { return !QFile::exists(QStringLiteral(":/icons/%1.svg").arg(m_name)); }

private:
    QString m_name;
    QColor m_colour;
    QColor m_checked;
};

}

QIcon icon(const QString& name, const QColor& colour)
{
    return icon(name, colour, colour);
}

QIcon icon(const QString& name, const QColor& colour, const QColor& checked)
{
    return QIcon(new SvgEngine(name, colour, checked)); // QIcon owns it
}

IconLabel::IconLabel(const Theme& theme, const QString& name, int sidePx, Colour colour, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(name)
    , m_side(sidePx)
    , m_colour(colour)
{
    setFixedSize(sidePx, sidePx);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconLabel::setIcon(const QString& name, Colour colour)
{
    m_name = name;
    m_colour = colour;
    update();
}

QSize IconLabel::sizeHint() const
{
    return { m_side, m_side };
}

void IconLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSvg(painter, rect(), m_name, m_theme.palette().*m_colour);
}

}

#include "moc_icon.cpp"
