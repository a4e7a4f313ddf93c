// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/addresscard.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/qrview.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QFrame>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

namespace {

constexpr std::chrono::seconds copiedShown { 2 };
constexpr int qrSide = 208; // px

}

AddressCard::AddressCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_card(new Card(theme, this))
    , m_title(new QLabel(m_card))
    , m_field(new QLineEdit(m_card))
    , m_copy(new QPushButton(m_card))
    , m_qr(new QPushButton(m_card))
    , m_reachLabel(new QLabel(m_card))
    , m_list(new QVBoxLayout)
{
    styleText(m_title, TextKind::Heading);
    styleText(m_reachLabel, TextKind::Secondary);
    m_reachLabel->setWordWrap(true);
    m_field->setReadOnly(true);
    m_field->setFont(fontFor(TextKind::Mono));
    m_field->setMinimumHeight(hitTarget + 2);
    styleButton(m_copy, ButtonKind::Secondary);
    styleButton(m_qr, ButtonKind::Secondary);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::m);
    row->addWidget(m_field, 1);
    row->addWidget(m_copy);
    row->addWidget(m_qr);
    m_list->setSpacing(0);
    QVBoxLayout* body = m_card->body();
    body->addWidget(m_title);
    body->addLayout(row);
    body->addWidget(m_reachLabel);
    body->addLayout(m_list);
    body->addStretch(1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_card);
    m_copiedTimer.setSingleShot(true);
    m_copiedTimer.setInterval(copiedShown);
    connect(&m_copiedTimer, &QTimer::timeout, this, [this] {
        m_copied = nullptr;
        retranslate();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { copy(m_ota, m_copy); });
    connect(m_qr, &QPushButton::clicked, this, &AddressCard::showQr);
    retranslate();
}

void AddressCard::setAddresses(const QString& ota, const QStringList& onEveryNetwork, const QString& reach)
{
    m_reach = reach;
    m_reachLabel->setText(reach);
    m_field->setText(ota);
    m_field->setCursorPosition(0);
    m_ota = ota;
    QStringList others = onEveryNetwork;
    others.removeAll(ota);
    if (others == m_others)
        return;
    m_others = others;
    listOthers();
}

void AddressCard::listOthers()
{
    m_copied = nullptr;
    while (QLayoutItem* item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString& address : std::as_const(m_others)) {
        auto* line = new QWidget(m_card);
        auto* text = new QLabel(address, line);
        styleText(text, TextKind::Mono);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setTextFormat(Qt::PlainText);
        auto* button = new QPushButton(line);
        styleButton(button, ButtonKind::Link);
        button->setProperty("copies", address);
        connect(button, &QPushButton::clicked, this, [this, address, button] { copy(address, button); });
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(text);
        row->addWidget(button);
        row->addStretch(1);
        m_list->addWidget(line);
    }
    retranslate();
}

void AddressCard::copy(const QString& address, QPushButton* button)
{
    QGuiApplication::clipboard()->setText(address);
    m_copied = button;
    m_copiedTimer.start();
    retranslate();
}

// A popup: a click beside it or Escape closes it, and it is gone.
void AddressCard::showQr()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    auto* code = new QrView(m_theme, popup);
    code->setFixedSize(qrSide, qrSide);
    code->setText(m_ota);
    code->setAccessibleName(tr("QR code with %1").arg(m_ota));
    auto* text = new QLabel(tr("Scan to copy the address to a phone"), popup);
    styleText(text, TextKind::Secondary);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    auto* column = new QVBoxLayout(popup);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->addWidget(code, 0, Qt::AlignHCenter);
    column->addWidget(text);
    popup->adjustSize();
    const QPoint below = m_qr->mapToGlobal(QPoint(m_qr->width() - popup->width(), m_qr->height() + space::s));
    const QRect room = m_qr->screen()->availableGeometry();
    popup->move(std::clamp(below.x(), room.left(), std::max(room.left(), room.right() - popup->width())),
        std::min(below.y(), room.bottom() - popup->height()));
    popup->show();
}

void AddressCard::retranslate()
{
    m_title->setText(tr("Point your devices here"));
    m_field->setAccessibleName(tr("Address for devices"));
    m_qr->setText(tr("QR"));
    m_qr->setAccessibleName(tr("Show as QR code"));
    m_copy->setText(m_copied == m_copy ? tr("Copied") : tr("Copy"));
    for (QPushButton* button : m_card->findChildren<QPushButton*>()) {
        const QString address = button->property("copies").toString();
        if (address.isEmpty())
            continue;
        button->setText(m_copied == button ? tr("Copied") : tr("Copy"));
        button->setAccessibleName(tr("Copy %1").arg(address));
    }
}

void AddressCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_addresscard.cpp"
