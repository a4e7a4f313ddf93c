// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractButton;

namespace myna::ui {

// Primary: amber fill, one per view. Secondary: outlined. Link: text only. Danger: red text, for cancelling and removing. Quiet: icon or
// text without an edge.
enum class ButtonKind { Primary, Secondary, Link, Danger, Quiet };

// Gives a button the look of its kind (through the application's stylesheet, so it follows the theme) and the least size of a hit target.
void styleButton(QAbstractButton* button, ButtonKind kind);

}
