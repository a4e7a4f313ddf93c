// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/faceview.h"

#include "widgets/levelmeter.h"

#include <QPainter>
#include <QRandomGenerator>

#include <cmath>

namespace myna::ui {

namespace {
// People blink every three to six seconds; regular blinking looks like a machine.
constexpr int leastBlinkPauseMs = 2800;
constexpr int blinkPauseSpreadMs = 3400;
constexpr int blinkMs = 170;
constexpr qreal faceShare = 0.86;
}

FaceView::FaceView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& share) {
        m_now = blended(m_from, m_to, share.toReal());
        update();
    });
    m_blinkMotion.setDuration(blinkMs);
    m_blinkMotion.setStartValue(0.0);
    m_blinkMotion.setEndValue(1.0);
    connect(&m_blinkMotion, &QVariantAnimation::valueChanged, this, [this](const QVariant& share) {
        m_blink = std::sin(share.toReal() * M_PI);
        update();
    });
    connect(&m_blinkMotion, &QVariantAnimation::finished, this, [this] {
        m_blink = 0;
        update();
        scheduleBlink();
    });
    m_blinkTimer.setSingleShot(true);
    connect(&m_blinkTimer, &QTimer::timeout, this, &FaceView::blink);
    connect(&theme, &Theme::changed, this, [this] {
        scheduleBlink();
        update();
    });
}

void FaceView::setEmotion(const QString& name)
{
    if (name == m_emotion)
        return;
    m_emotion = name;
    retarget();
}

void FaceView::setThinking(bool thinking)
{
    if (thinking == m_thinking)
        return;
    m_thinking = thinking;
    retarget();
}

void FaceView::setSpeaking(bool speaking)
{
    if (speaking == m_speaking)
        return;
    m_speaking = speaking;
    m_beak = 0;
    update();
}

void FaceView::setOutputLevel(float level)
{
    // A beak follows quickly and closes softly.
    const qreal wanted = m_speaking ? std::pow(qreal(shareOfScale(level)), 1.6) : 0;
    const qreal next = m_theme.reducedMotion() ? 0 : m_beak + (wanted - m_beak) * (wanted > m_beak ? 0.8 : 0.45);
    if (std::abs(next - m_beak) < 0.01)
        return;
    m_beak = next;
    update();
}

void FaceView::setLamp(bool on, int brightness)
{
    if (on == m_lampOn && brightness == m_brightness)
        return;
    m_lampOn = on;
    m_brightness = qBound(0, brightness, 100);
    update();
}

bool FaceView::isAnimated() const
{
    return m_motion.state() == QAbstractAnimation::Running || m_blinkMotion.state() == QAbstractAnimation::Running
        || m_blinkTimer.isActive();
}

void FaceView::retarget()
{
    FacePose pose = poseOf(m_emotion);
    if (m_thinking && m_emotion != QLatin1String("thinking")) {
        // The words stand below the face.
        pose.gazeY = 0.9;
        pose.gazeX = 0.1;
        pose.tilt += 4;
    }
    moveTo(pose);
}

void FaceView::moveTo(const FacePose& pose)
{
    m_motion.stop();
    m_from = m_now;
    m_to = pose;
    if (m_theme.motion() == 0 || !isVisible()) {
        m_now = pose;
        update();
        return;
    }
    m_motion.setDuration(m_theme.motion());
    m_motion.start();
}

void FaceView::scheduleBlink()
{
    m_blinkTimer.stop();
    if (!isVisible() || m_theme.reducedMotion())
        return;
    m_blinkTimer.start(leastBlinkPauseMs + QRandomGenerator::global()->bounded(blinkPauseSpreadMs));
}

void FaceView::blink()
{
    m_blinkMotion.start();
}

QSize FaceView::sizeHint() const
{
    return { 230, 230 };
}

QSize FaceView::minimumSizeHint() const
{
    return { 72, 72 };
}

void FaceView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    scheduleBlink();
}

void FaceView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_blinkTimer.stop();
    m_blinkMotion.stop();
    m_motion.stop();
    m_blink = 0;
    m_now = m_to;
}

void FaceView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const qreal side = qMin(width(), height());
    const QRectF square((width() - side) / 2, (height() - side) / 2, side, side);
    const auto inner = [&square](qreal share) {
        const qreal cut = square.width() * (1 - share) / 2;
        return square.adjusted(cut, cut, -cut, -cut);
    };
    if (m_lampOn)
        paintHalo(painter, square, m_brightness / 100.0, m_theme.palette());
    paintMyna(painter, inner(faceShare), m_now, m_theme.palette(), m_blink, m_speaking ? m_beak : 0);
}

}

#include "moc_faceview.cpp"
