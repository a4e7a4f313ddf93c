// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/toolfield.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace myna::ui {

// The arguments of a tool to be filled in, made from their description: one row each, with what is wrong below it.
class ToolForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ToolForm(const Theme& theme, QWidget* parent = nullptr);

    void setFields(const QVector<viewmodels::ToolField>& fields); // empty, with what they have as standard
    [[nodiscard]] QMap<QString, QString> typed() const;
    void showWrong(const QMap<QString, QString>& wrong); // field to sentence; the first one gets the keyboard

signals:
    void submitted(); // Return in a line

private:
    struct Row
    {
        QString name;
        QWidget* whole = nullptr;
        QWidget* control = nullptr;
        QLabel* problem = nullptr;
        std::function<QString()> typed;
    };
    void addRow(const viewmodels::ToolField& field);
    [[nodiscard]] QWidget* controlFor(const viewmodels::ToolField& field, Row& row);
    [[nodiscard]] QWidget* switchFor(const viewmodels::ToolField& field, Row& row);
    [[nodiscard]] QWidget* lineFor(const viewmodels::ToolField& field, Row& row);

    const Theme& m_theme;
    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
};

}
