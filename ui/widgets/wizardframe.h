// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace myna::ui {

// A card in the middle of the window: steps at the left, one big thing at the right that scrolls where it must, and buttons below it.
class WizardFrame final : public QWidget
{
    Q_OBJECT

public:
    explicit WizardFrame(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* side() const { return m_sideColumn; } // its margins are right for text that begins at the edge
    void setContent(QWidget* content);
    void setFooter(QWidget* footer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    const Theme& m_theme;
    QWidget* m_side;
    QVBoxLayout* m_sideColumn;
    QScrollArea* m_scroll;
    QWidget* m_footer = nullptr;
    QRectF m_frame; // of the card
};

}
