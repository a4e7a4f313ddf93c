// SPDX-License-Identifier: GPL-3.0-or-later
#include "askwindow.h"

#include "widgets/buttons.h"
#include "widgets/progressring.h"
#include "widgets/railmark.h"

#include <QAccessible>
#include <QCloseEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace myna::ui {

namespace {
constexpr int windowWidth = 440; // px
constexpr int mostArguments = 8; // lines
}

AskWindow::AskWindow(const Theme& theme, viewmodels::ToolQuestion& model, QWidget* parent)
    : QWidget(parent, Qt::Window | Qt::CustomizeWindowHint | Qt::WindowTitleHint | Qt::WindowCloseButtonHint | Qt::WindowStaysOnTopHint)
    , m_theme(theme)
    , m_model(model)
    , m_who(new QLabel(this))
    , m_title(new QLabel(this))
    , m_name(new QLabel(this))
    , m_why(new QLabel(this))
    , m_waiting(new QLabel(this))
    , m_ring(new ProgressRing(theme, this))
    , m_no(new QPushButton(this))
    , m_once(new QPushButton(this))
    , m_always(new QPushButton(this))
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_QuitOnClose, false);
    setWindowIcon(mynaIcon(theme.palette()));
    build();
    connect(m_no, &QPushButton::clicked, this, [this] { m_model.answer(mcp::Answer::No); });
    connect(m_once, &QPushButton::clicked, this, [this] { m_model.answer(mcp::Answer::Once); });
    connect(m_always, &QPushButton::clicked, this, [this] { m_model.answer(mcp::Answer::Always); });
    connect(&model, &viewmodels::ToolQuestion::changed, this, &AskWindow::follow);
    connect(&model, &viewmodels::ToolQuestion::waitingChanged, this, &AskWindow::showWaiting);
    connect(&model, &viewmodels::ToolQuestion::armed, this, &AskWindow::arm);
    connect(&model, &viewmodels::ToolQuestion::ticked, this, &AskWindow::showTime);
    retranslate();
    follow();
}

void AskWindow::build()
{
    styleText(m_who, TextKind::Secondary);
    styleText(m_title, TextKind::PageTitle);
    styleText(m_name, TextKind::Mono);
    m_name->setProperty("textRole", QStringLiteral("secondary"));
    styleText(m_why, TextKind::Secondary);
    styleText(m_waiting, TextKind::Small);
    for (QLabel* label : { m_who, m_title, m_name, m_why, m_waiting }) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText); // nothing in it is ours
    }
    styleButton(m_no, ButtonKind::Primary);
    styleButton(m_once, ButtonKind::Secondary);
    styleButton(m_always, ButtonKind::Secondary);
    auto* words = new QVBoxLayout;
    words->setSpacing(space::xs);
    words->addWidget(m_who);
    words->addWidget(m_title);
    words->addWidget(m_name);
    words->addStretch();
    auto* head = new QHBoxLayout;
    head->setSpacing(space::l);
    head->addLayout(words, 1);
    head->addWidget(m_ring, 0, Qt::AlignTop);
    m_arguments = new QGridLayout;
    m_arguments->setHorizontalSpacing(space::m);
    m_arguments->setVerticalSpacing(space::xs);
    m_arguments->setColumnStretch(1, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_no, 1);
    row->addWidget(m_once, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addLayout(head);
    column->addLayout(m_arguments);
    column->addWidget(m_why);
    column->addLayout(row);
    column->addWidget(m_always);
    column->addWidget(m_waiting);
}

void AskWindow::follow()
{
    if (!m_model.isAsked()) {
        hide();
        return;
    }
    fill();
    place();
    m_no->setFocus(Qt::OtherFocusReason);
    show(); // above the others by its flags
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void AskWindow::fill()
{
    m_who->setText(m_model.who());
    m_title->setText(m_model.title());
    m_name->setText(m_model.name());
    m_why->setText(m_model.why());
    m_why->setVisible(!m_why->text().isEmpty());
    m_always->setText(m_model.alwaysText());
    setAccessibleName(m_model.who() + QLatin1Char(' ') + m_model.title());
    setAccessibleDescription(m_model.why());
    fillArguments();
    showWaiting();
    showTime();
    arm();
    setFixedSize(windowWidth, layout()->heightForWidth(windowWidth));
}

void AskWindow::fillArguments()
{
    while (QLayoutItem* item = m_arguments->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto lines = m_model.arguments();
    for (int i = 0; i < qMin(int(lines.size()), mostArguments); ++i) {
        auto* name = new QLabel(lines[i].first, this);
        auto* value = new QLabel(lines[i].second, this);
        styleText(name, TextKind::Secondary);
        styleText(value, TextKind::Body);
        for (QLabel* label : { name, value }) {
            label->setTextFormat(Qt::PlainText);
            label->setWordWrap(true);
        }
        m_arguments->addWidget(name, i, 0, Qt::AlignTop);
        m_arguments->addWidget(value, i, 1);
    }
    if (lines.size() > mostArguments) {
        auto* more = new QLabel(tr("and %n more", nullptr, int(lines.size()) - mostArguments), this);
        styleText(more, TextKind::Secondary);
        m_arguments->addWidget(more, mostArguments, 1);
    }
}

void AskWindow::showWaiting()
{
    m_waiting->setText(m_model.waiting() > 0 ? tr("%n more question(s) after this one", nullptr, m_model.waiting()) : QString());
    m_waiting->setVisible(m_model.waiting() > 0);
    if (m_model.isAsked())
        setFixedSize(windowWidth, layout()->heightForWidth(windowWidth));
}

void AskWindow::showTime()
{
    m_ring->setProgress(m_model.share());
    m_ring->setText(QString::number(m_model.secondsLeft()));
}

void AskWindow::arm()
{
    m_once->setEnabled(m_model.canAllow());
    m_always->setEnabled(m_model.canAllowAlways());
}

void AskWindow::place()
{
    const QScreen* at = QGuiApplication::primaryScreen();
    if (!at || isVisible())
        return;
    const QRect room = at->availableGeometry().adjusted(0, 0, -space::xl, -space::xxl);
    move(room.right() - width(), room.bottom() - height());
}

void AskWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        m_model.answer(mcp::Answer::No);
    else
        QWidget::keyPressEvent(event);
}

void AskWindow::closeEvent(QCloseEvent* event)
{
    event->ignore(); // it hides when the question is answered
    m_model.answer(mcp::Answer::No);
}

void AskWindow::retranslate()
{
    setWindowTitle(tr("Myna asks"));
    m_no->setText(tr("&No"));
    m_no->setToolTip(tr("Also Enter and Escape, and what happens without an answer"));
    m_once->setText(tr("&Yes, this time"));
    m_ring->setToolTip(tr("Seconds until it is a no"));
    if (m_model.isAsked())
        fill();
}

void AskWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_askwindow.cpp"
