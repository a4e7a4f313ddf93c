// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/propertycontrol.h"
#include "widgets/elidedlabel.h"
#include "widgets/historyplot.h"
#include "widgets/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace myna::ui {

using viewmodels::PanelControl;

namespace {

constexpr int mostPositions = 1000; // finer than a pixel is of no use
constexpr int handle = 18; // px of the slider's handle
constexpr double longestGap = 6 * 3600; // seconds: a sensor that says nothing because nothing changes is not broken

// Goes where it is clicked, and lets the wheel scroll the page.
class DirectSlider final : public QSlider
{
public:
    explicit DirectSlider(QWidget* parent)
        : QSlider(Qt::Horizontal, parent)
    {
        setFocusPolicy(Qt::StrongFocus);
    }

protected:
    void mousePressEvent(QMouseEvent* event) override
    {
        if (event->button() == Qt::LeftButton && isEnabled()) {
            const int x = int(event->position().x()) - handle / 2;
            setSliderDown(true); // it begins a drag, it is no change of its own
            setSliderPosition(
                QStyle::sliderValueFromPosition(minimum(), maximum(), x, width() - handle, layoutDirection() == Qt::RightToLeft));
        }
        QSlider::mousePressEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        QSlider::mouseReleaseEvent(event);
        if (event->button() == Qt::LeftButton)
            setSliderDown(false); // also when the handle was not under the pointer
    }
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

class SliderLine final : public PropertyControl
{
public:
    SliderLine(const PanelControl& control, Captions captions, QWidget* parent)
        : PropertyControl(parent)
        , m_minimum(control.minimum)
        , m_span(control.maximum - control.minimum)
        , m_whole(control.step >= 1)
        , m_slider(new DirectSlider(this))
    {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        if (captions.title) {
            auto* row = new QHBoxLayout;
            auto* caption = new ElidedLabel(this);
            m_value = new QLabel(this);
            styleText(caption, TextKind::Secondary);
            styleText(m_value, TextKind::Secondary);
            caption->setWords(capitalised(control.title));
            row->addWidget(caption, 1);
            row->addWidget(m_value);
            column->addLayout(row);
        }
        column->addWidget(m_slider);
        m_steps = std::clamp(int(std::lround(m_span / std::max(control.step, 1e-6))), 1, mostPositions);
        m_slider->setRange(0, m_steps);
        m_slider->setPageStep(std::max(1, m_steps / 10));
        m_slider->setMinimumHeight(28);
        setFocusProxy(m_slider);
        connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
            if (m_slider->isSliderDown())
                emit dragged(valueAt(position));
            else
                emit changeWanted(valueAt(position));
        });
        connect(m_slider, &QSlider::sliderReleased, this, &PropertyControl::released);
    }

    void present(const PanelControl& control) override
    {
        if (m_value)
            m_value->setText(control.text);
        m_slider->setAccessibleDescription(control.text);
        m_slider->setToolTip(control.text);
        if (m_slider->isSliderDown())
            return;
        const QSignalBlocker silent(m_slider);
        m_slider->setValue(int(std::lround((control.value.toDouble() - m_minimum) / m_span * m_steps)));
    }

private:
    [[nodiscard]] QVariant valueAt(int position) const
    {
        const double value = m_minimum + m_span * position / m_steps;
        return m_whole ? QVariant(int(std::lround(value))) : QVariant(value);
    }

    double m_minimum;
    double m_span;
    bool m_whole;
    int m_steps = 1;
    DirectSlider* m_slider;
    QLabel* m_value = nullptr;
};

class StepperLine final : public PropertyControl
{
public:
    StepperLine(const Theme& theme, const PanelControl& control, QWidget* parent)
        : PropertyControl(parent)
        , m_theme(theme)
        , m_control(control)
        , m_less(button(PropertyControl::tr("Less")))
        , m_value(new QLabel(this))
        , m_more(button(PropertyControl::tr("More")))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(space::s);
        auto* caption = new ElidedLabel(this);
        styleText(caption, TextKind::Secondary);
        caption->setWords(capitalised(control.title));
        styleText(m_value, TextKind::Heading);
        m_value->setAlignment(Qt::AlignCenter);
        m_value->setMinimumWidth(64);
        row->addWidget(caption, 1);
        row->addWidget(m_less);
        row->addWidget(m_value);
        row->addWidget(m_more);
        setFocusProxy(m_more);
        connect(m_less, &QToolButton::clicked, this, [this] { step(-1); });
        connect(m_more, &QToolButton::clicked, this, [this] { step(1); });
        connect(&theme, &Theme::changed, this, &StepperLine::dress);
        dress();
    }

    void present(const PanelControl& control) override
    {
        m_control = control;
        m_value->setText(control.text);
        m_less->setAccessibleDescription(control.text);
        m_more->setAccessibleDescription(control.text);
        m_less->setEnabled(control.value.toDouble() > control.minimum);
        m_more->setEnabled(control.value.toDouble() < control.maximum);
    }

private:
    QToolButton* button(const QString& name)
    {
        auto* made = new QToolButton(this);
        made->setProperty("kind", QStringLiteral("step"));
        made->setFixedSize(hitTarget, hitTarget);
        made->setAutoRepeat(true);
        made->setAutoRepeatDelay(400);
        made->setAutoRepeatInterval(150);
        made->setFocusPolicy(Qt::StrongFocus);
        made->setAccessibleName(QStringLiteral("%1: %2").arg(m_control.title, name));
        made->setToolTip(name);
        return made;
    }

    void dress()
    {
        m_less->setIcon(icon(QStringLiteral("minus"), m_theme.palette().text));
        m_more->setIcon(icon(QStringLiteral("plus"), m_theme.palette().text));
    }

    // To the next whole step, also from a value between two.
    void step(int direction)
    {
        const double at = (m_control.value.toDouble() - m_control.minimum) / m_control.step;
        const double next = direction > 0 ? std::floor(at + 1e-6) + 1 : std::ceil(at - 1e-6) - 1;
        const double value = std::clamp(m_control.minimum + next * m_control.step, m_control.minimum, m_control.maximum);
        emit changeWanted(m_control.step >= 1 && value == std::floor(value) ? QVariant(int(value)) : QVariant(value));
    }

    const Theme& m_theme;
    PanelControl m_control;
    QToolButton* m_less;
    QLabel* m_value;
    QToolButton* m_more;
};

class ReadingLine final : public PropertyControl
{
public:
    ReadingLine(const Theme& theme, const PanelControl& control, Captions captions, QWidget* parent)
        : PropertyControl(parent)
        , m_theme(theme)
        , m_column(new QVBoxLayout(this))
    {
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(space::xs);
        if (!captions.title)
            return;
        auto* row = new QHBoxLayout;
        auto* caption = new ElidedLabel(this);
        m_value = new QLabel(this);
        styleText(caption, TextKind::Secondary);
        styleText(m_value, TextKind::Heading);
        caption->setWords(capitalised(control.title));
        row->addWidget(caption, 1);
        row->addWidget(m_value);
        m_column->addLayout(row);
    }

    void present(const PanelControl& control) override
    {
        if (m_value)
            m_value->setText(control.text);
    }

    void presentHistory(const QVector<QPointF>& points, double now) override
    {
        if (points.size() < 2)
            return;
        if (!m_plot) {
            m_plot = new HistoryPlot(m_theme, 0, 1, this);
            m_plot->setBare();
            m_plot->setLongest(24 * 3600);
            m_plot->setGap(longestGap);
            m_plot->setCurves({ &Palette::curveAmber });
            m_column->addWidget(m_plot);
        }
        QVector<QPointF> curve = points;
        if (now - curve.constLast().x() < longestGap)
            curve.append({ now, curve.constLast().y() });
        m_plot->setPoints({ curve }, now);
    }

private:
    const Theme& m_theme;
    QVBoxLayout* m_column;
    QLabel* m_value = nullptr;
    HistoryPlot* m_plot = nullptr;
};

}

PropertyControl* makeSlider(const PanelControl& control, Captions captions, QWidget* parent)
{
    return new SliderLine(control, captions, parent);
}

PropertyControl* makeStepper(const Theme& theme, const PanelControl& control, QWidget* parent)
{
    return new StepperLine(theme, control, parent);
}

PropertyControl* makeReading(const Theme& theme, const PanelControl& control, Captions captions, QWidget* parent)
{
    return new ReadingLine(theme, control, captions, parent);
}

}
