// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/tone.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

class IconLabel;

// One line across the page that says what is wrong and offers one repair. Hidden while nothing is.
class TroubleBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TroubleBar(const Theme& theme, QWidget* parent = nullptr);

    // `progress` stands below the words and may change every second without being read aloud.
    void setTrouble(viewmodels::Tone tone, const QString& text, const QString& repair, const QString& progress = {});
    [[nodiscard]] QString text() const;

signals:
    void repairWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    viewmodels::Tone m_tone = viewmodels::Tone::Warning;
    IconLabel* m_icon;
    QLabel* m_text;
    QLabel* m_progress;
    QPushButton* m_repair;
};

}
