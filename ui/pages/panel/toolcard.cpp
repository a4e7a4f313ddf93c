// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/toolcard.h"

#include "pages/panel/toolform.h"
#include "viewmodels/toolsviewmodel.h"
#include "viewmodels/toolwords.h"
#include "widgets/busydots.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/pilllabel.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ToolExchange;
using viewmodels::ToolPlace;
using viewmodels::ToolsViewModel;

namespace {

constexpr int mostLines = 14; // of a text that is shown whole before it scrolls

QLabel* label(TextKind kind, QWidget* parent)
{
    auto* made = new QLabel(parent);
    styleText(made, kind);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    made->setFocusPolicy(Qt::NoFocus);
    return made;
}

QPlainTextEdit* reading(QWidget* parent)
{
    auto* text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setFont(fontFor(TextKind::Mono));
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setTabChangesFocus(true);
    return text;
}

// As high as its words, within reason.
void setWords(QPlainTextEdit* view, const QString& words)
{
    view->setPlainText(words);
    const int perLine = std::max(20, view->viewport()->width() / std::max(1, view->fontMetrics().averageCharWidth()));
    int lines = 0;
    for (const QString& line : words.split(u'\n'))
        lines += 1 + int(line.size()) / perLine;
    view->setFixedHeight(std::clamp(lines, 1, mostLines) * view->fontMetrics().lineSpacing() + 3 * space::m);
}

QString pretty(const QJsonDocument& json)
{
    return QString::fromUtf8(json.toJson(QJsonDocument::Indented)).trimmed();
}

QString pretty(const QJsonObject& object)
{
    return pretty(QJsonDocument(object));
}

// JSON in a text is easier to read with its lines; everything else stays as it was said.
QString readable(const QString& text)
{
    const QJsonDocument json = QJsonDocument::fromJson(text.toUtf8());
    return json.isNull() ? text : pretty(json);
}

}

ToolCard::ToolCard(ToolsViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
{
    build(theme);
    buildAnswer(theme);
    m_column->addStretch();
    connect(&model, &ToolsViewModel::chosenChanged, this, &ToolCard::showTool);
    connect(&model, &ToolsViewModel::changed, this, &ToolCard::showAnswer);
    connect(&model, &ToolsViewModel::refused, m_form, &ToolForm::showWrong);
    connect(m_form, &ToolForm::submitted, this, &ToolCard::call);
    connect(m_call, &QPushButton::clicked, this, &ToolCard::call);
    connect(m_copy, &QPushButton::clicked, this, &ToolCard::copy);
    connect(m_unfold, &QToolButton::toggled, m_raw, &QWidget::setVisible);
    connect(m_unfold, &QToolButton::toggled, this, [this](bool open) { m_unfold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow); });
    retranslate();
    showTool();
}

void ToolCard::build(const Theme& theme)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, space::s, space::xl);
    m_column->setSpacing(space::m);
    m_title = label(TextKind::BigTitle, this);
    m_name = label(TextKind::Mono, this);
    m_words = label(TextKind::Body, this);
    m_never = label(TextKind::Body, this);
    m_never->setProperty("textRole", u"bad"_s);
    auto* head = new QVBoxLayout;
    head->setSpacing(space::xs);
    head->addWidget(m_title);
    head->addWidget(m_name);
    m_column->addLayout(head);
    m_column->addWidget(m_words);
    m_column->addWidget(m_never);
    m_input = new Card(theme, this);
    m_form = new ToolForm(theme, m_input);
    m_noFields = label(TextKind::Secondary, m_input);
    m_call = new QPushButton(m_input);
    styleButton(m_call, ButtonKind::Primary);
    m_busy = new BusyDots(theme, m_input);
    auto* row = new QHBoxLayout;
    row->addWidget(m_call);
    row->addWidget(m_busy);
    row->addStretch();
    m_input->body()->setSpacing(space::l);
    m_input->body()->addWidget(m_form);
    m_input->body()->addWidget(m_noFields);
    m_input->body()->addLayout(row);
    m_column->addWidget(m_input);
}

void ToolCard::buildAnswer(const Theme& theme)
{
    m_answer = new Card(theme, this);
    m_outcome = new PillLabel(theme, m_answer);
    m_took = new QLabel(m_answer);
    styleText(m_took, TextKind::Secondary);
    m_copy = new QPushButton(m_answer);
    styleButton(m_copy, ButtonKind::Quiet);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    head->addWidget(m_outcome);
    head->addWidget(m_took);
    head->addStretch();
    head->addWidget(m_copy);
    m_text = reading(m_answer);
    m_unfold = new QToolButton(m_answer);
    m_unfold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_unfold->setArrowType(Qt::RightArrow);
    m_unfold->setCheckable(true);
    m_unfold->setAutoRaise(true);
    m_unfold->setMinimumHeight(hitTarget);
    m_raw = new QWidget(m_answer);
    auto* raw = new QVBoxLayout(m_raw);
    raw->setContentsMargins(0, 0, 0, 0);
    raw->setSpacing(space::xs);
    m_sentTitle = new QLabel(m_raw);
    m_receivedTitle = new QLabel(m_raw);
    styleText(m_sentTitle, TextKind::Secondary);
    styleText(m_receivedTitle, TextKind::Secondary);
    m_sent = reading(m_raw);
    m_received = reading(m_raw);
    raw->addWidget(m_sentTitle);
    raw->addWidget(m_sent);
    raw->addSpacing(space::s);
    raw->addWidget(m_receivedTitle);
    raw->addWidget(m_received);
    m_raw->hide();
    m_answer->body()->setSpacing(space::s);
    m_answer->body()->addLayout(head);
    m_answer->body()->addWidget(m_text);
    m_answer->body()->addWidget(m_unfold, 0, Qt::AlignLeft);
    m_answer->body()->addWidget(m_raw);
    m_column->addWidget(m_answer);
}

void ToolCard::setExtra(QWidget* extra)
{
    extra->setParent(this);
    m_column->insertWidget(m_column->indexOf(m_input), extra);
}

void ToolCard::showTool()
{
    const ToolPlace::Offer* offer = m_model.chosen();
    if (!offer)
        return;
    m_title->setText(viewmodels::titleOfTool(offer->spec));
    m_name->setText(offer->spec.name);
    m_words->setText(viewmodels::wordsOfTool(offer->spec));
    m_words->setVisible(!m_words->text().isEmpty());
    m_never->setVisible(!offer->allowed);
    const auto fields = m_model.fields();
    m_form->setFields(fields);
    m_noFields->setVisible(fields.isEmpty());
    showAnswer();
}

void ToolCard::showAnswer()
{
    const bool usable = !m_model.isCalling() && m_model.chosen();
    // A button that is disabled hands the keyboard on, here to what decides about the tool.
    if (!usable && window()->focusWidget() == m_call) {
        m_call->clearFocus();
        m_callHadFocus = true;
    }
    m_call->setEnabled(usable);
    if (usable && std::exchange(m_callHadFocus, false) && !window()->focusWidget())
        m_call->setFocus(Qt::OtherFocusReason);
    m_busy->setVisible(m_model.isCalling());
    const ToolExchange* exchange = m_model.exchange();
    m_answer->setVisible(exchange);
    if (!exchange)
        return;
    m_outcome->setState(exchange->failed ? Tone::Bad : Tone::Good, exchange->failed ? tr("did not work") : tr("done"));
    m_took->setText(tr("%1 ms", "duration").arg(QLocale().toString(exchange->ms)));
    setWords(m_text, exchange->text.isEmpty() ? tr("It said nothing.") : readable(exchange->text));
    setWords(m_sent, pretty(exchange->sent));
    setWords(m_received, exchange->received.isEmpty() ? tr("Nothing came back.") : pretty(exchange->received));
}

void ToolCard::call()
{
    m_form->showWrong({});
    m_model.call(m_form->typed());
}

void ToolCard::copy()
{
    if (const ToolExchange* exchange = m_model.exchange())
        QGuiApplication::clipboard()->setText(pretty(exchange->sent) + u"\n\n"_s + pretty(exchange->received) + u'\n');
}

void ToolCard::retranslate()
{
    m_never->setText(tr("You decided that this is never allowed. A call by hand is refused, too."));
    m_noFields->setText(tr("It needs nothing from you."));
    m_call->setText(tr("Call it"));
    m_copy->setText(tr("Copy the exchange"));
    m_unfold->setText(tr("As it went over the wire"));
    m_sentTitle->setText(tr("Sent"));
    m_receivedTitle->setText(tr("Received"));
    m_text->setAccessibleName(tr("What the tool said"));
    m_sent->setAccessibleName(m_sentTitle->text());
    m_received->setAccessibleName(m_receivedTitle->text());
    showAnswer();
}

void ToolCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_toolcard.cpp"
