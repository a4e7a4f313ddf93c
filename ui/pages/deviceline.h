// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QPersistentModelIndex>
#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QToolButton;

namespace myna::ui {

class ElidedLabel;
class TimelineBar;

// One device of the server: who it is, what it does, the last words and how long the last answer took.
class DeviceLine final : public QWidget
{
    Q_OBJECT

public:
    explicit DeviceLine(const Theme& theme, QWidget* parent = nullptr);

    void setDevice(const QModelIndex& index); // of a DeviceListModel
    void setFirst(bool first); // no hairline above

signals:
    void openWanted(const QString& deviceId);
    void disconnectWanted(const QString& deviceId);
    void revokeWanted(const QString& deviceId, const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void refresh();
    void arrange();
    void showStates(const QString& quarantine);
    void open();

    const Theme& m_theme;
    QPersistentModelIndex m_index;
    ElidedLabel* m_name;
    ElidedLabel* m_version;
    QWidget* m_who;
    QLabel* m_state;
    ElidedLabel* m_words;
    TimelineBar* m_bar;
    QLabel* m_seconds;
    QToolButton* m_more;
    QMenu* m_menu;
    QAction* m_open;
    QAction* m_disconnect;
    QAction* m_revoke;
    bool m_first = false;
    bool m_measured = false; // there is a last turn to show
};

}
