// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/virtualscreen.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QWidget>

namespace myna::test {

// The visible widget whose accessible name or text contains `words`; null when there is none.
template<typename Widget>
Widget* visible(const QWidget& window, const QString& words)
{
    for (Widget* widget : window.findChildren<Widget*>()) {
        QString text = widget->accessibleName();
        if (text.isEmpty())
            text = widget->property("text").toString();
        if (widget->isVisible() && text.contains(words, Qt::CaseInsensitive))
            return widget;
    }
    return nullptr;
}

// The round button of the talk page; null while it is not shown.
inline QAbstractButton* talkButton(const QWidget& window)
{
    for (auto* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->inherits("myna::ui::TalkButton"))
            return button;
    }
    return nullptr;
}

// The text field of the page that is shown; null when it has none.
inline QLineEdit* textField(const QWidget& window)
{
    for (auto* field : window.findChildren<QLineEdit*>()) {
        if (field->isVisible() && !field->isReadOnly())
            return field;
    }
    return nullptr;
}

// In the pixels of the X server, which knows nothing of a scale factor.
inline QPoint centreOf(const QWidget* widget)
{
    return (QPointF(widget->mapToGlobal(widget->rect().center())) * widget->devicePixelRatioF()).toPoint();
}

// A click of the real pointer.
inline void clickOn(const QWidget* widget)
{
    VirtualScreen::click(centreOf(widget).x(), centreOf(widget).y());
}

}
