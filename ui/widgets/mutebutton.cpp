// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/mutebutton.h"

#include "widgets/icon.h"

#include <QPainter>

namespace myna::ui {

namespace {
constexpr int diameter = 44;
constexpr int iconSide = 20;
constexpr int ringRoom = 3; // for the focus ring
}

MuteButton::MuteButton(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize MuteButton::sizeHint() const
{
    return { diameter + 2 * ringRoom, diameter + 2 * ringRoom };
}

void MuteButton::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle = QRectF(rect()).center();
    const bool lit = underMouse() && isEnabled();
    painter.setPen(isChecked() ? QPen(p.badText, 1.5) : QPen(lit ? p.secondary : p.controlLine, 1.5));
    painter.setBrush(isChecked() ? p.badSoft : p.surface);
    painter.drawEllipse(middle, diameter / 2.0 - 1, diameter / 2.0 - 1);
    if (hasFocus()) {
        painter.setPen(QPen(p.focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(middle, diameter / 2.0 + 2, diameter / 2.0 + 2);
    }
    const QRect place(qRound(middle.x() - iconSide / 2.0), qRound(middle.y() - iconSide / 2.0), iconSide, iconSide);
    const QString name = isChecked() ? QStringLiteral("mic-off") : QStringLiteral("mic");
    myna::ui::icon(name, isChecked() ? p.badText : p.text).paint(&painter, place);
}

}

#include "moc_mutebutton.cpp"
