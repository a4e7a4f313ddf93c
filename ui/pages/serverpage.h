// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace myna::viewmodels {
class ServerViewModel;
}

namespace myna::ui {

class ActivationCard;
class AddressCard;
class BusyDots;
class EmptyState;
class ErrorPanel;
class PillLabel;
class ToggleSwitch;

// The embedded server: one switch, the address for devices, who asks to join, and who is there.
class ServerPage final : public QWidget
{
    Q_OBJECT

public:
    ServerPage(viewmodels::ServerViewModel& model, const Theme& theme, QWidget* parent = nullptr);

    // For the title bar of the window: the switch, and the state in words. They belong to this page, unseen, until somebody takes them.
    [[nodiscard]] QWidget* titleWidget() const;
    [[nodiscard]] QWidget* pill() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeTitle();
    QWidget* makeOff();
    QWidget* makeStarting();
    QWidget* makeFailed();
    QWidget* makeRunning();
    QWidget* makeNotice();
    void refresh();
    void refreshActivations();
    void arrange();
    void retranslate();

    viewmodels::ServerViewModel& m_model;
    const Theme& m_theme;
    PillLabel* m_pill = nullptr;
    ToggleSwitch* m_switch = nullptr;
    QScrollArea* m_scroll;
    QStackedWidget* m_scenes;
    EmptyState* m_off = nullptr;
    QWidget* m_busy = nullptr;
    QLabel* m_busyText = nullptr;
    ErrorPanel* m_error = nullptr;
    QWidget* m_notice = nullptr;
    QLabel* m_noticeText = nullptr;
    QPushButton* m_dismiss = nullptr;
    QBoxLayout* m_top = nullptr;
    AddressCard* m_address = nullptr;
    QWidget* m_asking = nullptr;
    QVBoxLayout* m_askingColumn = nullptr;
    std::vector<ActivationCard*> m_askingCards;
    QLabel* m_devicesTitle = nullptr;
    QTimer m_busyTimer; // a start that is quick shows nothing
};

}
