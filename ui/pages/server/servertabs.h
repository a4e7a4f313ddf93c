// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

#include <array>

class QTabBar;

namespace myna::viewmodels {
class ServerConsole;
}

namespace myna::ui {

class TroubleBar;

// Everything about a managed server below the page's head, in tabs. A tab is made when it is shown for the first time.
class ServerTabs final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Devices, Turns, Engines, Configuration, Logs, Metrics };
    static constexpr int tabCount = 6;

    ServerTabs(viewmodels::ServerConsole& console, const Theme& theme, QWidget* parent = nullptr);

    void setCurrent(Tab tab);
    [[nodiscard]] Tab current() const;
    [[nodiscard]] QTabBar* bar() const { return m_bar; }

signals:
    void certificateShown(const QString& fingerprint); // somebody wants to compare it

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void show(int tab);
    [[nodiscard]] QWidget* make(int tab);
    void refreshTrouble();
    void retranslate();

    viewmodels::ServerConsole& m_console;
    const Theme& m_theme;
    QTabBar* m_bar;
    TroubleBar* m_trouble;
    QWidget* m_area;
    std::array<QWidget*, tabCount> m_views {};
};

}
