// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QListView>

namespace myna::ui {

// A conversation as bubbles: the user's at the right, the assistant's at the left with the tools it used below. Stays at the end while it
// is at the end. Shows any model with the roles of TranscriptModel.
class TranscriptView final : public QListView
{
    Q_OBJECT

public:
    explicit TranscriptView(const Theme& theme, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Ctrl+C copies the chosen words

private:
    void noteWhere();
    void stayAtEnd();

    bool m_atEnd = true;
};

}
