// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QModelIndex>
#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

class Card;
class ElidedLabel;

// One device that asks to join, with its code and the two answers.
class ActivationCard final : public QWidget
{
    Q_OBJECT

public:
    explicit ActivationCard(const Theme& theme, QWidget* parent = nullptr);

    void setRequest(const QModelIndex& index); // of an ActivationListModel
    [[nodiscard]] QString code() const { return m_code; }

signals:
    void approveWanted(const QString& code);
    void refuseWanted(const QString& code);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QString m_code;
    Card* m_card;
    QLabel* m_title;
    QLabel* m_codeLabel;
    ElidedLabel* m_who;
    QPushButton* m_approve;
    QPushButton* m_refuse;
};

}
