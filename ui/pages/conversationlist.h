// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QListView>

namespace myna::ui {

// Conversations below the heading of their day: title, time, a piece of what was said with the searched words marked. Shows a
// ConversationListModel.
class ConversationList final : public QListView
{
    Q_OBJECT

public:
    explicit ConversationList(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] qint64 currentId() const; // 0: none
    void setCurrentId(qint64 id); // emits nothing; 0: none

signals:
    void chosen(qint64 id);
    void deletionWanted(qint64 id); // Delete was pressed
    void starWanted(qint64 id, bool starred);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool m_quiet = false;
};

}
