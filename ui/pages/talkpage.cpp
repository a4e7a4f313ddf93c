// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/talkpage.h"

#include "pages/conversationpanel.h"
#include "widgets/buttons.h"
#include "widgets/captionlabel.h"
#include "widgets/faceview.h"
#include "widgets/icon.h"
#include "widgets/mutebutton.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/talkbutton.h"
#include "widgets/troublebar.h"

#include <QAccessible>
#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

using protocol::ListenMode;
using viewmodels::PushToTalk;
using viewmodels::TalkViewModel;
using viewmodels::Trouble;
using viewmodels::TroubleRepair;

namespace {

constexpr int panelWidth = 306;
constexpr int inputsWidth = 640; // at most
constexpr int lowPage = 600; // px of height under which face and button get smaller
constexpr qsizetype longCaption = 110; // characters from which a caption is set smaller
constexpr qsizetype maxCaption = 420; // the whole of a longer one stands in the conversation

QString repairText(TroubleRepair repair)
{
    switch (repair) {
    case TroubleRepair::None:
        return {};
    case TroubleRepair::Retry:
        return TalkPage::tr("Try again now");
    case TroubleRepair::CheckPairing:
        return TalkPage::tr("Check the pairing");
    case TroubleRepair::SoundSettings:
        return TalkPage::tr("Sound settings");
    case TroubleRepair::Unmute:
        return TalkPage::tr("Unmute");
    }
    return {};
}

}

TalkPage::TalkPage(const Theme& theme, TalkViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_main(new QWidget(this))
    , m_trouble(new TroubleBar(theme, m_main))
    , m_face(new FaceView(theme, m_main))
    , m_caption(new CaptionLabel(m_main))
    , m_words(new QLabel(m_main))
    , m_talk(new TalkButton(theme, m_main))
    , m_mute(new MuteButton(theme, m_main))
    , m_hint(new QLabel(m_main))
    , m_mode(new SegmentedControl(m_main))
    , m_typed(new QLineEdit(m_main))
    , m_interrupt(new QPushButton(m_main))
    , m_panel(new ConversationPanel(theme, model, this))
    , m_titleExtra(new QWidget(this))
    , m_link(new QLabel(m_titleExtra))
    , m_unfold(new QPushButton(m_titleExtra))
{
    setFocusPolicy(Qt::ClickFocus);
    build();
    buildTitleExtra();
    connectModel();
    retranslate();
}

void TalkPage::build()
{
    auto* column = new QVBoxLayout(m_main);
    column->setContentsMargins(space::xl, space::l, space::xl, 20);
    column->setSpacing(0);
    column->addWidget(m_trouble);
    column->addStretch(2);
    column->addWidget(m_face, 10);
    column->addSpacing(space::s);
    column->addWidget(m_caption);
    column->addSpacing(6);
    column->addWidget(m_words);
    column->addStretch(3);
    column->addSpacing(space::s);
    column->addWidget(buildButtons(), 0, Qt::AlignHCenter);
    column->addSpacing(6);
    column->addWidget(m_hint);
    column->addSpacing(space::l);
    column->addWidget(buildInputs());
    m_face->setMaximumHeight(250);
    // Words of a server are never taken for markup.
    m_words->setTextFormat(Qt::PlainText);
    m_hint->setTextFormat(Qt::RichText);
    styleText(m_caption, TextKind::Caption);
    styleText(m_words, TextKind::Body);
    m_words->setProperty("textRole", QStringLiteral("secondary"));
    styleText(m_hint, TextKind::Secondary);
    for (QLabel* label : { m_words, m_hint }) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
}

// The round button in the middle, whatever stands beside it.
QWidget* TalkPage::buildButtons()
{
    auto* buttons = new QWidget(m_main);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::l);
    row->addSpacing(m_mute->sizeHint().width() + space::l);
    row->addWidget(m_talk, 1, Qt::AlignHCenter); // in the middle also while the layout has room to spare
    row->addWidget(m_mute, 0, Qt::AlignVCenter);
    m_mute->setFocusPolicy(Qt::TabFocus);
    return buttons;
}

QWidget* TalkPage::buildInputs()
{
    auto* inputs = new QWidget(m_main);
    auto* outer = new QHBoxLayout(inputs);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* bar = new QWidget(inputs);
    bar->setMaximumWidth(inputsWidth);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_mode);
    row->addWidget(m_typed, 1);
    row->addWidget(m_interrupt);
    outer->addWidget(bar);
    m_mode->addSegment(int(ListenMode::Manual), QString());
    m_mode->addSegment(int(ListenMode::Auto), QString());
    m_mode->addSegment(int(ListenMode::Realtime), QString());
    m_typed->setMaxLength(2000);
    m_typed->setMinimumHeight(42);
    m_typed->setMinimumWidth(140);
    // What was clicked with the mouse must not keep Space away from talking.
    m_interrupt->setFocusPolicy(Qt::TabFocus);
    for (QAbstractButton* button : m_mode->findChildren<QAbstractButton*>())
        button->setFocusPolicy(Qt::TabFocus);
    styleButton(m_interrupt, ButtonKind::Secondary);
    m_interrupt->setMinimumHeight(42);
    return inputs;
}

void TalkPage::buildTitleExtra()
{
    auto* row = new QHBoxLayout(m_titleExtra);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::m);
    row->addWidget(m_link);
    row->addWidget(m_unfold);
    styleText(m_link, TextKind::Secondary);
    styleButton(m_unfold, ButtonKind::Secondary);
    m_unfold->setCheckable(true);
    m_unfold->setFocusPolicy(Qt::TabFocus);
    m_unfold->hide();
    m_titleExtra->hide(); // until the window puts it into its title bar
    connect(m_unfold, &QPushButton::toggled, this, [this](bool shown) {
        m_panel->setVisible(shown || !m_folded);
        m_panel->raise();
    });
}

void TalkPage::connectModel()
{
    connect(&m_model, &TalkViewModel::changed, this, &TalkPage::showState);
    connect(&m_model, &TalkViewModel::captionChanged, this, &TalkPage::showCaption);
    connect(&m_model, &TalkViewModel::emotionChanged, m_face, &FaceView::setEmotion);
    connect(&m_model, &TalkViewModel::lampShown, m_face, &FaceView::setLamp);
    connect(&m_model, &TalkViewModel::levelsChanged, this, [this](float input, float output) {
        m_talk->setLevel(input);
        m_face->setOutputLevel(output);
    });
    connect(m_talk, &TalkButton::heldDown, this, [this] { m_model.pushToTalk().press(PushToTalk::Source::Button); });
    connect(m_talk, &TalkButton::letGo, this, [this] { m_model.pushToTalk().release(PushToTalk::Source::Button); });
    connect(m_mute, &MuteButton::clicked, &m_model.mute(), &viewmodels::Mute::toggle);
    connect(m_mode, &SegmentedControl::chosen, this, [this](int mode) { m_model.setMode(ListenMode(mode)); });
    connect(m_typed, &QLineEdit::returnPressed, this, &TalkPage::sendTyped);
    connect(m_interrupt, &QPushButton::clicked, &m_model, &TalkViewModel::interrupt);
    connect(m_trouble, &TroubleBar::repairWanted, &m_model, &TalkViewModel::repair);
    m_face->setEmotion(m_model.emotion());
    m_face->setLamp(m_model.lampOn(), m_model.lampBrightness());
}

void TalkPage::retranslate()
{
    m_talk->setAccessibleName(tr("Talk"));
    m_mute->setAccessibleName(tr("Mute"));
    m_mode->setAccessibleName(tr("How to talk"));
    m_mode->setSegmentText(int(ListenMode::Manual), tr("Hold"), tr("Myna listens while you hold the button."));
    m_mode->setSegmentText(int(ListenMode::Auto), tr("Auto"), tr("Myna hears when you have finished, answers, and listens again."));
    m_mode->setSegmentText(int(ListenMode::Realtime), tr("Duplex"), tr("Myna listens all the time, also while it speaks."));
    m_typed->setPlaceholderText(tr("Type instead…"));
    m_typed->setAccessibleName(tr("Type instead of talking"));
    m_typed->setAccessibleDescription(tr("Enter sends the words to the assistant."));
    m_interrupt->setText(tr("Interrupt"));
    m_interrupt->setAccessibleName(m_interrupt->text());
    m_interrupt->setToolTip(tr("Stops the answer (Esc)"));
    m_interrupt->setAccessibleDescription(m_interrupt->toolTip());
    m_face->setAccessibleName(tr("Myna's face"));
    m_unfold->setText(tr("Conversation"));
    m_unfold->setAccessibleName(m_unfold->text());
    showState();
    showCaption();
}

void TalkPage::showState()
{
    const Trouble trouble = m_model.trouble();
    m_trouble->setTrouble(trouble.tone, trouble.text, repairText(trouble.repair), trouble.progress);
    m_hint->setText(m_model.hint());
    m_mode->setCurrent(int(m_model.mode()));
    m_interrupt->setEnabled(m_model.canInterrupt());
    m_talk->setActive(m_model.isMicrophoneOpen());
    m_talk->setMuted(m_model.isMuted());
    m_mute->setChecked(m_model.isMuted());
    m_mute->setToolTip(m_model.isMuted() ? tr("Unmute the microphone (M)") : tr("Mute the microphone (M)"));
    m_mute->setAccessibleDescription(m_mute->toolTip());
    m_talk->setAccessibleDescription(QString(m_model.hint()).remove(QStringLiteral("<b>")).remove(QStringLiteral("</b>")));
    m_face->setThinking(m_model.isThinking());
    m_face->setSpeaking(m_model.isSpeaking());
    m_face->setAccessibleDescription(m_model.emotion());
    m_link->setText(m_model.linkText());
}

void TalkPage::showCaption()
{
    const QString caption = m_model.caption();
    styleText(m_caption, caption.size() > longCaption ? TextKind::PageTitle : TextKind::Caption);
    m_caption->setWords(caption.size() > maxCaption ? caption.left(maxCaption - 1) + QChar(0x2026) : caption);
    const QString words = m_model.userWords();
    m_words->setText(
        words.isEmpty() ? QString() : tr("“%1”").arg(words.size() > maxCaption ? words.left(maxCaption - 1) + QChar(0x2026) : words));
    if (caption == m_spoken)
        return;
    m_spoken = caption;
    m_caption->setAccessibleName(caption);
    QAccessibleEvent event(m_caption, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    emit announced(caption);
}

void TalkPage::sendTyped()
{
    if (m_typed->text().trimmed().isEmpty())
        return;
    m_model.sendText(m_typed->text());
    m_typed->clear();
}

void TalkPage::keyPressEvent(QKeyEvent* event)
{
    const bool isOurs = event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_M || event->key() == Qt::Key_Space);
    if (!isOurs)
        QWidget::keyPressEvent(event);
    else if (event->isAutoRepeat())
        return;
    else if (event->key() == Qt::Key_M)
        m_model.mute().toggle();
    else
        holdSpace();
}

void TalkPage::holdSpace()
{
    if (!m_watching) {
        window()->installEventFilter(this);
        m_watching = true;
    }
    m_model.pushToTalk().press(PushToTalk::Source::Key);
}

void TalkPage::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space)
        QWidget::keyReleaseEvent(event);
    else if (!event->isAutoRepeat())
        m_model.pushToTalk().release(PushToTalk::Source::Key);
}

bool TalkPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::WindowDeactivate)
        m_model.pushToTalk().leaveWindow();
    return QWidget::eventFilter(watched, event);
}

void TalkPage::hideEvent(QHideEvent* event)
{
    m_model.pushToTalk().leaveWindow();
    QWidget::hideEvent(event);
}

QSize TalkPage::minimumSizeHint() const
{
    return { 760 - railWidth, 480 };
}

void TalkPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void TalkPage::place()
{
    const bool folded = width() + railWidth < foldWidth;
    if (folded != m_folded) {
        m_folded = folded;
        m_unfold->setChecked(false);
        m_unfold->setVisible(folded);
        m_panel->setVisible(!folded);
    }
    m_talk->setDiameter(height() < lowPage ? 92 : 116);
    const int main = folded ? width() : width() - panelWidth;
    m_main->setGeometry(0, 0, main, height());
    m_panel->setGeometry(width() - panelWidth, 0, panelWidth, height());
}

void TalkPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_talkpage.cpp"
