// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace myna::ui {

// Cards side by side, as many in a line as have room and all equally wide; those of a line are equally high.
class ColumnsLayout final : public QLayout
{
    Q_OBJECT

public:
    ColumnsLayout(int leastWidth, int mostColumns, int gap, QWidget* parent = nullptr);
    ~ColumnsLayout() override;

    [[nodiscard]] int columnsFor(int width) const;

    void addItem(QLayoutItem* item) override; // takes it
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    [[nodiscard]] int place(const QRect& rect, bool apply) const; // the height needed

    int m_leastWidth;
    int m_mostColumns;
    int m_gap;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}
