// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/codepanel.h"

#include "pairing/codetiles.h"
#include "viewmodels/pairingviewmodel.h"
#include "widgets/buttons.h"
#include "widgets/flowlayout.h"
#include "widgets/progressring.h"
#include "widgets/qrview.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

#include <chrono>

namespace myna::ui {

namespace {

constexpr std::chrono::seconds copiedShown { 2 };
constexpr int qrSide = 112; // px
constexpr int countdownWidth = 148; // px

}

CodePanel::CodePanel(viewmodels::PairingViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_tiles(new CodeTiles(theme, this))
    , m_notice(new QLabel(this))
{
    styleText(m_title, TextKind::BigTitle);
    styleText(m_text, TextKind::Body);
    m_text->setProperty("textRole", QStringLiteral("secondary"));
    styleText(m_notice, TextKind::Body);
    m_notice->setProperty("textRole", QStringLiteral("bad"));
    for (QLabel* label : { m_title, m_text, m_notice })
        label->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addSpacing(space::xs);
    column->addWidget(m_text);
    column->addSpacing(space::xl);
    column->addWidget(m_tiles);
    column->addSpacing(space::l);
    column->addWidget(makeButtons());
    column->addSpacing(space::m);
    column->addWidget(m_notice);
    column->addStretch(1);
    column->addSpacing(space::l);
    column->addWidget(makeFoot());
    m_copiedTimer.setSingleShot(true);
    m_copiedTimer.setInterval(copiedShown);
    connect(&m_copiedTimer, &QTimer::timeout, this, &CodePanel::retranslate);
    connect(m_tiles, &CodeTiles::copyWanted, this, &CodePanel::copy);
    refresh();
}

QWidget* CodePanel::makeButtons()
{
    auto* box = new QWidget(this);
    auto* row = new FlowLayout(space::s + 2, box);
    m_main = new QPushButton(box);
    m_copy = new QPushButton(box);
    m_hear = new QPushButton(box);
    m_new = new QPushButton(box);
    for (QPushButton* button : { m_main, m_copy, m_hear, m_new })
        row->addWidget(button);
    styleButton(m_main, ButtonKind::Primary);
    styleButton(m_hear, ButtonKind::Secondary);
    styleButton(m_new, ButtonKind::Secondary);
    connect(m_main, &QPushButton::clicked, this, [this] { m_model.onThisComputer() ? m_model.approveHere() : m_model.openConsole(); });
    connect(m_copy, &QPushButton::clicked, this, &CodePanel::copy);
    connect(m_hear, &QPushButton::clicked, &m_model, &viewmodels::PairingViewModel::hearCode);
    connect(m_new, &QPushButton::clicked, &m_model, &viewmodels::PairingViewModel::requestNewCode);
    return box;
}

QWidget* CodePanel::makeFoot()
{
    auto* foot = new QWidget(this);
    m_scan = new QWidget(foot);
    m_qr = new QrView(m_theme, m_scan);
    m_qr->setFixedSize(qrSide, qrSide);
    m_scanTitle = new QLabel(m_scan);
    m_scanText = new QLabel(m_scan);
    styleText(m_scanTitle, TextKind::Heading);
    styleText(m_scanText, TextKind::Secondary);
    m_scanTitle->setWordWrap(true);
    m_scanText->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(space::xs);
    words->addStretch(1);
    words->addWidget(m_scanTitle);
    words->addWidget(m_scanText);
    words->addStretch(1);
    auto* scan = new QHBoxLayout(m_scan);
    scan->setContentsMargins(0, 0, 0, 0);
    scan->setSpacing(space::l + space::xs);
    scan->addWidget(m_qr);
    scan->addLayout(words, 1);

    m_countdown = new QWidget(foot);
    m_countdown->setFixedWidth(countdownWidth);
    m_ring = new ProgressRing(m_theme, m_countdown);
    m_attempt = new QLabel(m_countdown);
    styleText(m_attempt, TextKind::Secondary);
    m_attempt->setWordWrap(true);
    m_attempt->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* count = new QVBoxLayout(m_countdown);
    count->setContentsMargins(0, 0, 0, 0);
    count->setSpacing(space::s);
    count->addStretch(1);
    count->addWidget(m_ring, 0, Qt::AlignHCenter);
    count->addWidget(m_attempt);

    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::l);
    row->addWidget(m_scan, 1);
    row->addStretch(0);
    row->addWidget(m_countdown, 0, Qt::AlignRight);
    return foot;
}

void CodePanel::refresh()
{
    m_title->setText(m_model.title());
    m_text->setText(m_model.explanation());
    m_tiles->setCode(m_model.code(), m_model.spelledCode());
    const bool here = m_model.onThisComputer();
    const bool hasConsole = !m_model.console().isEmpty();
    m_main->setVisible(here || hasConsole);
    m_main->setEnabled(!m_model.approving());
    styleButton(m_copy, here || hasConsole ? ButtonKind::Secondary : ButtonKind::Primary); // there is always one main button
    m_notice->setText(m_model.notice());
    m_notice->setVisible(!m_model.notice().isEmpty());
    m_scan->setVisible(hasConsole && !here);
    m_qr->setText(hasConsole && !here ? m_model.console().toString(QUrl::FullyEncoded) : QString());
    retranslate();
    refreshCountdown();
}

void CodePanel::refreshCountdown()
{
    m_countdown->setVisible(m_model.countdownVisible());
    m_ring->setProgress(m_model.countdownFraction());
    m_ring->setText(m_model.countdownText());
    m_attempt->setText(m_model.attemptText());
    m_ring->setAccessibleName(tr("Time left"));
    m_ring->setAccessibleDescription(m_model.countdownText());
}

void CodePanel::focusMain()
{
    (m_main->isVisibleTo(this) ? m_main : m_copy)->setFocus(Qt::OtherFocusReason);
}

void CodePanel::copy()
{
    QGuiApplication::clipboard()->setText(m_model.code());
    m_copiedTimer.start();
    retranslate();
}

void CodePanel::retranslate()
{
    if (m_model.onThisComputer())
        m_main->setText(m_model.approving() ? tr("Approving…") : tr("Approve on this computer"));
    else
        m_main->setText(tr("Open console"));
    m_copy->setText(m_copiedTimer.isActive() ? tr("Copied") : tr("Copy"));
    m_copy->setAccessibleDescription(tr("Copies the activation code"));
    m_hear->setText(tr("Hear it"));
    m_hear->setAccessibleDescription(tr("Speaks the code digit by digit"));
    m_new->setText(tr("New code"));
    m_scanTitle->setText(tr("Or scan with your phone"));
    m_scanText->setText(tr("The link opens the console of the server that issued this code, not another one."));
    m_qr->setAccessibleName(tr("QR code with the address of the console"));
}

}

#include "moc_codepanel.cpp"
