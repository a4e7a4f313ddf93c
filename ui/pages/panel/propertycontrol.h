// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/panelcard.h"

#include <QPointF>
#include <QWidget>

class QLabel;

namespace myna::ui {

// What changes or shows one property of a thing.
class PropertyControl : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    // A control that is held by the user keeps its place.
    virtual void present(const viewmodels::PanelControl& control) = 0;
    // Of a reading: what it measured, x in seconds, up to `now`.
    virtual void presentHistory(const QVector<QPointF>& /*points*/, double /*now*/) { }

signals:
    void changeWanted(const QVariant& value);
    void dragged(const QVariant& value); // released() follows
    void released();
};

// The words beside a control: what it is, and its value where the control does not show it.
struct Captions
{
    bool title = true; // false: the card says it
    bool value = true;
};

// Named for assistive technology as `thing` and the property. Actions are no controls of their own: they are buttons in a row.
[[nodiscard]] PropertyControl* makeControl(
    const Theme& theme, const viewmodels::PanelControl& control, const QString& thing, Captions captions, QWidget* parent);

// Of the kinds; makeControl() chooses.
[[nodiscard]] PropertyControl* makeSlider(const viewmodels::PanelControl& control, Captions captions, QWidget* parent);
[[nodiscard]] PropertyControl* makeStepper(const Theme& theme, const viewmodels::PanelControl& control, QWidget* parent);
[[nodiscard]] PropertyControl* makeColours(const Theme& theme, QWidget* parent);
[[nodiscard]] PropertyControl* makeReading(const Theme& theme, const viewmodels::PanelControl& control, Captions captions, QWidget* parent);

// "fan speed" as the beginning of a line or the word on a button.
[[nodiscard]] QString capitalised(const QString& text);

}
