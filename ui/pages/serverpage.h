// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace myna::viewmodels {
class ServerConsole;
class ServerViewModel;
}

namespace myna::ui {

class AddressCard;
class AskingCards;
class BusyDots;
class ElsewhereCard;
class EmptyState;

class ErrorPanel;
class PillLabel;
class ServerTabs;
class Toast;
class ToggleSwitch;

// The embedded server, or one elsewhere that somebody attached to: one switch, the address for devices, who asks to join, and the rest in
// tabs.
class ServerPage final : public QWidget
{
    Q_OBJECT

public:
    // Both outlive it.
    ServerPage(viewmodels::ServerViewModel& model, viewmodels::ServerConsole& console, const Theme& theme, QWidget* parent = nullptr);

    // For the title bar of the window: the switch and the way to another server, and the state in words. They belong to this page, unseen,
    // until somebody takes them.
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
    void refreshElsewhere();
    void attach();
    void compare(const QString& fingerprint);
    void arrange();
    void retranslate();

    viewmodels::ServerViewModel& m_model;
    viewmodels::ServerConsole& m_console;
    const Theme& m_theme;
    PillLabel* m_pill = nullptr;
    QWidget* m_titleWidget = nullptr;
    QPushButton* m_attach = nullptr;
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
    ElsewhereCard* m_elsewhere = nullptr;
    AskingCards* m_asking = nullptr;
    ServerTabs* m_tabs = nullptr;
    Toast* m_toast = nullptr;
    QTimer m_toastTimer;
    QTimer m_busyTimer; // a start that is quick shows nothing
};

}
