// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/talkviewmodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace myna::ui {

class CaptionLabel;
class ConversationPanel;
class FaceView;
class MuteButton;
class SegmentedControl;
class TalkButton;
class TroubleBar;

// The first screen: face, captions, the talk button, the mode, typed text, interrupt, and the conversation at the right, which folds away
// on narrow windows.
class TalkPage final : public QWidget
{
    Q_OBJECT

public:
    TalkPage(const Theme& theme, viewmodels::TalkViewModel& model, QWidget* parent = nullptr);

    // For the title bar: round trip, and the button that shows the folded conversation.
    [[nodiscard]] QWidget* titleExtra() const { return m_titleExtra; }
    [[nodiscard]] bool isFolded() const { return m_folded; }
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void announced(const QString& words); // what a screen reader was told

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Space talks, M mutes
    void keyReleaseEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override; // the window was left while the button was held

private:
    void build();
    void buildTitleExtra();
    [[nodiscard]] QWidget* buildButtons();
    [[nodiscard]] QWidget* buildInputs();
    void connectModel();
    void retranslate();
    void showState();
    void showCaption();
    void sendTyped();
    void holdSpace();
    void place();

    const Theme& m_theme;
    viewmodels::TalkViewModel& m_model;
    QWidget* m_main;
    TroubleBar* m_trouble;
    FaceView* m_face;
    CaptionLabel* m_caption;
    QLabel* m_words;
    TalkButton* m_talk;
    MuteButton* m_mute;
    QLabel* m_hint;
    SegmentedControl* m_mode;
    QLineEdit* m_typed;
    QPushButton* m_interrupt;
    ConversationPanel* m_panel;
    QWidget* m_titleExtra;
    QLabel* m_link;
    QPushButton* m_unfold;
    QString m_spoken; // the caption a screen reader was told last
    bool m_folded = false;
    bool m_watching = false; // the window's events are filtered
};

}
