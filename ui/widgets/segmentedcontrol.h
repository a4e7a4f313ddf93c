// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace myna::ui {

// One of a few, side by side; arrow keys move inside.
class SegmentedControl final : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget* parent = nullptr);

    void addSegment(int id, const QString& text, const QString& description = {});
    void setSegmentText(int id, const QString& text, const QString& description = {});
    void setCurrent(int id); // emits nothing
    [[nodiscard]] int current() const;

signals:
    void chosen(int id); // by the user

private:
    QButtonGroup* m_group;
    QHBoxLayout* m_row;
};

}
