// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QString>

class QLabel;
class QPalette;

namespace myna::ui {

// Every colour of the program. A colour literal anywhere else is a mistake that a test finds.
struct Palette
{
    bool dark = false;
    QColor background;
    QColor surface;
    QColor raised;
    QColor line; // hairlines between things; carries no meaning
    QColor controlLine; // the edge that shows where a field or switch is: contrast ≥ 3
    QColor text;
    QColor secondary; // icons and decoration
    QColor secondaryText; // small text: contrast ≥ 4.5 on background, surface and raised
    QColor accent; // a fill, never small text on a light surface
    QColor accentInk; // text and icons on accent
    QColor accentSoft;
    QColor accentText; // small amber text and the edge of accent controls
    QColor focus; // 2 px ring
    QColor good;
    QColor goodSoft;
    QColor goodText;
    QColor warning;
    QColor warningSoft;
    QColor warningText;
    QColor bad;
    QColor badSoft;
    QColor badText;
    QColor rail;
    QColor railText;
    QColor railActive; // fill of the chosen page
    QColor railActiveText;
    QColor timelinePause;
    QColor timelineHeard;
    QColor timelineThought;
    QColor timelineVoice;
    QColor curveAmber; // lines of plots: contrast ≥ 3 on surface
    QColor curveBlue;
    QColor curveGreen;
    QColor curveViolet;
    QColor shadow;
    QColor qrDark; // a QR code is dark on light in every theme, or phones do not read it
    QColor qrLight;

    static Palette light();
    static Palette darkened();
};

// Space comes in steps of 4 logical pixels.
namespace space {
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
inline constexpr int xxl = 32;
}

namespace radius {
inline constexpr int card = 16;
inline constexpr int control = 10;
}

inline constexpr int hitTarget = 36; // px, smallest side of anything that can be pressed
inline constexpr int railWidth = 76; // px
inline constexpr int foldWidth = 900; // px of window width under which the right side folds away
inline constexpr int motionMs = 200; // calm: 150–250 ms, ease-out

// PageTitle 17/600 · Caption 25/600 · BigTitle 22/600 · Heading 14/600 · Body 14 · Secondary 12.5 · Small 11.5 · Mono 13 fixed pitch
enum class TextKind { PageTitle, Caption, BigTitle, Heading, Body, Secondary, Small, Mono, SectionTitle };

// Sets font and colour role of a label; the colour follows the theme by itself (through the stylesheet).
void styleText(QLabel* label, TextKind kind);
QFont fontFor(TextKind kind);

// Which palette is in use, and the application's stylesheet and QPalette made from it. One object, made by the composition root, outlives
// all widgets and is passed to them as `const Theme&`. Widgets that paint themselves repaint on changed().
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    explicit Theme(QObject* parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] const Palette& palette() const { return m_palette; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    // Milliseconds an animation may take: 0 with reduced motion.
    [[nodiscard]] int motion() const { return m_reducedMotion ? 0 : motionMs; }

    void setMode(Mode mode);
    void setReducedMotion(bool reduced);
    // Dresses the application; call once after QApplication exists, setMode() repeats it.
    void apply();
    // The system's appearance may have changed: looks again.
    void refreshFromSystem();

    // "system" | "light" | "dark", as settings spell it.
    static Mode modeFromName(const QString& name);
    static QString modeName(Mode mode);

signals:
    void changed();

private:
    [[nodiscard]] bool systemIsDark() const;

    Mode m_mode = Mode::System;
    Palette m_palette;
    bool m_systemDark = false;
    bool m_reducedMotion = false;
    bool m_applied = false;
};

QString styleSheetFor(const Palette& palette);
QPalette qtPaletteFor(const Palette& palette);

}
