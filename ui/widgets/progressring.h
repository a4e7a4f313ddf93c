// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

namespace myna::ui {

// A ring that empties while something is waited for, with a few characters inside, for example "3:36". The owner drives it.
class ProgressRing final : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressRing(const Theme& theme, QWidget* parent = nullptr);

    void setProgress(double share); // 0–1 of the ring that is filled
    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    double m_share = 0;
    QString m_text;
};

}
