// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace myna::viewmodels {
class ServerViewModel;
}

namespace myna::ui {

class Card;
class DeviceLine;
class EmptyState;

// Who is connected to the server, a line each, and how the turns went; before the first one it says how to get there.
class DevicesCard final : public QWidget
{
    Q_OBJECT

public:
    DevicesCard(viewmodels::ServerViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeFigures();
    void refresh();
    void refreshFigures();
    void askBeforeRevoking(const QString& deviceId, const QString& name);
    void retranslate();

    viewmodels::ServerViewModel& m_model;
    const Theme& m_theme;
    Card* m_card;
    QVBoxLayout* m_lines;
    std::vector<DeviceLine*> m_deviceLines;
    EmptyState* m_noDevice;
    QWidget* m_figures = nullptr;
    std::vector<QLabel*> m_figureNames;
    std::vector<QLabel*> m_figureValues;
};

}
