// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QAbstractButton>

class QLabel;

namespace myna::ui {

// A big button with a drawing, a title, a sentence and what it needs. Return presses it too.
class ChoiceCard final : public QAbstractButton
{
    Q_OBJECT

public:
    ChoiceCard(const Theme& theme, const QString& iconName, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& text, const QString& needs);
    void setBadge(const QString& badge); // empty: none

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_needs;
    QString m_badge;
};

}
