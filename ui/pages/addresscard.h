// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace myna::ui {

class Card;

// The address to type into a device, to copy and to scan, and the same on every other network of this computer.
class AddressCard final : public QWidget
{
    Q_OBJECT

public:
    explicit AddressCard(const Theme& theme, QWidget* parent = nullptr);

    void setAddresses(const QString& ota, const QStringList& onEveryNetwork, const QString& reach);

protected:
    void changeEvent(QEvent* event) override;

private:
    void copy(const QString& address, QPushButton* button);
    void showQr();
    void listOthers();
    void retranslate();

    const Theme& m_theme;
    QString m_ota;
    QStringList m_others;
    QString m_reach;
    Card* m_card;
    QLabel* m_title;
    QLineEdit* m_field;
    QPushButton* m_copy;
    QPushButton* m_qr;
    QLabel* m_reachLabel;
    QVBoxLayout* m_list;
    QPushButton* m_copied = nullptr; // says so until the timer ends
    QTimer m_copiedTimer;
};

}
