// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/helpdialog.h"

#include "theme.h"
#include "widgets/buttons.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

HelpDialog::HelpDialog(QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Help"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, space::xl, 28, space::xl);
    column->setSpacing(space::m);
    auto* title = new QLabel(tr("What the keys do"), this);
    styleText(title, TextKind::PageTitle);
    column->addWidget(title);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::xl);
    grid->setVerticalSpacing(10);
    column->addLayout(grid);
    const std::initializer_list<std::pair<QString, QString>> rows = {
        { tr("Space"),
            tr("Hold it to talk, let go to send; two quick taps keep the microphone open. In the other modes one press begins and one "
               "ends.") },
        { tr("M, Ctrl+M"), tr("Mutes the microphone, and again unmutes it.") },
        { tr("Esc"), tr("Stops the answer.") },
        { tr("Ctrl+Shift+Esc"), tr("Stops all tools at once: the assistant does nothing more until you allow it again.") },
        { tr("Ctrl+1 … Ctrl+5"), tr("Go to another page.") },
        { tr("Ctrl+,"), tr("Shows the settings.") },
        { tr("Ctrl+F"), tr("Searches the panel or the history.") },
        { tr("Tab"), tr("Moves to the next control; Space or Enter uses it.") },
        { tr("F1"), tr("Shows this.") },
    };
    int line = 0;
    for (const auto& [keys, meaning] : rows) {
        auto* left = new QLabel(keys, this);
        auto* right = new QLabel(meaning, this);
        styleText(left, TextKind::Heading);
        styleText(right, TextKind::Body);
        right->setWordWrap(true);
        right->setMinimumWidth(320);
        grid->addWidget(left, line, 0, Qt::AlignTop);
        grid->addWidget(right, line, 1);
        ++line;
    }
    column->addSpacing(space::s);
    auto* close = new QPushButton(tr("Close"), this);
    styleButton(close, ButtonKind::Primary);
    close->setDefault(true);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

}

#include "moc_helpdialog.cpp"
