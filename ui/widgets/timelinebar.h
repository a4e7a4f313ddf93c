// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QVector>
#include <QWidget>

namespace myna::ui {

// One stretch of a turn.
struct TimelinePart
{
    enum class Kind { Pause, Heard, Thought, Voice };
    Kind kind = Kind::Pause;
    int ms = 0;
    QString label; // "thought 95"; may be empty (bar only)
    bool operator==(const TimelinePart&) const = default;
};

// The parts of a turn, each as long as it took, with words below when they have labels.
class TimelineBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineBar(const Theme& theme, QWidget* parent = nullptr);

    void setParts(const QVector<TimelinePart>& parts);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QVector<TimelinePart> m_parts;
};

}
