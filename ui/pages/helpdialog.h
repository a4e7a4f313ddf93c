// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace myna::ui {

// What the keys do, and how to begin.
class HelpDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit HelpDialog(QWidget* parent = nullptr);
};

}
