// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QMap>
#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace myna::ui {

// Text with numbered lines, for configurations: keys, words and comments in the theme's colours, and marks on lines.
class CodeEditor final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeEditor(const Theme& theme, QWidget* parent = nullptr);

    // Lines from 1; what was marked before is not any more.
    void setMarks(const QMap<int, bool>& wrong); // true: an error, false: something to know
    void showLine(int line);
    void replaceText(const QString& text); // keeps the place where one was reading

    void paintNumbers(QPaintEvent* event);
    [[nodiscard]] int numbersWidth() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Tab writes spaces

private:
    void dress();
    void place();
    void mark();

    const Theme& m_theme;
    QWidget* m_numbers;
    QSyntaxHighlighter* m_colours;
    QMap<int, bool> m_marks;
};

}
