// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QPalette>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using myna::ui::Palette;
using myna::ui::Theme;

namespace {

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

using Token = QColor Palette::*;

struct Pair
{
    const char* name;
    Token front;
    Token back;
    double least;
};

constexpr double forText = 4.5;
constexpr double forControls = 3.0;

const Pair pairs[] = {
    { "text on background", &Palette::text, &Palette::background, forText },
    { "text on surface", &Palette::text, &Palette::surface, forText },
    { "text on raised", &Palette::text, &Palette::raised, forText },
    { "text on accent soft", &Palette::text, &Palette::accentSoft, forText },
    { "secondary text on background", &Palette::secondaryText, &Palette::background, forText },
    { "secondary text on surface", &Palette::secondaryText, &Palette::surface, forText },
    { "ink on accent", &Palette::accentInk, &Palette::accent, forText },
    { "accent text on background", &Palette::accentText, &Palette::background, forText },
    { "accent text on surface", &Palette::accentText, &Palette::surface, forText },
    { "accent text on accent soft", &Palette::accentText, &Palette::accentSoft, forText },
    { "good text on good soft", &Palette::goodText, &Palette::goodSoft, forText },
    { "good text on surface", &Palette::goodText, &Palette::surface, forText },
    { "warning text on warning soft", &Palette::warningText, &Palette::warningSoft, forText },
    { "warning text on surface", &Palette::warningText, &Palette::surface, forText },
    { "bad text on bad soft", &Palette::badText, &Palette::badSoft, forText },
    { "bad text on background", &Palette::badText, &Palette::background, forText },
    { "bad text on surface", &Palette::badText, &Palette::surface, forText },
    { "rail text on rail", &Palette::railText, &Palette::rail, forText },
    { "rail active text", &Palette::railActiveText, &Palette::railActive, forText },
    { "rail text on rail active", &Palette::railText, &Palette::railActive, forText },
    { "control line on background", &Palette::controlLine, &Palette::background, forControls },
    { "control line on surface", &Palette::controlLine, &Palette::surface, forControls },
    { "focus on background", &Palette::focus, &Palette::background, forControls },
    { "focus on surface", &Palette::focus, &Palette::surface, forControls },
    { "focus on accent soft", &Palette::focus, &Palette::accentSoft, forControls },
    { "icons on background", &Palette::secondary, &Palette::background, forControls },
    { "icons on surface", &Palette::secondary, &Palette::surface, forControls },
    { "good on surface", &Palette::good, &Palette::surface, forControls },
    { "warning on surface", &Palette::warning, &Palette::surface, forControls },
    { "bad on surface", &Palette::bad, &Palette::surface, forControls },
    { "amber curve on surface", &Palette::curveAmber, &Palette::surface, forControls },
    { "blue curve on surface", &Palette::curveBlue, &Palette::surface, forControls },
    { "green curve on surface", &Palette::curveGreen, &Palette::surface, forControls },
    { "violet curve on surface", &Palette::curveViolet, &Palette::surface, forControls },
    { "code on its paper", &Palette::qrDark, &Palette::qrLight, forText },
};

}

class TstTheme : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void tokensAreThoseOfTheDesign_data()
    {
        QTest::addColumn<QColor>("light");
        QTest::addColumn<QColor>("dark");
        QTest::addColumn<QString>("wantedLight");
        QTest::addColumn<QString>("wantedDark");
        const Palette l = Palette::light();
        const Palette d = Palette::darkened();
        QTest::newRow("background") << l.background << d.background << u"#f6f5f2"_s << u"#14161c"_s;
        QTest::newRow("surface") << l.surface << d.surface << u"#ffffff"_s << u"#1b1e26"_s;
        QTest::newRow("raised") << l.raised << d.raised << u"#ffffff"_s << u"#232733"_s;
        QTest::newRow("line") << l.line << d.line << u"#e6e3dc"_s << u"#2c313d"_s;
        QTest::newRow("text") << l.text << d.text << u"#1b1f2a"_s << u"#eceef2"_s;
        QTest::newRow("secondary") << l.secondary << d.secondary << u"#6b7280"_s << u"#98a1b2"_s;
        QTest::newRow("accent") << l.accent << d.accent << u"#f2a01e"_s << u"#ffb547"_s;
        QTest::newRow("accent soft") << l.accentSoft << d.accentSoft << u"#fdf0da"_s << u"#3a2e18"_s;
        QTest::newRow("good") << l.good << d.good << u"#2e9e6b"_s << u"#4cc38a"_s;
        QTest::newRow("good soft") << l.goodSoft << d.goodSoft << u"#e3f4ec"_s << u"#1a3328"_s;
        QTest::newRow("warning") << l.warning << d.warning << u"#c9780a"_s << u"#f0a33c"_s;
        QTest::newRow("bad") << l.bad << d.bad << u"#d64545"_s << u"#f07070"_s;
        QTest::newRow("bad soft") << l.badSoft << d.badSoft << u"#fbe7e6"_s << u"#3b2022"_s;
        QTest::newRow("rail") << l.rail << d.rail << u"#1b1f2a"_s << u"#0f1116"_s;
    }
    void tokensAreThoseOfTheDesign()
    {
        QFETCH(QColor, light);
        QFETCH(QColor, dark);
        QTEST(light.name(), "wantedLight");
        QTEST(dark.name(), "wantedDark");
    }

    void everythingCanBeRead_data()
    {
        QTest::addColumn<int>("pair");
        QTest::addColumn<bool>("dark");
        for (int i = 0; i < int(std::size(pairs)); ++i) {
            for (const bool dark : { false, true })
                QTest::addRow("%s, %s", pairs[i].name, dark ? "dark" : "light") << i << dark;
        }
    }
    void everythingCanBeRead()
    {
        QFETCH(int, pair);
        QFETCH(bool, dark);
        const Palette p = dark ? Palette::darkened() : Palette::light();
        const double found = contrast(p.*pairs[pair].front, p.*pairs[pair].back);
        QVERIFY2(found >= pairs[pair].least, qPrintable(QString::number(found)));
    }

    void theStyleSheetHasNoTokenLeft()
    {
        for (const Palette& palette : { Palette::light(), Palette::darkened() }) {
            const QString sheet = myna::ui::styleSheetFor(palette);
            QVERIFY(sheet.contains(palette.accent.name()));
            const QString rules = sheet.mid(sheet.indexOf(u"*/"_s));
            QVERIFY2(!rules.contains(u'@'), qPrintable(rules.mid(qMax(0, int(rules.indexOf(u'@'))), 40)));
        }
    }

    void modesChangeThePaletteAndSaySo()
    {
        Theme theme;
        theme.apply();
        theme.setMode(Theme::Mode::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(theme.palette().dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.palette().background);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.size(), 1);
        for (const Theme::Mode mode : { Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark })
            QCOMPARE(Theme::modeFromName(Theme::modeName(mode)), mode);
        QCOMPARE(Theme::modeFromName(u"mauve"_s), Theme::Mode::System);
    }

    // Colours live in ui/theme.*; the bird has its own in facepainter.cpp.
    void noOtherFileHasAColour()
    {
        const QRegularExpression literal(
            uR"re(#[0-9A-Fa-f]{6}\b|QColor\s*\(\s*(0x|\d|"|u")|QColorConstants|Qt::(black|white|red|green|blue|gray|grey|yellow|cyan|magenta|dark[A-Z]\w+|lightGray)\b)re"_s);
        QVERIFY(literal.match(u"QColor(0x123456)"_s).hasMatch());
        int looked = 0;
        QDirIterator files(QStringLiteral(MYNA_SOURCE_DIR "/ui"), { u"*.cpp"_s, u"*.h"_s }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QString name = file.fileName().section(u'/', -1);
            if (name.startsWith(u"theme."_s) || name == u"facepainter.cpp"_s)
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto match = literal.match(QString::fromUtf8(file.readAll()));
            QVERIFY2(!match.hasMatch(), qPrintable(name + u": "_s + match.captured()));
            ++looked;
        }
        QVERIFY(looked > 30);
    }
};

QTEST_MAIN(TstTheme)
#include "tst_theme.moc"
