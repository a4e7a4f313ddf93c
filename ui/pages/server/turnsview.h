// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QListView;
class QStackedWidget;

namespace myna::viewmodels {
class ServerConsole;
}

namespace myna::ui {

class ElidedLabel;
class EmptyState;
class TurnDetail;

// The turns of the server as they happen, newest first, with the chosen one in detail.
class TurnsView final : public QWidget
{
    Q_OBJECT

public:
    TurnsView(viewmodels::ServerConsole& console, const Theme& theme, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void listDevices();
    void showChosen();
    void showHearing();
    void retranslate();

    viewmodels::ServerConsole& m_console;
    QComboBox* m_device;
    ElidedLabel* m_hearing; // what is being said at this moment
    QListView* m_list;
    QStackedWidget* m_scenes;
    EmptyState* m_nothing;
    QBoxLayout* m_both;
    TurnDetail* m_detail;
};

}
