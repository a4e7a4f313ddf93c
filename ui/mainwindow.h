// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/talkviewmodel.h"
#include "viewmodels/toolstop.h"

#include <QMainWindow>

#include <functional>
#include <vector>

class QLabel;
class QShortcut;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace myna::ui {

class PillLabel;
class TroubleBar;

enum class PageId { Talk, Panel, History, Server, Statistics, Settings };

// One entry of the rail and what it shows.
struct Page
{
    PageId id = PageId::Talk;
    QString icon;
    std::function<QString()> title; // read again when the language changes
    QWidget* widget = nullptr; // the window takes it
    QWidget* titleExtra = nullptr; // at the right of the title bar; may be null
    QWidget* pill = nullptr; // beside the title instead of the session's state; may be null
    bool atBottom = false;
};

// The window: rail, title bar with the state, pages. First start and pairing cover all of it.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Theme& theme, viewmodels::TalkViewModel& model, QWidget* parent = nullptr);

    void addPage(const Page& page);
    void showPage(PageId id);
    [[nodiscard]] PageId currentPage() const;
    // A view that covers rail and pages; the window takes it. Null shows the pages again. A view that was shown stays alive and can be
    // shown again.
    void showOverlay(QWidget* view);
    [[nodiscard]] QWidget* overlay() const;
    void setCameraInUse(bool inUse); // a light in the title bar
    void setToolStop(viewmodels::ToolStop& stop); // outlives the window: Ctrl+Shift+Esc, and a bar while everything is stopped
    // What follows the system (theme) wants to know when it may have changed.
    void setSystemListener(std::function<void()> listener) { m_systemChanged = std::move(listener); }

signals:
    void geometryLeft(const QByteArray& geometry); // when the window closes, for restoreGeometry()
    void pageShown(myna::ui::PageId id);
    void closed();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    struct Entry
    {
        Page page;
        QToolButton* button = nullptr;
    };

    [[nodiscard]] QWidget* buildRail();
    [[nodiscard]] QWidget* buildTitleBar();
    void addShortcuts();
    void showState();
    void showToolStop();
    void showEntry(const Entry& entry);
    void showHelp();
    void dressRail();
    void retranslate();

    const Theme& m_theme;
    viewmodels::TalkViewModel& m_model;
    std::vector<Entry> m_entries;
    QShortcut* m_interrupt = nullptr;
    QStackedWidget* m_views; // the shell, or an overlay
    QWidget* m_shell;
    QVBoxLayout* m_railTop = nullptr;
    QVBoxLayout* m_railBottom = nullptr;
    TroubleBar* m_stopBar = nullptr;
    viewmodels::ToolStop* m_toolStop = nullptr;
    QLabel* m_title = nullptr;
    PillLabel* m_pill = nullptr;
    PillLabel* m_camera = nullptr; // only shown while the camera is on
    QStackedWidget* m_pills = nullptr;
    QStackedWidget* m_extras = nullptr;
    QStackedWidget* m_pages = nullptr;
    QToolButton* m_help = nullptr;
    std::function<void()> m_systemChanged;
};

}
