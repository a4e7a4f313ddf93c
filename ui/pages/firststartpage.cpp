// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/firststartpage.h"

#include "pages/choicecard.h"
#include "widgets/buttons.h"
#include "widgets/faceview.h"
#include "widgets/scrollpage.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/textrole.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerChoices;

namespace {

constexpr int contentWidth = 960; // px
constexpr int largeFace = 136; // px
constexpr int smallFace = 88; // px, where the window is low
constexpr int lowWindow = 660; // px of height

enum Language { English, Chinese };

}

FirstStartPage::FirstStartPage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
    , m_content(new QWidget(this))
    , m_language(new SegmentedControl(this))
    , m_face(new FaceView(theme, m_content))
    , m_title(new QLabel(m_content))
    , m_text(new QLabel(m_content))
    , m_here(new ChoiceCard(theme, u"computer"_s, m_content))
    , m_official(new ChoiceCard(theme, u"globe"_s, m_content))
    , m_own(new ChoiceCard(theme, u"server"_s, m_content))
{
    m_address = makeAddress();
    m_language->addSegment(English, u"English"_s);
    m_language->addSegment(Chinese, u"中文"_s);
    m_face->setEmotion(u"happy"_s);
    m_own->setCheckable(true);
    styleText(m_title, TextKind::Caption);
    styleText(m_text, TextKind::Body);
    m_text->setProperty("textRole", u"secondary"_s);
    for (QLabel* label : { m_title, m_text }) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    auto* corner = new QHBoxLayout;
    corner->addStretch(1);
    corner->addWidget(m_language);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(space::l);
    for (ChoiceCard* card : { m_here, m_official, m_own })
        cards->addWidget(card, 1);
    auto* column = new QVBoxLayout(m_content);
    column->setSpacing(0);
    column->addLayout(corner);
    column->addStretch(1);
    column->addWidget(m_face, 0, Qt::AlignHCenter);
    column->addSpacing(space::l);
    column->addWidget(m_title);
    column->addSpacing(space::xs);
    column->addWidget(m_text);
    column->addSpacing(space::xl);
    column->addLayout(cards);
    column->addSpacing(space::l);
    column->addWidget(m_address);
    column->addStretch(2);
    setScrollPage(m_scroll, m_content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    connect(m_here, &ChoiceCard::clicked, this, [this] { emit chosen(ServerChoices::thisComputer()); });
    connect(m_official, &ChoiceCard::clicked, this, [this] { emit chosen(ServerChoices::official()); });
    connect(m_own, &ChoiceCard::clicked, this, &FirstStartPage::openAddress);
    connect(m_language, &SegmentedControl::chosen, this, [this](int id) { emit languageWanted(id == Chinese ? u"zh_CN"_s : u"en"_s); });
    setLanguage(u"en"_s);
    retranslate();
}

QWidget* FirstStartPage::makeAddress()
{
    auto* box = new QWidget(m_content);
    m_addressLabel = new QLabel(box);
    m_field = new QLineEdit(box);
    m_continue = new QPushButton(box);
    m_hint = new QLabel(box);
    styleText(m_addressLabel, TextKind::Heading);
    styleText(m_hint, TextKind::Secondary);
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(2 * QFontMetrics(fontFor(TextKind::Secondary)).lineSpacing()); // the page does not jump when it speaks
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_field->setMinimumHeight(hitTarget + 2);
    m_field->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_addressLabel->setBuddy(m_field);
    styleButton(m_continue, ButtonKind::Primary);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::m);
    row->addWidget(m_field, 1);
    row->addWidget(m_continue);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs + 2);
    column->addWidget(m_addressLabel);
    column->addLayout(row);
    column->addWidget(m_hint);
    box->hide();
    connect(m_field, &QLineEdit::textEdited, this, [this] { judge(false); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] { judge(true); });
    connect(m_continue, &QPushButton::clicked, this, [this] { judge(true); });
    return box;
}

void FirstStartPage::setLanguage(const QString& name)
{
    m_language->setCurrent(name.startsWith("zh"_L1) ? Chinese : English);
}

void FirstStartPage::askForAddress(const QString& current)
{
    m_field->setText(current);
    openAddress();
    judge(false);
}

void FirstStartPage::openAddress()
{
    m_own->setChecked(true);
    m_address->show();
    arrange();
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->selectAll();
    // Once the layout knows the new height.
    QTimer::singleShot(0, this, [this] { m_scroll->ensureWidgetVisible(m_address, 0, space::l); });
}

void FirstStartPage::judge(bool final)
{
    const auto url = ServerChoices::judge(m_field->text());
    if (url) {
        m_complained = false;
        setTextRole(m_hint, u"secondary"_s);
        const QString shown = url->toString();
        m_hint->setText(shown == m_field->text().trimmed() ? QString() : tr("Myna will ask %1").arg(shown.toHtmlEscaped()));
        if (final)
            emit chosen(ServerChoices::own(*url));
        return;
    }
    if (final)
        m_complained = true;
    setTextRole(m_hint, m_complained ? u"bad"_s : u"secondary"_s);
    m_hint->setText(m_complained ? url.error().text : QString());
    m_field->setAccessibleDescription(m_hint->text());
}

void FirstStartPage::retranslate()
{
    m_title->setText(tr("Welcome to Myna"));
    m_text->setText(tr("Choose the server that listens and answers. You can change it at any time."));
    m_here->setTexts(tr("Run a server on this computer"), tr("The built-in assistant listens, understands and answers right here."),
        tr("No account, no internet. Nothing you say leaves this computer."));
    m_here->setBadge(tr("Recommended"));
    m_official->setTexts(tr("Official service"), tr("The assistants of xiaozhi.me, with large language models and many voices."),
        tr("Needs the internet and an account at xiaozhi.me."));
    m_own->setTexts(tr("My own server"), tr("A server that you or somebody you know runs, at home or elsewhere."),
        tr("Needs the address of that server."));
    m_addressLabel->setText(tr("Address of the server"));
    m_field->setPlaceholderText(u"http://192.168.1.5:8003/xiaozhi/ota/"_s);
    m_continue->setText(tr("Continue"));
    m_language->setAccessibleName(tr("Language"));
    if (!m_address->isHidden())
        judge(false);
}

void FirstStartPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FirstStartPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void FirstStartPage::arrange()
{
    const int side = std::max(space::xl, (width() - contentWidth) / 2);
    m_content->layout()->setContentsMargins(side, space::l, side, space::l);
    const bool low = height() < lowWindow;
    const int face = low ? smallFace : largeFace;
    m_face->setVisible(!low || m_address->isHidden()); // the field is more important
    m_face->setFixedSize(face, face);
}

}

#include "moc_firststartpage.cpp"
