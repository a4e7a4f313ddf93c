// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/remindersviewmodel.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace myna::ui {

class Card;
class EmptyState;
class IconLabel;
class Toast;

// Timers, alarms, reminders and the calendar: how long it is until then, and what can be done about it.
class RemindersView final : public QWidget
{
    Q_OBJECT

public:
    RemindersView(viewmodels::RemindersViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Line
    {
        qint64 id = 0;
        Card* card = nullptr;
        IconLabel* icon = nullptr;
        QLabel* title = nullptr;
        QLabel* detail = nullptr;
        QLabel* left = nullptr;
        QPushButton* snooze = nullptr;
        QPushButton* end = nullptr; // stops what rings, removes what is to come
        bool isEnding = false; // it stops
    };
    void build();
    void refresh();
    void rebuild(const QVector<viewmodels::ReminderSection>& sections);
    [[nodiscard]] Line makeLine(qint64 id);
    void fillLine(Line& line, const viewmodels::ReminderRow& row);
    [[nodiscard]] int focusedLine() const; // -1: none
    void say(viewmodels::Tone tone, const QString& text, bool canRestore);
    void askForNew();
    void askForCalendar();
    void askWhereTo();
    void retranslate();

    viewmodels::RemindersViewModel& m_model;
    const Theme& m_theme;
    QPushButton* m_new = nullptr;
    QPushButton* m_import = nullptr;
    QPushButton* m_export = nullptr;
    QStackedWidget* m_scenes = nullptr;
    EmptyState* m_nothing = nullptr;
    QVBoxLayout* m_column = nullptr;
    Toast* m_toast = nullptr;
    QTimer m_toastTimer;
    std::vector<Line> m_lines;
    std::vector<QWidget*> m_headings;
    QStringList m_shape; // which headings, and how many lines below each
};

}
