// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace myna::viewmodels {
class ServerEnginesViewModel;
}

namespace myna::ui {

class Card;
class EmptyState;
class EngineLine;

// The engines by kind, each chain in its order, with a button that tries one.
class EnginesView final : public QWidget
{
    Q_OBJECT

public:
    EnginesView(viewmodels::ServerEnginesViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Group
    {
        QLabel* title = nullptr;
        Card* card = nullptr;
        std::vector<EngineLine*> lines;
    };
    void refresh();
    [[nodiscard]] bool fits() const; // the widgets are those of the model
    void rebuild();
    void retranslate();

    viewmodels::ServerEnginesViewModel& m_model;
    const Theme& m_theme;
    QVBoxLayout* m_column = nullptr;
    QWidget* m_list;
    EmptyState* m_nothing;
    std::vector<Group> m_groups;
};

}
