// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serverchoices.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace myna::ui {

class ChoiceCard;
class FaceView;
class SegmentedControl;

// The first thing anybody sees: which server to talk with, and in which language this program speaks.
class FirstStartPage final : public QWidget
{
    Q_OBJECT

public:
    explicit FirstStartPage(const Theme& theme, QWidget* parent = nullptr);

    void setLanguage(const QString& name); // "en" or "zh_CN"; emits nothing
    // Shows the address field at once, for "Change address".
    void askForAddress(const QString& current);

signals:
    void chosen(const myna::pairing::ServerChoice& server); // that of this computer comes without an address
    void languageWanted(const QString& name); // "en" or "zh_CN"

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeAddress();
    void openAddress();
    void arrange();
    void judge(bool final);
    void retranslate();

    const Theme& m_theme;
    QScrollArea* m_scroll;
    QWidget* m_content;
    SegmentedControl* m_language;
    FaceView* m_face;
    QLabel* m_title;
    QLabel* m_text;
    ChoiceCard* m_here;
    ChoiceCard* m_official;
    ChoiceCard* m_own;
    QWidget* m_address = nullptr;
    QLabel* m_addressLabel = nullptr;
    QLineEdit* m_field = nullptr;
    QPushButton* m_continue = nullptr;
    QLabel* m_hint = nullptr;
    bool m_complained = false; // an error is shown; it goes as soon as the address is right
};

}
