// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serversviewmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace myna::ui {

class ServerCardView;

// Which server answers: all of them as cards, with what can be done with each, and how to add one.
class ConnectionGroup final : public QWidget
{
    Q_OBJECT

public:
    ConnectionGroup(const Theme& theme, viewmodels::ServersViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showCards();
    void joinCard(ServerCardView* view);
    void add();
    void edit(const QString& id);
    void compare(const viewmodels::Comparison& comparison);
    void askBefore(
        const QString& title, const QString& question, const QString& consequence, const QString& yes, const std::function<void()>& action);
    void chooseFileToImport();
    void chooseFileToExport();

    const Theme& m_theme;
    viewmodels::ServersViewModel& m_model;
    QLabel* m_title;
    QLabel* m_detail;
    QVBoxLayout* m_list;
    QVector<ServerCardView*> m_views;
    QLabel* m_notice;
    QPushButton* m_add;
    QPushButton* m_import;
    QPushButton* m_export;
};

}
