// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/historytexts.h"

#include <QTextEdit>

namespace myna::ui {

// What somebody said: text that can be selected, in a bubble as large as it needs to be. Chinese breaks between characters, long words
// anywhere.
class SpeechBubble final : public QTextEdit
{
    Q_OBJECT

public:
    enum class Who { User, Assistant };

    SpeechBubble(const Theme& theme, Who who, QWidget* parent = nullptr);

    void setWords(const QString& text, const QVector<viewmodels::Place>& marks);
    void fit(int widthPx); // takes no more than this

protected:
    void wheelEvent(QWheelEvent* event) override; // the page scrolls, not the bubble

private:
    void markPlaces();

    const Theme& m_theme;
    QVector<viewmodels::Place> m_marks;
};

}
