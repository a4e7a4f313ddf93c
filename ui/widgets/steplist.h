// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QVector>
#include <QWidget>

namespace myna::ui {

struct Step
{
    enum class State { Waiting, Active, Done, Failed };
    QString title;
    QString detail; // what it found; may be empty
    State state = State::Waiting;
    bool operator==(const Step&) const = default;
};

// What is done, what is going on and what comes, from top to bottom.
class StepList final : public QWidget
{
    Q_OBJECT

public:
    explicit StepList(const Theme& theme, QWidget* parent = nullptr);

    void setSteps(const QVector<Step>& steps);
    [[nodiscard]] const QVector<Step>& steps() const { return m_steps; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row;
    [[nodiscard]] QVector<Row> rows(int width) const;
    [[nodiscard]] QVector<Row> fittingRows() const; // closer together where there is little room
    void paintMark(QPainter& painter, const QRectF& circle, int index) const;

    const Theme& m_theme;
    QVector<Step> m_steps;
};

}
