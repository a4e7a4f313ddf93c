// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/scenesviewmodel.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace myna::ui {

// The scenes as buttons for the title bar, as many as have room, the rest in a menu; and the way to a new one.
class SceneBar final : public QWidget
{
    Q_OBJECT

public:
    // The model outlives it.
    SceneBar(viewmodels::ScenesViewModel& model, const Theme& theme, QWidget* parent = nullptr);

    void setRoom(int width); // px that the title bar has for it

signals:
    void editWanted(const QString& id); // empty: a new one

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void arrange();
    void fillMenu();
    void showMenu(QWidget* chip, const QPoint& at, const QString& id);
    void retranslate();

    viewmodels::ScenesViewModel& m_model;
    const Theme& m_theme;
    QHBoxLayout* m_row;
    QVector<QPushButton*> m_chips;
    QToolButton* m_more;
    QPushButton* m_add;
    int m_room = 10000;
};

}
