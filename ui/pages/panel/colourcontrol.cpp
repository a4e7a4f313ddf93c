// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/propertycontrol.h"
#include "widgets/flowlayout.h"
#include "widgets/icon.h"

#include <QAbstractButton>
#include <QColorDialog>
#include <QPainter>
#include <QToolButton>

#include <array>

namespace myna::ui {

using viewmodels::PanelControl;

namespace {

struct LampColour
{
    const char* name;
    int hue;
    int saturation;
};

// What people light rooms with; everything else is behind the last button.
constexpr std::array lampColours {
    LampColour { QT_TRANSLATE_NOOP("myna::ui::LampColours", "Warm white"), 36, 72 },
    LampColour { QT_TRANSLATE_NOOP("myna::ui::LampColours", "Amber"), 33, 140 },
    LampColour { QT_TRANSLATE_NOOP("myna::ui::LampColours", "White"), 0, 0 },
    LampColour { QT_TRANSLATE_NOOP("myna::ui::LampColours", "Cool blue"), 216, 48 },
    LampColour { QT_TRANSLATE_NOOP("myna::ui::LampColours", "Red"), 0, 96 },
    LampColour { QT_TRANSLATE_NOOP("myna::ui::LampColours", "Green"), 132, 56 },
};

QColor colourOf(const LampColour& lamp)
{
    return QColor::fromHsv(lamp.hue, lamp.saturation, 255);
}

class ColourDot final : public QAbstractButton
{
public:
    ColourDot(const Theme& theme, const QColor& colour, const QString& name, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_colour(colour)
    {
        setCheckable(true);
        setFixedSize(30, hitTarget);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
        setToolTip(name);
        setAccessibleName(name);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }
    [[nodiscard]] const QColor& colour() const { return m_colour; }

protected:
    void nextCheckState() override { } // the thing says which one it is
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Palette& p = m_theme.palette();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(isEnabled() ? 1 : 0.45);
        const QPointF centre = QRectF(rect()).center();
        painter.setPen(QPen(isChecked() ? p.focus : p.line, isChecked() ? 2.4 : 1));
        painter.setBrush(m_colour);
        painter.drawEllipse(centre, 10.5, 10.5);
        if (isChecked()) {
            // Which one it is, is also said by a dot: rings differ little beside some colours.
            painter.setPen(Qt::NoPen);
            painter.setBrush(p.accentInk);
            painter.drawEllipse(centre, 3, 3);
        }
        if (hasFocus()) {
            painter.setPen(QPen(p.focus, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(centre, 13.5, 13.5);
        }
    }

private:
    const Theme& m_theme;
    QColor m_colour;
};

class ColourLine final : public PropertyControl
{
public:
    ColourLine(const Theme& theme, QWidget* parent)
        : PropertyControl(parent)
        , m_theme(theme)
        , m_other(new QToolButton(this))
    {
        auto* row = new FlowLayout(0, this);
        for (const LampColour& lamp : lampColours) {
            auto* dot = new ColourDot(theme, colourOf(lamp), QCoreApplication::translate("myna::ui::LampColours", lamp.name), this);
            connect(dot, &QAbstractButton::clicked, this, [this, dot] { emit changeWanted(dot->colour().name()); });
            row->addWidget(dot);
            m_dots << dot;
        }
        m_other->setProperty("kind", QStringLiteral("quiet"));
        m_other->setFixedSize(hitTarget, hitTarget);
        m_other->setFocusPolicy(Qt::StrongFocus);
        m_other->setToolTip(QCoreApplication::translate("myna::ui::LampColours", "Another colour"));
        m_other->setAccessibleName(m_other->toolTip());
        row->addWidget(m_other);
        setFocusProxy(m_dots.constFirst());
        connect(m_other, &QToolButton::clicked, this, &ColourLine::choose);
        connect(&theme, &Theme::changed, this, &ColourLine::dress);
        dress();
    }

    void present(const PanelControl& control) override
    {
        m_colour = QColor(control.value.toString());
        for (ColourDot* dot : m_dots)
            dot->setChecked(dot->colour().rgb() == m_colour.rgb());
    }

private:
    void dress() { m_other->setIcon(icon(QStringLiteral("plus"), m_theme.palette().text)); }

    void choose()
    {
        auto* dialog = new QColorDialog(m_colour, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor& colour) { emit changeWanted(colour.name()); });
        dialog->open();
    }

    const Theme& m_theme;
    QVector<ColourDot*> m_dots;
    QToolButton* m_other;
    QColor m_colour;
};

}

PropertyControl* makeColours(const Theme& theme, QWidget* parent)
{
    return new ColourLine(theme, parent);
}

}
