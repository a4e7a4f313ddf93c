// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "widgets/buttons.h"
#include "widgets/errorpanel.h"
#include "widgets/icon.h"
#include "widgets/levelmeter.h"
#include "widgets/pilllabel.h"
#include "widgets/qrview.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/steplist.h"
#include "widgets/talkbutton.h"
#include "widgets/timelinebar.h"
#include "widgets/toggleswitch.h"

#include <QAbstractButton>
#include <QDir>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using namespace myna::ui;

class TstWidgets : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

private slots:
    void aQrCodeGrowsWithItsText()
    {
        QrView view(m_theme);
        QCOMPARE(view.modules(), 0);
        view.setText(u"http://desk.local:8003/xiaozhi/ota/"_s);
        const int small = view.modules();
        QVERIFY(small >= 21);
        QVERIFY(view.minimumSizeHint().width() >= small * 3);
        view.setText(u"x"_s.repeated(600));
        QVERIFY(view.modules() > small);
        view.setText(u"x"_s.repeated(5000));
        QCOMPARE(view.modules(), 0);
    }

    void aQrCodeIsDarkOnLightInTheDarkToo()
    {
        m_theme.setMode(Theme::Mode::Dark);
        QrView view(m_theme);
        view.setText(u"hello"_s);
        view.resize(view.sizeHint());
        const QImage image = view.grab().toImage();
        const QColor paper = image.pixelColor(image.width() / 2, 4);
        QCOMPARE(paper, m_theme.palette().qrLight);
        m_theme.setMode(Theme::Mode::Light);
    }

    void aSwitchMovesEvenWhileSignalsAreBlocked()
    {
        m_theme.setReducedMotion(true);
        ToggleSwitch off(m_theme);
        ToggleSwitch on(m_theme);
        on.blockSignals(true);
        on.setChecked(true);
        off.resize(off.sizeHint());
        on.resize(on.sizeHint());
        QVERIFY(off.grab().toImage() != on.grab().toImage());
        // The knob itself is at the other end.
        const QColor track = m_theme.palette().accent;
        const QImage image = on.grab().toImage();
        QCOMPARE(image.pixelColor(image.width() / 2 - 12, image.height() / 2), track);
    }

    void aSwitchIsUsedByTheKeyboard()
    {
        ToggleSwitch control(m_theme);
        control.show();
        QSignalSpy toggled(&control, &ToggleSwitch::toggled);
        QTest::keyClick(&control, Qt::Key_Space);
        QCOMPARE(toggled.size(), 1);
        QVERIFY(control.sizeHint().height() >= hitTarget);
    }

    void segmentsAnnounceOnlyTheUsersChoice()
    {
        SegmentedControl control;
        control.addSegment(1, u"one"_s);
        control.addSegment(2, u"two"_s, u"the second"_s);
        QSignalSpy chosen(&control, &SegmentedControl::chosen);
        control.setCurrent(1);
        QCOMPARE(chosen.size(), 0);
        const auto buttons = control.findChildren<QAbstractButton*>();
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(control.current(), 2);
        QCOMPARE(buttons[1]->accessibleDescription(), u"the second"_s);
    }

    void holdingTheTalkButtonIsOnePressAndOneRelease()
    {
        TalkButton button(m_theme);
        button.resize(button.sizeHint());
        QSignalSpy down(&button, &TalkButton::heldDown);
        QSignalSpy up(&button, &TalkButton::letGo);
        const QPoint middle = button.rect().center();
        QTest::mousePress(&button, Qt::LeftButton, {}, middle);
        QCOMPARE(down.size(), 1);
        QTest::mouseMove(&button, { -400, -400 });
        QCOMPARE(up.size(), 0);
        QTest::mouseRelease(&button, Qt::LeftButton, {}, middle);
        QCOMPARE(up.size(), 1);
        // The second of two quick clicks is a press too; what they mean together is not the button's business.
        QTest::mouseDClick(&button, Qt::LeftButton, {}, middle);
        QTest::mouseRelease(&button, Qt::LeftButton, {}, middle);
        QCOMPARE(down.size(), 2);
        QCOMPARE(up.size(), 2);
        QTest::mouseClick(&button, Qt::LeftButton, {}, { 2, 2 });
        QCOMPARE(down.size(), 2);
    }

    void theRingShowsTheLevel()
    {
        TalkButton button(m_theme);
        button.resize(button.sizeHint());
        const QImage still = button.grab().toImage();
        button.setLevel(0.2F);
        QVERIFY(still != button.grab().toImage());
    }

    void theLevelScaleIsSixtyDecibels()
    {
        QCOMPARE(shareOfScale(0.0F), 0.0F);
        QCOMPARE(shareOfScale(-1.0F), 0.0F);
        QCOMPARE(shareOfScale(std::numeric_limits<float>::quiet_NaN()), 0.0F);
        QCOMPARE(shareOfScale(1.0F), 1.0F);
        QCOMPARE(shareOfScale(5.0F), 1.0F);
        QVERIFY(qAbs(shareOfScale(0.0316228F) - 0.5F) < 0.001F);
    }

    void aPillTellsItsStateWithoutColour()
    {
        QVector<QImage> shapes;
        for (const Tone tone : { Tone::Neutral, Tone::Good, Tone::Busy, Tone::Warning, Tone::Bad }) {
            PillLabel pill(m_theme);
            pill.setState(tone, u"Desk"_s);
            QCOMPARE(pill.accessibleName(), u"Desk"_s);
            pill.resize(pill.sizeHint());
            // Only the shape counts: what is unlike the fill.
            const QImage picture = pill.grab().toImage();
            const QColor fill = picture.pixelColor(pill.width() - 8, pill.height() / 2);
            QImage shape(28, picture.height(), QImage::Format_Grayscale8);
            for (int y = 0; y < shape.height(); ++y) {
                for (int x = 0; x < shape.width(); ++x) {
                    const QColor c = picture.pixelColor(x, y);
                    const int away = qAbs(c.red() - fill.red()) + qAbs(c.green() - fill.green()) + qAbs(c.blue() - fill.blue());
                    shape.setPixelColor(x, y, x > 9 && x < 24 && away > 90 ? QColorConstants::White : QColorConstants::Black);
                }
            }
            QVERIFY(!shapes.contains(shape));
            shapes << shape;
        }
    }

    void stepsWrapInsteadOfBeingCut()
    {
        StepList list(m_theme);
        list.setSteps({ { u"Identity"_s, u"found"_s, Step::State::Done },
            { u"A very long name for a step that does not fit"_s, {}, Step::State::Active } });
        QVERIFY(list.heightForWidth(140) > list.heightForWidth(400));
        QVERIFY(list.accessibleDescription().contains(u"Identity"_s));
    }

    void theTimeLineSaysItsFigures()
    {
        TimelineBar bar(m_theme);
        bar.setParts({ { TimelinePart::Kind::Heard, 28, u"heard 28"_s }, { TimelinePart::Kind::Thought, 95, u"thought 95"_s } });
        QCOMPARE(bar.accessibleDescription(), u"heard 28, thought 95"_s);
        QVERIFY(bar.heightForWidth(60) > bar.heightForWidth(400));
        bar.setParts({});
        bar.resize(100, 10);
        bar.grab();
    }

    void anErrorSaysWhatWhyAndOffersOneRepair()
    {
        ErrorPanel panel(m_theme);
        panel.setTexts(u"The server did not answer."_s, u"It may be off."_s, u"Try again"_s);
        QSignalSpy repair(&panel, &ErrorPanel::repairWanted);
        QTest::mouseClick(panel.repairButton(), Qt::LeftButton);
        QCOMPARE(repair.size(), 1);
        QVERIFY(panel.alternativeButton()->isHidden());
        QCOMPARE(panel.accessibleName(), panel.what());
    }

    void everyIconDrawsSomething()
    {
        const QStringList files = QDir(u":/icons"_s).entryList({ u"*.svg"_s });
        QVERIFY(files.size() > 20);
        for (const QString& file : files) {
            const QImage image = icon(file.section(u'.', 0, 0), m_theme.palette().text).pixmap(32, 32).toImage();
            int marks = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    marks += image.pixelColor(x, y).alpha() > 60;
            }
            QVERIFY2(marks > 20, qPrintable(file));
        }
        QVERIFY(icon(u"nothing"_s, m_theme.palette().text).isNull());
    }

    void buttonsAreLargeEnoughToHit()
    {
        QPushButton button(u"x"_s);
        for (const ButtonKind kind :
            { ButtonKind::Primary, ButtonKind::Secondary, ButtonKind::Link, ButtonKind::Danger, ButtonKind::Quiet }) {
            styleButton(&button, kind);
            QVERIFY(button.minimumHeight() >= hitTarget);
            QVERIFY(button.minimumWidth() >= hitTarget);
        }
    }
};

QTEST_MAIN(TstWidgets)
#include "tst_widgets.moc"
