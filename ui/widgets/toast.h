// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/tone.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

class IconLabel;

// A fact at the lower edge of a page, with one way back where there is one. It covers nothing that is needed and leaves by itself; its
// owner decides when.
class Toast final : public QWidget
{
    Q_OBJECT

public:
    Toast(const Theme& theme, QWidget* page);

    void say(viewmodels::Tone tone, const QString& text, const QString& action = {}); // empty text: goes

signals:
    void actionWanted();
    void closeWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; // the page was resized
    void paintEvent(QPaintEvent* event) override;

private:
    void place();

    const Theme& m_theme;
    IconLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
};

}
