// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace myna::viewmodels {
class ServerConsole;
class ServerDevicesViewModel;
}

namespace myna::ui {

class Card;
class DeviceLine;
class EmptyState;

// The devices of the managed server, a line each, and how the day went; before the first one it says how to get there.
class DevicesCard final : public QWidget
{
    Q_OBJECT

public:
    DevicesCard(viewmodels::ServerConsole& console, const Theme& theme, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeFigures();
    void refresh();
    void refreshFigures();
    void open(const QString& deviceId);
    void askBeforeRevoking(const QString& deviceId, const QString& name);
    void explain();
    void retranslate();

    viewmodels::ServerConsole& m_console;
    viewmodels::ServerDevicesViewModel& m_model;
    const Theme& m_theme;
    Card* m_card;
    QVBoxLayout* m_lines;
    std::vector<DeviceLine*> m_deviceLines;
    EmptyState* m_noDevice;
    QWidget* m_figures = nullptr;
    struct Figure
    {
        QWidget* whole;
        QLabel* name;
        QLabel* value;
    };
    std::vector<Figure> m_shownFigures;
};

}
