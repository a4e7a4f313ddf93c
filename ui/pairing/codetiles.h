// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QLabel>

namespace myna::ui {

// The activation code, one tile a digit, in two groups. A screen reader hears "4 8 2 9 1 3"; Ctrl+C copies the code without blanks.
// It is a label so that assistive technology meets it as text.
class CodeTiles final : public QLabel
{
    Q_OBJECT

public:
    explicit CodeTiles(const Theme& theme, QWidget* parent = nullptr);

    void setCode(const QString& code, const QString& spelled);
    [[nodiscard]] QString code() const { return m_code; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void copyWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Measure
    {
        qreal tile;
        qreal gap;
        qreal middle; // between the groups
    };
    [[nodiscard]] Measure measure(int width) const;
    void retranslate();

    const Theme& m_theme;
    QString m_code;
    QString m_spelled;
};

}
