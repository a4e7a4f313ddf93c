// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/emotions.h"
#include "support/testcase.h"
#include "widgets/faceview.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;
using myna::ui::FacePose;
using myna::ui::FaceView;
using myna::ui::Palette;
using myna::ui::Theme;

namespace {

QImage drawn(const FacePose& pose, const Palette& palette, qreal blink = 0, qreal beak = 0)
{
    QImage image(120, 120, QImage::Format_ARGB32_Premultiplied);
    image.fill(palette.background);
    QPainter painter(&image);
    myna::ui::paintMyna(painter, QRectF(0, 0, 120, 120), pose, palette, blink, beak);
    return image;
}

// Pixels that look different to an eye.
int difference(const QImage& a, const QImage& b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor p = a.pixelColor(x, y);
            const QColor q = b.pixelColor(x, y);
            count += qAbs(p.red() - q.red()) + qAbs(p.green() - q.green()) + qAbs(p.blue() - q.blue()) > 60;
        }
    }
    return count;
}

}

class TstFaceView : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void allEmotionsLookDifferent()
    {
        const Palette palette = Palette::light();
        QVector<QImage> faces;
        QStringList names;
        for (const auto& word : myna::protocol::emotions()) {
            faces << drawn(myna::ui::poseOf(word.name), palette);
            names << word.name;
        }
        QCOMPARE(faces.size(), 21);
        for (int a = 0; a < faces.size(); ++a) {
            for (int b = a + 1; b < faces.size(); ++b)
                QVERIFY2(difference(faces[a], faces[b]) > 25, qPrintable(names[a] + u" and "_s + names[b]));
        }
    }

    void unknownEmotionsAreNeutral() { QCOMPARE(myna::ui::poseOf(u"zigzag"_s), myna::ui::poseOf(u"neutral"_s)); }

    void blinkingAndSpeakingShow()
    {
        const Palette palette = Palette::darkened();
        const FacePose calm;
        QVERIFY(difference(drawn(calm, palette), drawn(calm, palette, 1)) > 25);
        QVERIFY(difference(drawn(calm, palette), drawn(calm, palette, 0, 0.8)) > 25);
    }

    void blendingGoesFromOneToTheOther()
    {
        const FacePose from = myna::ui::poseOf(u"sad"_s);
        const FacePose to = myna::ui::poseOf(u"happy"_s);
        QCOMPARE(myna::ui::blended(from, to, 0), from);
        QCOMPARE(myna::ui::blended(from, to, 1), to);
        QCOMPARE(myna::ui::blended(from, to, 0.5).lift, (from.lift + to.lift) / 2);
    }

    void standsStillWhenHiddenOrMotionIsReduced()
    {
        Theme theme;
        theme.setReducedMotion(false);
        FaceView face(theme);
        face.resize(200, 200);
        QVERIFY(!face.isAnimated());
        face.show();
        QVERIFY(face.isAnimated());
        face.hide();
        QVERIFY(!face.isAnimated());
        face.show();
        theme.setReducedMotion(true);
        QVERIFY(!face.isAnimated());
        face.setEmotion(u"happy"_s);
        QVERIFY(!face.isAnimated());
    }

    void theBeakFollowsTheVoiceOnlyWhileSpeaking()
    {
        Theme theme;
        theme.setReducedMotion(false);
        FaceView face(theme);
        face.resize(120, 120);
        const QImage still = face.grab().toImage();
        face.setOutputLevel(0.5F);
        QCOMPARE(difference(still, face.grab().toImage()), 0);
        face.setSpeaking(true);
        face.setOutputLevel(0.5F);
        QVERIFY(difference(still, face.grab().toImage()) > 10);
        face.setSpeaking(false);
        QCOMPARE(difference(still, face.grab().toImage()), 0);
    }

    void theLampIsALightBehindTheHead()
    {
        Theme theme;
        FaceView face(theme);
        face.resize(160, 160);
        const QImage off = face.grab().toImage();
        face.setLamp(true, 20);
        const QImage dim = face.grab().toImage();
        face.setLamp(true, 100);
        const QImage bright = face.grab().toImage();
        QVERIFY(difference(off, bright) > 1000);
        QVERIFY(difference(off, dim) < difference(off, bright));
        QVERIFY(dim != off);
        face.setLamp(false, 100);
        QCOMPARE(face.grab().toImage(), off);
    }
};

QTEST_MAIN(TstFaceView)
#include "tst_faceview.moc"
