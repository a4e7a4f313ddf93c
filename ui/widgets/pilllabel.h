// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/tone.h"

#include <QWidget>

namespace myna::ui {

using Tone = viewmodels::Tone;

// A short state in words with a mark whose shape and colour follow the tone. Elides when there is no room; the tool tip has it whole.
class PillLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit PillLabel(const Theme& theme, QWidget* parent = nullptr);

    void setState(Tone tone, const QString& text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] Tone tone() const { return m_tone; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Tone m_tone = Tone::Neutral;
    QString m_text;
};

}
