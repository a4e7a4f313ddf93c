// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "widgets/facepose.h"

#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

namespace myna::ui {

// The myna: 21 emotions, blinking, a beak that moves with the real output level, a halo while the screen lamp is on.
// No clock runs while nothing changes; everything stops while it is hidden or motion is reduced.
class FaceView final : public QWidget
{
    Q_OBJECT

public:
    explicit FaceView(const Theme& theme, QWidget* parent = nullptr);

    void setEmotion(const QString& name); // one of the 21; unknown is neutral
    [[nodiscard]] QString emotion() const { return m_emotion; }
    void setThinking(bool thinking); // looks down at the captions
    void setSpeaking(bool speaking);
    void setOutputLevel(float level); // 0–1; moves the beak while speaking
    void setLamp(bool on, int brightness); // 0–100
    // Whether anything is scheduled to move by itself; false when hidden or with reduced motion.
    [[nodiscard]] bool isAnimated() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void moveTo(const FacePose& pose);
    void retarget();
    void scheduleBlink();
    void blink();

    const Theme& m_theme;
    QString m_emotion = QStringLiteral("neutral");
    FacePose m_from = poseOf(m_emotion);
    FacePose m_now = m_from;
    FacePose m_to = m_from;
    QVariantAnimation m_motion;
    QVariantAnimation m_blinkMotion;
    QTimer m_blinkTimer;
    qreal m_blink = 0; // 0 open, 1 shut
    qreal m_beak = 0; // 0 shut, 1 wide
    bool m_thinking = false;
    bool m_speaking = false;
    bool m_lampOn = false;
    int m_brightness = 100;
};

}
