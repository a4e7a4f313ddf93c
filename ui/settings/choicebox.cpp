// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/choicebox.h"

#include "theme.h"

#include <QListView>
#include <QWheelEvent>

namespace myna::ui {

namespace {

// Scrolling the page must not change a setting that happens to pass under the pointer.
class CalmComboBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
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
