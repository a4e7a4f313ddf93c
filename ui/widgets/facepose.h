// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace myna::ui {

// The shape of an eye that is not simply open.
enum class EyeShape { Open, Arc, Rest, Cross, Heart, Star };
// Something beside the face.
enum class FaceMark { None, Tear, Sweat, Sleep, Question, Blush, Anger, Spark, Heart, Glasses, Tongue, Bubbles };

// Where every part of the face stands. Numbers are shares of what the part can do, so that two poses can be blended.
struct FacePose
{
    qreal tilt = 0; // degrees, positive leans to the right
    qreal lift = 0; // −1 sunk … 1 raised
    qreal leftOpen = 1; // 0 shut … 1.3 wide
    qreal rightOpen = 1;
    qreal gazeX = 0; // −1 … 1
    qreal gazeY = 0;
    qreal pupil = 1; // size
    qreal browAngle = 0; // −1 worried … 1 angry
    qreal browRaise = 0; // −1 … 1
    qreal browSkew = 0; // one brow up, the other down
    qreal browShow = 0; // 0 hidden … 1
    qreal beakOpen = 0; // 0 … 1
    qreal beakCurve = 0; // −1 sad … 1 smile
    qreal beakShift = 0; // −1 … 1 sideways
    qreal crest = 0; // −1 flat … 1 raised
    EyeShape leftEye = EyeShape::Open;
    EyeShape rightEye = EyeShape::Open;
    FaceMark mark = FaceMark::None;
    bool operator==(const FacePose&) const = default;
};

// The pose of one of the 21 emotions; neutral when the name is unknown.
FacePose poseOf(const QString& emotion);
// Between two poses; shapes and marks change half way.
FacePose blended(const FacePose& from, const FacePose& to, qreal share);
// Draws the myna into a square of any size. `blink` 0–1, `beak` 0–1 is added to the pose's own opening.
void paintMyna(QPainter& painter, const QRectF& square, const FacePose& pose, const Palette& palette, qreal blink = 0, qreal beak = 0);
// The warm light of the screen lamp around the face; strength 0–1.
void paintHalo(QPainter& painter, const QRectF& square, qreal strength, const Palette& palette);

}
