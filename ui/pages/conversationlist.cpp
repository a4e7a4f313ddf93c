// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conversationlist.h"

#include "pages/conversationdelegate.h"
#include "viewmodels/conversationlistmodel.h"
#include "widgets/plainlist.h"

#include <QKeyEvent>
#include <QScopedValueRollback>

namespace myna::ui {

using Model = viewmodels::ConversationListModel;

ConversationList::ConversationList(const Theme& theme, QWidget* parent)
    : QListView(parent)
{
    setItemDelegate(new ConversationDelegate(theme, this));
    makePlain(*this, theme);
    setMouseTracking(true);
}

qint64 ConversationList::currentId() const
{
    return currentIndex().data(Model::IdRole).toLongLong();
}

void ConversationList::setCurrentId(qint64 id)
{
    if (id == currentId())
        return;
    const QScopedValueRollback quiet(m_quiet, true);
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (id != 0 && index.data(Model::IdRole).toLongLong() == id) {
            setCurrentIndex(index);
            return;
        }
    }
    clearSelection();
    setCurrentIndex({});
}

void ConversationList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid() && !m_quiet)
        emit chosen(current.data(Model::IdRole).toLongLong());
}

void ConversationList::keyPressEvent(QKeyEvent* event)
{
    const qint64 id = currentId();
    if (id != 0 && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        emit deletionWanted(id);
        return;
    }
    if (id != 0 && event->key() == Qt::Key_S && event->modifiers() == Qt::NoModifier) {
        emit starWanted(id, !currentIndex().data(Model::StarredRole).toBool());
        return;
    }
    if (id != 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit chosen(id);
        return;
    }
    QListView::keyPressEvent(event);
}

void ConversationList::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

}

#include "moc_conversationlist.cpp"
