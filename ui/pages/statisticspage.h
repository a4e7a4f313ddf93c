// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/statisticsviewmodel.h"

#include <QWidget>

#include <array>

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace myna::ui {

class Card;
class ElidedLabel;
class EmptyState;
class StatisticsCard;
class TurnBars;

// How the sound path is doing, in figures and over time. Its content is made when it is shown for the first time, and it is measured only
// while it is shown.
class StatisticsPage final : public QWidget
{
    Q_OBJECT

public:
    StatisticsPage(const Theme& theme, viewmodels::StatisticsViewModel& model, QWidget* parent = nullptr);

    // For the title bar; the window takes it.
    [[nodiscard]] QWidget* titleExtra() const { return m_titleExtra; }
    // Writes the figures to `path` and says on the page how that went. The button asks for the path first.
    void exportTo(const QString& path);

signals:
    void talkWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildDevices(QWidget* parent);
    [[nodiscard]] QWidget* buildTurns(QWidget* parent);
    void arrange();
    void refresh();
    void refreshTurns();
    void retranslate();
    void askForFile();

    const Theme& m_theme;
    viewmodels::StatisticsViewModel& m_model;
    QWidget* m_titleExtra;
    QPushButton* m_export;
    EmptyState* m_empty = nullptr;
    QScrollArea* m_scroll = nullptr;
    QGridLayout* m_grid = nullptr;
    QLabel* m_said = nullptr; // how the export went
    QLabel* m_microphoneName = nullptr;
    ElidedLabel* m_microphone = nullptr;
    QLabel* m_loudspeakerName = nullptr;
    ElidedLabel* m_loudspeaker = nullptr;
    QLabel* m_turnsTitle = nullptr;
    QLabel* m_turnsText = nullptr;
    std::array<QLabel*, 3> m_turnParts {};
    TurnBars* m_turns = nullptr;
    QVector<StatisticsCard*> m_cards;
    QVector<QWidget*> m_cells;
    int m_columns = 0;
};

}
