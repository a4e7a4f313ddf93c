// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/facepose.h"

#include <QPainter>
#include <QPainterPath>
#include <QRadialGradient>

#include <cmath>

namespace myna::ui {

namespace {

// The bird's own colours: the same in every theme, only the rim and the halo follow it.
struct FacePalette
{
    QColor head { 0x1B1F2A };
    QColor headLight { 0x2A3040 };
    QColor rim { 0x343B4C };
    QColor rimOnDark { 0x465068 };
    QColor bib { 0x2B3142 };
    QColor amber { 0xFFB547 };
    QColor beakUnder { 0xE8920A };
    QColor mouth { 0x7A2E22 };
    QColor shine { 0xFFFFFF };
    QColor heart { 0xE5484D };
    QColor tear { 0x7CC4F5 };
    QColor blush { 0xF07A6A };
    QColor tongue { 0xF0847C };
    QColor warm { 0xFFC566 };
    QColor mark { 0xFFB547 };
    QColor markOnLight { 0xB3720A };
};

// Everything is drawn in head radii around the middle of the head: x and y from −1 to 1.
class FacePainter
{
public:
    FacePainter(QPainter& painter, const FacePose& pose, bool dark, qreal blink, qreal beak)
        : m_painter(painter)
        , m_pose(pose)
        , m_dark(dark)
        , m_blink(blink)
        , m_beak(qBound(0.0, pose.beakOpen + beak, 1.15))
    {
    }

    void paint()
    {
        crest();
        head();
        for (const int side : { -1, 1 }) {
            patch(side);
            eye(side);
            brow(side);
        }
        beakParts();
        mark();
    }

private:
    void crest();
    void head();
    void patch(int side);
    void eye(int side);
    void openEye(QPointF at, qreal open);
    void brow(int side);
    void beakParts();
    void mark();
    void glasses();
    void tears();
    void heart(QPointF at, qreal size, const QColor& colour);
    void star(QPointF at, qreal size, const QColor& colour);
    void word(QPointF at, qreal size, const QString& text);
    void line(const QColor& colour, qreal width) { m_painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin)); }
    void fill(const QColor& colour)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
    }
    [[nodiscard]] QColor markColour() const { return m_dark ? m_colours.mark : m_colours.markOnLight; }

    QPainter& m_painter;
    const FacePose& m_pose;
    const FacePalette m_colours;
    bool m_dark;
    qreal m_blink;
    qreal m_beak;
};

void FacePainter::crest()
{
    const qreal up = 0.16 + 0.10 * m_pose.crest;
    const qreal lean = 0.03 * m_pose.crest;
    QPainterPath feathers;
    feathers.moveTo(-0.20, -0.92);
    feathers.cubicTo(-0.20 - lean, -1.0 - up, -0.06 - lean, -1.04 - up * 1.1, 0.02, -0.99);
    feathers.cubicTo(0.06 + lean, -1.04 - up, 0.20 + lean, -1.02 - up * 1.25, 0.24, -0.90);
    feathers.closeSubpath();
    line(m_dark ? m_colours.rimOnDark : m_colours.rim, 0.022);
    m_painter.setBrush(m_colours.head);
    m_painter.drawPath(feathers);
}

void FacePainter::head()
{
    QRadialGradient light(QPointF(-0.35, -0.5), 1.5);
    light.setColorAt(0, m_colours.headLight);
    light.setColorAt(0.6, m_colours.head);
    light.setColorAt(1, m_colours.head);
    line(m_dark ? m_colours.rimOnDark : m_colours.rim, 0.024);
    m_painter.setBrush(light);
    m_painter.drawEllipse(QPointF(0, 0), 1.0, 1.0);
    QPainterPath bib;
    bib.moveTo(-0.52, 0.68);
    bib.quadTo(0, 1.06, 0.52, 0.68);
    bib.quadTo(0.30, 0.97, 0, 0.97);
    bib.quadTo(-0.30, 0.97, -0.52, 0.68);
    fill(m_colours.bib);
    m_painter.drawPath(bib);
}

void FacePainter::patch(int side)
{
    QPainterPath leaf;
    leaf.moveTo(side * 0.63, -0.36);
    leaf.cubicTo(side * 0.48, -0.52, side * 0.22, -0.50, side * 0.055, -0.31);
    leaf.cubicTo(side * 0.05, -0.06, side * 0.20, 0.04, side * 0.34, 0.035);
    leaf.cubicTo(side * 0.55, 0.03, side * 0.66, -0.14, side * 0.63, -0.36);
    fill(m_colours.amber);
    m_painter.drawPath(leaf);
}

void FacePainter::openEye(QPointF at, qreal open)
{
    if (open < 0.12) {
        line(m_colours.head, 0.05);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawLine(at + QPointF(-0.14, 0.02), at + QPointF(0.14, 0.02));
        return;
    }
    if (open > 1.1) {
        // Wide open: some white around the pupil.
        fill(m_colours.shine);
        m_painter.drawEllipse(at, 0.175, 0.165 * open / 1.2);
    }
    const QPointF pupil = at + QPointF(0.07 * m_pose.gazeX, 0.06 * m_pose.gazeY);
    const qreal radius = 0.135 * m_pose.pupil;
    // A lid that hangs covers the eye from above; above three quarters the eye is simply not quite round.
    const bool lid = open < 0.78;
    const qreal cut = pupil.y() + radius - 2 * radius * open;
    m_painter.save();
    if (lid)
        m_painter.setClipRect(QRectF(pupil.x() - 0.3, cut, 0.6, 0.6), Qt::IntersectClip);
    fill(m_colours.head);
    m_painter.drawEllipse(pupil, radius, lid ? radius : radius * qMin(open, 1.1));
    fill(m_colours.shine);
    m_painter.drawEllipse(pupil + QPointF(0.045, lid ? 0.02 : -0.05) * m_pose.pupil, 0.042 * m_pose.pupil, 0.042 * m_pose.pupil);
    m_painter.restore();
    if (lid) {
        line(m_colours.head, 0.05);
        m_painter.drawLine(QPointF(pupil.x() - 0.17, cut), QPointF(pupil.x() + 0.17, cut));
    }
}

void FacePainter::eye(int side)
{
    const QPointF at(side * 0.335, -0.21);
    const EyeShape shape = side < 0 ? m_pose.leftEye : m_pose.rightEye;
    const qreal open = (side < 0 ? m_pose.leftOpen : m_pose.rightOpen) * (1 - m_blink);
    m_painter.setBrush(Qt::NoBrush);
    line(m_colours.head, 0.062);
    switch (shape) {
    case EyeShape::Open:
        openEye(at, open);
        break;
    case EyeShape::Arc: {
        QPainterPath arc(at + QPointF(-0.135, 0.075));
        arc.quadTo(at + QPointF(0, -0.175), at + QPointF(0.135, 0.075));
        m_painter.drawPath(arc);
        break;
    }
    case EyeShape::Rest: {
        QPainterPath arc(at + QPointF(-0.135, -0.02));
        arc.quadTo(at + QPointF(0, 0.16), at + QPointF(0.135, -0.02));
        m_painter.drawPath(arc);
        break;
    }
    case EyeShape::Cross:
        m_painter.drawPolyline(QPolygonF({ at + QPointF(0.10, -0.10), at + QPointF(-0.08, 0), at + QPointF(0.10, 0.10) }));
        break;
    case EyeShape::Heart:
        heart(at + QPointF(0, 0.01), 0.19, m_colours.heart);
        break;
    case EyeShape::Star:
        star(at, 0.18, m_colours.head);
        break;
    }
}

// A brow is a feather in the head's colour that covers the patch from above, so it changes the whole expression of the eye.
void FacePainter::brow(int side)
{
    if (m_pose.browShow < 0.05)
        return;
    // A brow that is only half there stands above the patch.
    const qreal raise = -0.08 * m_pose.browRaise + 0.10 * m_pose.browSkew * side - 0.10 * (1 - qMin(1.0, m_pose.browShow));
    const qreal angle = m_pose.browAngle;
    const QPointF outer(side * 0.64, -0.46 - 0.07 * angle + raise + (angle < 0 ? -0.14 * angle : 0));
    const QPointF inner(side * 0.05, -0.42 + 0.16 * angle + raise);
    m_painter.save();
    QPainterPath inside;
    inside.addEllipse(QPointF(0, 0), 0.96, 0.96);
    m_painter.setClipPath(inside, Qt::IntersectClip);
    line(m_colours.head, 0.15);
    m_painter.drawLine(outer, inner);
    // Its upper edge catches the light, or it would be lost on the dark head.
    QPainterPath edge(outer + QPointF(-side * 0.03, -0.055));
    edge.quadTo((outer + inner) / 2 + QPointF(0, -0.10), inner + QPointF(side * 0.05, -0.05));
    line(m_colours.rimOnDark, 0.028);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPath(edge);
    m_painter.restore();
}

void FacePainter::beakParts()
{
    const qreal shift = 0.06 * m_pose.beakShift;
    const qreal smile = m_pose.beakCurve;
    const qreal drop = 0.22 * m_beak;
    const qreal corner = 0.135 - 0.05 * smile;
    const qreal wide = 0.23 + 0.03 * qMax(0.0, smile);
    if (m_beak > 0.04) {
        QPainterPath throat;
        throat.moveTo(-wide * 0.86 + shift, corner);
        throat.quadTo(shift, corner + 0.10, wide * 0.86 + shift, corner);
        throat.quadTo(shift + 0.10, corner + 0.12 + drop * 1.4, shift, corner + 0.12 + drop * 1.4);
        throat.quadTo(shift - 0.10, corner + 0.12 + drop * 1.4, -wide * 0.86 + shift, corner);
        fill(m_colours.mouth);
        m_painter.drawPath(throat);
    }
    QPainterPath under;
    const qreal top = 0.19 + drop;
    under.moveTo(-0.16 + shift, top);
    under.quadTo(shift, top + 0.07, 0.16 + shift, top);
    under.cubicTo(0.13 + shift, top + 0.20, 0.07 + shift, top + 0.30, shift, top + 0.30);
    under.cubicTo(-0.07 + shift, top + 0.30, -0.13 + shift, top + 0.20, -0.16 + shift, top);
    fill(m_colours.beakUnder);
    m_painter.drawPath(under);
    if (m_pose.mark == FaceMark::Tongue) {
        QPainterPath tongue;
        tongue.addRoundedRect(QRectF(shift + 0.02, top - 0.02, 0.15, 0.30), 0.075, 0.075);
        fill(m_colours.tongue);
        m_painter.drawPath(tongue);
    }
    QPainterPath upper;
    upper.moveTo(-wide + shift, corner);
    upper.quadTo(shift * 0.5, -0.045, wide + shift, corner);
    upper.quadTo(shift, corner + 0.17 + 0.02 * smile, -wide + shift, corner);
    line(m_colours.head, 0.018);
    m_painter.setBrush(m_colours.amber);
    m_painter.drawPath(upper);
    fill(m_colours.beakUnder);
    m_painter.drawEllipse(QPointF(-0.055 + shift * 0.7, 0.075), 0.016, 0.010);
    m_painter.drawEllipse(QPointF(0.055 + shift * 0.7, 0.075), 0.016, 0.010);
}

void FacePainter::heart(QPointF at, qreal size, const QColor& colour)
{
    QPainterPath path(at + QPointF(0, 0.85 * size));
    path.cubicTo(at + QPointF(-1.5 * size, -0.1 * size), at + QPointF(-0.75 * size, -1.25 * size), at + QPointF(0, -0.4 * size));
    path.cubicTo(at + QPointF(0.75 * size, -1.25 * size), at + QPointF(1.5 * size, -0.1 * size), at + QPointF(0, 0.85 * size));
    fill(colour);
    m_painter.drawPath(path);
}

void FacePainter::star(QPointF at, qreal size, const QColor& colour)
{
    QPainterPath path;
    for (int i = 0; i < 8; ++i) {
        const qreal angle = M_PI / 4 * i - M_PI / 2;
        const qreal reach = i % 2 == 0 ? size : size * 0.34;
        const QPointF point = at + QPointF(std::cos(angle), std::sin(angle)) * reach;
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    fill(colour);
    m_painter.drawPath(path);
}

// Letters in head radii: drawn as a path, because fonts do not exist at fractions of a pixel.
void FacePainter::word(QPointF at, qreal size, const QString& text)
{
    QFont font;
    font.setPixelSize(100);
    font.setWeight(QFont::Bold);
    QPainterPath path;
    path.addText(0, 0, font, text);
    m_painter.save();
    m_painter.translate(at);
    m_painter.scale(size / 100, size / 100);
    fill(markColour());
    m_painter.drawPath(path);
    m_painter.restore();
}

void FacePainter::glasses()
{
    fill(m_colours.head.darker(140));
    QPainterPath frame;
    for (const int side : { -1, 1 })
        frame.addRoundedRect(QRectF(side < 0 ? -0.66 : 0.07, -0.42, 0.59, 0.40), 0.15, 0.18);
    line(m_colours.rimOnDark, 0.03);
    m_painter.drawPath(frame);
    line(m_colours.rimOnDark, 0.05);
    m_painter.drawLine(QPointF(-0.07, -0.32), QPointF(0.07, -0.32));
    line(m_colours.shine, 0.035);
    m_painter.setOpacity(0.5);
    for (const qreal left : { -0.54, 0.19 })
        m_painter.drawLine(QPointF(left, -0.18), QPointF(left + 0.12, -0.32));
    m_painter.setOpacity(1);
}

void FacePainter::tears()
{
    fill(m_colours.tear);
    for (const int side : { -1, 1 }) {
        const QPointF at(side * 0.42, 0.16);
        QPainterPath drop(at + QPointF(0, -0.17));
        drop.cubicTo(at + QPointF(0.14, 0.04), at + QPointF(0.09, 0.15), at + QPointF(0, 0.15));
        drop.cubicTo(at + QPointF(-0.09, 0.15), at + QPointF(-0.14, 0.04), at + QPointF(0, -0.17));
        m_painter.drawPath(drop);
    }
}

void FacePainter::mark()
{
    switch (m_pose.mark) {
    case FaceMark::None:
    case FaceMark::Tongue: // belongs to the beak
        break;
    case FaceMark::Tear:
        tears();
        break;
    case FaceMark::Sweat: {
        const QPointF at(0.72, -0.52);
        QPainterPath drop(at + QPointF(0, -0.20));
        drop.cubicTo(at + QPointF(0.15, 0.03), at + QPointF(0.10, 0.15), at + QPointF(0, 0.15));
        drop.cubicTo(at + QPointF(-0.10, 0.15), at + QPointF(-0.15, 0.03), at + QPointF(0, -0.20));
        fill(m_colours.tear);
        m_painter.drawPath(drop);
        break;
    }
    case FaceMark::Sleep:
        word({ 0.74, -0.62 }, 0.34, QStringLiteral("z"));
        word({ 0.94, -0.84 }, 0.24, QStringLiteral("z"));
        break;
    case FaceMark::Question:
        word({ 0.86, -0.66 }, 0.52, QStringLiteral("?"));
        break;
    case FaceMark::Blush:
        fill(m_colours.blush);
        m_painter.setOpacity(0.75);
        m_painter.drawEllipse(QPointF(-0.50, 0.20), 0.16, 0.085);
        m_painter.drawEllipse(QPointF(0.50, 0.20), 0.16, 0.085);
        m_painter.setOpacity(1);
        break;
    case FaceMark::Anger:
        line(m_colours.heart, 0.055);
        m_painter.setBrush(Qt::NoBrush);
        for (int i = 0; i < 4; ++i) {
            m_painter.save();
            m_painter.translate(0.62, -0.62);
            m_painter.rotate(90 * i);
            m_painter.drawArc(QRectF(0.035, 0.035, 0.16, 0.16), 90 * 16, 90 * 16);
            m_painter.restore();
        }
        break;
    case FaceMark::Spark:
        star({ 0.88, -0.76 }, 0.17, markColour());
        star({ 1.06, -0.50 }, 0.09, markColour());
        break;
    case FaceMark::Heart:
        heart({ 0.80, -0.66 }, 0.14, m_colours.heart);
        heart({ 1.00, -0.90 }, 0.09, m_colours.heart);
        break;
    case FaceMark::Glasses:
        glasses();
        break;
    case FaceMark::Bubbles:
        fill(markColour());
        m_painter.drawEllipse(QPointF(0.80, -0.72), 0.05, 0.05);
        m_painter.drawEllipse(QPointF(0.94, -0.86), 0.075, 0.075);
        m_painter.drawEllipse(QPointF(1.13, -0.98), 0.10, 0.10);
        break;
    }
}

}

void paintMyna(QPainter& painter, const QRectF& square, const FacePose& pose, const Palette& palette, qreal blink, qreal beak)
{
    // The head, its crest and the marks beside it fit into 2.6 × 2.46 head radii.
    const qreal head = qMin(square.width() / 2.36, square.height() / 2.46);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.center().x(), square.center().y() + head * (0.13 - 0.05 * pose.lift));
    painter.scale(head, head);
    painter.translate(0, 0.9);
    painter.rotate(pose.tilt);
    painter.translate(0, -0.9);
    FacePainter(painter, pose, palette.dark, blink, beak).paint();
    painter.restore();
}

void paintHalo(QPainter& painter, const QRectF& square, qreal strength, const Palette& palette)
{
    if (strength <= 0)
        return;
    const FacePalette colours;
    QRadialGradient glow(square.center(), qMax(square.width(), square.height()) / 2);
    QColor warm = colours.warm;
    const qreal most = palette.dark ? 0.55 : 0.85;
    warm.setAlphaF(float(most * (0.25 + 0.75 * strength)));
    glow.setColorAt(0, warm);
    glow.setColorAt(0.62, warm);
    QColor middle = warm;
    middle.setAlphaF(warm.alphaF() * 0.35F);
    glow.setColorAt(0.78, middle);
    QColor none = warm;
    none.setAlphaF(0);
    glow.setColorAt(1, none);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(glow);
    painter.drawEllipse(square);
    painter.restore();
}

}
