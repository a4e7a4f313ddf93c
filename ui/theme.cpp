// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QLabel>
#include <QPalette>
#include <QScreen>
#include <QStyle>
#include <QVariant>

#include <algorithm>
#include <array>

namespace myna::ui {

namespace {

// Body text of the platform is about this size; everything else relates to it.
constexpr double bodyPx = 14;

double pointsFor(double px)
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    const double dotsPerInch = screen ? screen->logicalDotsPerInchY() : 96.0;
    return px * 72.0 / dotsPerInch;
}

struct TextRow
{
    TextKind kind;
    double px;
    QFont::Weight weight;
    const char* role;
};

constexpr std::array<TextRow, 9> textTable { {
    { TextKind::PageTitle, 17, QFont::DemiBold, "text" },
    { TextKind::Caption, 25, QFont::DemiBold, "text" },
    { TextKind::BigTitle, 22, QFont::DemiBold, "text" },
    { TextKind::Heading, 14, QFont::DemiBold, "text" },
    { TextKind::Body, bodyPx, QFont::Normal, "text" },
    { TextKind::Secondary, 12.5, QFont::Normal, "secondary" },
    { TextKind::Small, 11.5, QFont::Normal, "secondary" },
    { TextKind::Mono, 13, QFont::Normal, "text" },
    { TextKind::SectionTitle, 12.5, QFont::DemiBold, "secondary" },
} };

const TextRow& rowOf(TextKind kind)
{
    return *std::find_if(textTable.begin(), textTable.end(), [kind](const TextRow& row) { return row.kind == kind; });
}

}

Palette Palette::light()
{
    Palette p;
    p.background = QColor(0xF6F5F2);
    p.surface = QColor(0xFFFFFF);
    p.raised = QColor(0xFFFFFF);
    p.line = QColor(0xE6E3DC);
    p.controlLine = QColor(0x8C8980);
    p.text = QColor(0x1B1F2A);
    p.secondary = QColor(0x6B7280);
    p.secondaryText = QColor(0x646B78); // `secondary` reaches only 4.4 on the background
    p.accent = QColor(0xF2A01E);
    p.accentInk = QColor(0x1B1F2A);
    p.accentSoft = QColor(0xFDF0DA);
    p.accentText = QColor(0x8A5300);
    p.focus = QColor(0xB3720A); // amber dark enough to be seen beside white
    p.good = QColor(0x2E9E6B);
    p.goodSoft = QColor(0xE3F4EC);
    p.goodText = QColor(0x1B7549);
    p.warning = QColor(0xC9780A);
    p.warningSoft = p.accentSoft;
    p.warningText = QColor(0x8A5300);
    p.bad = QColor(0xD64545);
    p.badSoft = QColor(0xFBE7E6);
    p.badText = QColor(0xB42F2F);
    p.rail = QColor(0x1B1F2A);
    p.railText = QColor(0xB4BAC6);
    p.railActive = QColor(0x3D342E);
    p.railActiveText = QColor(0xFFB547);
    p.timelinePause = QColor(0x8DB4DE);
    p.timelineHeard = QColor(0x7CC5A2);
    p.timelineThought = p.accent;
    p.timelineVoice = QColor(0xC8A2DF);
    p.curveAmber = QColor(0xC9780A);
    p.curveBlue = QColor(0x2F74BF);
    p.curveGreen = QColor(0x2A9163);
    p.curveViolet = QColor(0x8C5BB8);
    p.shadow = QColor(27, 31, 42, 10);
    p.qrDark = QColor(0x1B1F2A);
    p.qrLight = QColor(0xFFFFFF);
    return p;
}

Palette Palette::darkened()
{
    Palette p = light();
    p.dark = true;
    p.background = QColor(0x14161C);
    p.surface = QColor(0x1B1E26);
    p.raised = QColor(0x232733);
    p.line = QColor(0x2C313D);
    p.controlLine = QColor(0x6F778A);
    p.text = QColor(0xECEEF2);
    p.secondary = QColor(0x98A1B2);
    p.secondaryText = p.secondary;
    p.accent = QColor(0xFFB547);
    p.accentSoft = QColor(0x3A2E18);
    p.accentText = p.accent;
    p.focus = p.accent;
    p.good = QColor(0x4CC38A);
    p.goodSoft = QColor(0x1A3328);
    p.goodText = p.good;
    p.warning = QColor(0xF0A33C);
    p.warningSoft = p.accentSoft;
    p.warningText = p.warning;
    p.bad = QColor(0xF07070);
    p.badSoft = QColor(0x3B2022);
    p.badText = p.bad;
    p.rail = QColor(0x0F1116);
    p.railText = QColor(0x98A1B2);
    p.railActive = QColor(0x32281A);
    p.timelineThought = p.accent;
    p.curveAmber = p.accent;
    p.curveBlue = QColor(0x7FB2EA);
    p.curveGreen = QColor(0x5CCB97);
    p.curveViolet = p.timelineVoice;
    p.shadow = QColor(0, 0, 0, 0);
    return p;
}

QFont fontFor(TextKind kind)
{
    const TextRow& row = rowOf(kind);
    QFont font = kind == TextKind::Mono ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : QApplication::font();
    font.setPointSizeF(pointsFor(row.px));
    font.setWeight(row.weight);
    if (kind == TextKind::SectionTitle)
        font.setLetterSpacing(QFont::PercentageSpacing, 104);
    return font;
}

void styleText(QLabel* label, TextKind kind)
{
    label->setFont(fontFor(kind));
    label->setProperty("textRole", QString::fromLatin1(rowOf(kind).role));
}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_palette(Palette::light())
{
    refreshFromSystem();
}

bool Theme::systemIsDark() const
{
    return m_systemDark;
}

void Theme::refreshFromSystem()
{
    // Without our own palette the application shows the system's again.
    if (m_applied)
        QApplication::setPalette(QPalette());
    const QPalette system = QGuiApplication::palette();
    m_systemDark = system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
    m_reducedMotion = QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0;
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark());
    m_palette = dark ? Palette::darkened() : Palette::light();
    if (m_applied)
        apply();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark());
    if (dark == m_palette.dark)
        return;
    m_palette = dark ? Palette::darkened() : Palette::light();
    if (m_applied)
        apply();
    else
        emit changed();
}

void Theme::setReducedMotion(bool reduced)
{
    if (reduced == m_reducedMotion)
        return;
    m_reducedMotion = reduced;
    emit changed();
}

void Theme::apply()
{
    if (!m_applied) {
        QFont font = QApplication::font();
        font.setPointSizeF(pointsFor(bodyPx));
        QApplication::setFont(font);
    }
    m_applied = true;
    QApplication::setPalette(qtPaletteFor(m_palette));
    qApp->setStyleSheet(styleSheetFor(m_palette));
    emit changed();
}

Theme::Mode Theme::modeFromName(const QString& name)
{
    if (name == QLatin1String("light"))
        return Mode::Light;
    if (name == QLatin1String("dark"))
        return Mode::Dark;
    return Mode::System;
}

QString Theme::modeName(Mode mode)
{
    switch (mode) {
    case Mode::System:
        return QStringLiteral("system");
    case Mode::Light:
        return QStringLiteral("light");
    case Mode::Dark:
        return QStringLiteral("dark");
    }
    return {};
}

QPalette qtPaletteFor(const Palette& p)
{
    QPalette palette;
    palette.setColor(QPalette::Window, p.background);
    palette.setColor(QPalette::WindowText, p.text);
    palette.setColor(QPalette::Base, p.surface);
    palette.setColor(QPalette::AlternateBase, p.background);
    palette.setColor(QPalette::Text, p.text);
    palette.setColor(QPalette::PlaceholderText, p.secondaryText);
    palette.setColor(QPalette::Button, p.raised);
    palette.setColor(QPalette::ButtonText, p.text);
    palette.setColor(QPalette::BrightText, p.text);
    palette.setColor(QPalette::ToolTipBase, p.raised);
    palette.setColor(QPalette::ToolTipText, p.text);
    palette.setColor(QPalette::Highlight, p.accent);
    palette.setColor(QPalette::HighlightedText, p.accentInk);
    palette.setColor(QPalette::Link, p.accentText);
    palette.setColor(QPalette::LinkVisited, p.accentText);
    palette.setColor(QPalette::Light, p.raised);
    palette.setColor(QPalette::Midlight, p.line);
    palette.setColor(QPalette::Mid, p.line);
    palette.setColor(QPalette::Dark, p.controlLine);
    palette.setColor(QPalette::Shadow, p.controlLine);
    for (const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, p.controlLine);
    return palette;
}

}

#include "moc_theme.cpp"
