// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QStyledItemDelegate>

namespace myna::viewmodels {
class ServerTurnsViewModel;
}

namespace myna::ui {

// A turn as a row: when and where, what was heard and said, and how long it took as a waterfall.
class TurnDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // `model` is that of the view.
    TurnDelegate(const Theme& theme, const viewmodels::ServerTurnsViewModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintBar(QPainter& painter, const QRect& room, int row) const;

    const Theme& m_theme;
    const viewmodels::ServerTurnsViewModel& m_model;
};

}
