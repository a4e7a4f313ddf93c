// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/facepose.h"

#include <array>

namespace myna::ui {

namespace {

struct EmotionRow
{
    QLatin1String name;
    FacePose pose;
};

// One row an emotion; what is not said stays neutral.
const std::array<EmotionRow, 21>& emotionTable()
{
    using E = EyeShape;
    using M = FaceMark;
    static const std::array<EmotionRow, 21> table { {
        { QLatin1String("neutral"), { .pupil = 1.08, .beakCurve = 0.35 } },
        { QLatin1String("happy"),
            { .lift = 0.2, .beakOpen = 0.15, .beakCurve = 0.8, .crest = 0.2, .leftEye = E::Arc, .rightEye = E::Arc } },
        { QLatin1String("laughing"),
            { .tilt = -5,
                .lift = 0.4,
                .beakOpen = 0.9,
                .beakCurve = 1,
                .crest = 0.5,
                .leftEye = E::Arc,
                .rightEye = E::Arc,
                .mark = M::Spark } },
        { QLatin1String("funny"),
            { .tilt = 8,
                .rightOpen = 1.1,
                .gazeX = -0.5,
                .browSkew = 0.5,
                .browShow = 0.6,
                .beakOpen = 0.4,
                .beakCurve = 0.8,
                .beakShift = 0.3,
                .crest = 0.3,
                .leftEye = E::Arc } },
        { QLatin1String("sad"),
            { .tilt = -4,
                .lift = -0.6,
                .leftOpen = 0.75,
                .rightOpen = 0.75,
                .gazeY = 0.7,
                .browAngle = -0.8,
                .browShow = 1,
                .beakCurve = -0.8,
                .crest = -0.8 } },
        { QLatin1String("angry"),
            { .lift = 0.1,
                .leftOpen = 0.85,
                .rightOpen = 0.85,
                .pupil = 0.9,
                .browAngle = 1,
                .browShow = 1,
                .beakOpen = 0.15,
                .beakCurve = -0.5,
                .crest = 1,
                .mark = M::Anger } },
        { QLatin1String("crying"),
            { .tilt = 3,
                .lift = -0.7,
                .browAngle = -1,
                .browShow = 1,
                .beakOpen = 0.6,
                .beakCurve = -1,
                .crest = -1,
                .leftEye = E::Rest,
                .rightEye = E::Rest,
                .mark = M::Tear } },
        { QLatin1String("loving"),
            { .tilt = 5, .lift = 0.3, .beakOpen = 0.2, .beakCurve = 1, .crest = 0.4, .leftEye = E::Heart, .rightEye = E::Heart } },
        { QLatin1String("embarrassed"),
            { .tilt = -7,
                .lift = -0.3,
                .leftOpen = 0.8,
                .rightOpen = 0.8,
                .gazeX = 0.8,
                .gazeY = 0.4,
                .browAngle = -0.5,
                .browShow = 0.6,
                .beakCurve = -0.2,
                .crest = -0.5,
                .mark = M::Blush } },
        { QLatin1String("surprised"),
            { .lift = 0.5, .leftOpen = 1.25, .rightOpen = 1.25, .pupil = 0.9, .browRaise = 0.6, .beakOpen = 0.55, .crest = 0.9 } },
        { QLatin1String("shocked"),
            { .lift = 0.7,
                .leftOpen = 1.3,
                .rightOpen = 1.3,
                .pupil = 0.5,
                .browRaise = 1,
                .beakOpen = 1,
                .beakCurve = -0.3,
                .crest = 1,
                .mark = M::Sweat } },
        { QLatin1String("thinking"),
            { .tilt = 7,
                .gazeX = 0.6,
                .gazeY = -0.8,
                .browRaise = 0.2,
                .browSkew = 0.7,
                .browShow = 0.8,
                .beakShift = 0.3,
                .mark = M::Bubbles } },
        { QLatin1String("winking"), { .tilt = 6, .beakOpen = 0.1, .beakCurve = 0.9, .crest = 0.2, .rightEye = E::Arc } },
        { QLatin1String("cool"), { .tilt = -4, .lift = 0.2, .beakCurve = 0.6, .beakShift = 0.4, .crest = 0.6, .mark = M::Glasses } },
        { QLatin1String("relaxed"), { .lift = -0.1, .beakCurve = 0.6, .leftEye = E::Rest, .rightEye = E::Rest } },
        { QLatin1String("delicious"),
            { .tilt = 4, .beakOpen = 0.35, .beakCurve = 1, .leftEye = E::Arc, .rightEye = E::Arc, .mark = M::Tongue } },
        { QLatin1String("kissy"),
            { .tilt = 8, .rightOpen = 1, .gazeX = -0.2, .beakOpen = 0.1, .beakCurve = 0.2, .rightEye = E::Arc, .mark = M::Heart } },
        { QLatin1String("confident"),
            { .tilt = -3,
                .lift = 0.4,
                .leftOpen = 0.7,
                .rightOpen = 0.7,
                .browAngle = 0.45,
                .browShow = 1,
                .beakCurve = 0.9,
                .crest = 0.6,
                .mark = M::Spark } },
        { QLatin1String("sleepy"),
            { .tilt = 9,
                .lift = -0.7,
                .leftOpen = 0.42,
                .rightOpen = 0.34,
                .gazeY = 0.3,
                .beakOpen = 0.3,
                .crest = -1,
                .mark = M::Sleep } },
        { QLatin1String("silly"),
            { .tilt = -10,
                .leftOpen = 1.2,
                .gazeX = 0.6,
                .pupil = 0.8,
                .beakOpen = 0.5,
                .beakCurve = 0.9,
                .crest = 0.8,
                .rightEye = E::Cross,
                .mark = M::Tongue } },
        { QLatin1String("confused"),
            { .tilt = -9,
                .leftOpen = 1.15,
                .rightOpen = 0.7,
                .gazeX = -0.4,
                .gazeY = -0.3,
                .browSkew = 1,
                .browShow = 1,
                .beakCurve = -0.3,
                .beakShift = -0.4,
                .crest = 0.3,
                .mark = M::Question } },
    } };
    return table;
}

}

FacePose poseOf(const QString& emotion)
{
    for (const EmotionRow& row : emotionTable()) {
        if (emotion == row.name)
            return row.pose;
    }
    return emotionTable().front().pose;
}

FacePose blended(const FacePose& from, const FacePose& to, qreal share)
{
    if (share <= 0)
        return from;
    if (share >= 1)
        return to;
    // Shapes cannot be blended; they change when the eyes are half way.
    FacePose pose = share < 0.5 ? from : to;
    for (qreal FacePose::*part : { &FacePose::tilt, &FacePose::lift, &FacePose::leftOpen, &FacePose::rightOpen, &FacePose::gazeX,
             &FacePose::gazeY, &FacePose::pupil, &FacePose::browAngle, &FacePose::browRaise, &FacePose::browSkew, &FacePose::browShow,
             &FacePose::beakOpen, &FacePose::beakCurve, &FacePose::beakShift, &FacePose::crest })
        pose.*part = from.*part + (to.*part - from.*part) * share;
    return pose;
}

}
