// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace myna::ui {

// A layout whose height follows from its width: it keeps the items, and its kinds say where they go.
class ItemsLayout : public QLayout
{
    Q_OBJECT

public:
    explicit ItemsLayout(int gap, QWidget* parent = nullptr);
    ~ItemsLayout() override;

    void addItem(QLayoutItem* item) override; // takes it
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;

protected:
    [[nodiscard]] virtual int place(const QRect& rect, bool apply) const = 0; // the height needed
    [[nodiscard]] const std::vector<std::unique_ptr<QLayoutItem>>& items() const { return m_items; }
    [[nodiscard]] int gap() const { return m_gap; }
    [[nodiscard]] bool isFromRight() const;

private:
    int m_gap;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}
