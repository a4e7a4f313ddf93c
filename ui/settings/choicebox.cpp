// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/choicebox.h"

#include "theme.h"

#include <QListView>
#include <QStyle>
#include <QStylePainter>
#include <QWheelEvent>

namespace myna::ui {

namespace {

// Scrolling the page must not change a setting that happens to pass under the pointer.
class CalmComboBox final : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }

    // The style cuts a long name in the middle of a letter.
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        const QRect room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
        option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, room.width() - 4);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};

}

QComboBox* choiceBox(int widthPx)
{
    auto* box = new CalmComboBox;
    // Only a list of our own follows the style sheet.
    box->setView(new QListView(box));
    box->setFixedWidth(widthPx);
    box->setMinimumHeight(hitTarget + 4);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

void setChoice(QComboBox* box, const QString& id, const QString& text)
{
    const int at = box->findData(id);
    if (at < 0)
        box->addItem(text, id);
    else
        box->setItemText(at, text);
}

}
