// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/panelviewmodel.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace myna::ui {

class BusyDots;
class EmptyState;
class HomeInvitation;
class ThingCard;
class TroubleBar;

// The things of the panel as cards, section by section, in as many columns as have room; what is looked for narrows them.
class ThingsView final : public QWidget
{
    Q_OBJECT

public:
    // The model outlives it.
    ThingsView(viewmodels::PanelViewModel& model, const Theme& theme, QWidget* parent = nullptr);

    void startSearch();
    [[nodiscard]] QVector<ThingCard*> shownCards() const { return m_order; }

signals:
    void settingsWanted(); // to connect a home

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void rebuild();
    void orderTabs();
    void addSection(const viewmodels::PanelSection& section);
    [[nodiscard]] ThingCard* cardOf(const QString& key);
    void refreshCard(const QString& key);
    void showNotice();
    void endSearch();
    void move(ThingCard* from, Qt::Key arrow);
    void retranslate();

    viewmodels::PanelViewModel& m_model;
    const Theme& m_theme;
    QStackedWidget* m_scenes;
    EmptyState* m_empty;
    QWidget* m_list;
    QWidget* m_searchRow = nullptr;
    QLineEdit* m_search = nullptr;
    TroubleBar* m_trouble = nullptr;
    QWidget* m_busy = nullptr;
    QLabel* m_busyText = nullptr;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_sections = nullptr;
    EmptyState* m_nothing = nullptr; // of what is looked for
    HomeInvitation* m_invitation = nullptr;
    QHash<QString, ThingCard*> m_cards;
    QVector<ThingCard*> m_order; // as they are shown
    QVector<QWidget*> m_sectionWidgets;
    QString m_shownSearch;
    QTimer m_rebuildTimer; // many things come at once
    QTimer m_busyTimer; // what is quick shows nothing
};

}
