// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QStackedWidget;

namespace myna::ui {

class SegmentedControl;

// Everything the assistant can touch, without asking it: tabs beside the page's title, each with its own things at the right of it.
class PanelPage final : public QWidget
{
    Q_OBJECT

public:
    using Title = std::function<QString()>; // read again when the language changes

    explicit PanelPage(QWidget* parent = nullptr);

    // The page takes both; `titleExtra` stands at the right of the title bar while the tab is shown and may be null. Answers the tab's
    // number; the first tab is shown.
    int addTab(Title title, QWidget* content, QWidget* titleExtra = nullptr);
    void showTab(int tab);
    [[nodiscard]] int tabCount() const { return int(m_titles.size()); }
    [[nodiscard]] int currentTab() const;

    // For the title bar of the window: the tabs, and what belongs to the shown one. They belong to this page, unseen, until somebody takes
    // them.
    [[nodiscard]] QWidget* tabs() const { return m_tabs; }
    [[nodiscard]] QWidget* titleExtra() const;

signals:
    void tabShown(int tab);
    void titleRoomChanged(int width); // px that the title bar has for what belongs to a tab

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void tellRoom();

    std::vector<Title> m_titles;
    QWidget* m_tabs;
    SegmentedControl* m_segments;
    QStackedWidget* m_contents;
    QStackedWidget* m_extras;
};

}
