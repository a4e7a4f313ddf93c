// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/activationcard.h"

#include "viewmodels/activationlistmodel.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/elidedlabel.h"
#include "widgets/flowlayout.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ActivationListModel;

namespace {

// "482 913": easier to compare with what a device says.
QString grouped(const QString& code)
{
    if (code.size() != 6)
        return code;
    return code.left(3) + QChar(QChar::Nbsp) + code.mid(3);
}

}

ActivationCard::ActivationCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_card(new Card(theme, this))
    , m_title(new QLabel(m_card))
    , m_codeLabel(new QLabel(m_card))
    , m_who(new ElidedLabel(m_card))
    , m_approve(new QPushButton(m_card))
    , m_refuse(new QPushButton(m_card))
{
    m_card->setLook(Card::Look::Attention);
    styleText(m_title, TextKind::Heading);
    styleText(m_codeLabel, TextKind::Mono);
    styleText(m_who, TextKind::Secondary);
    QFont code = fontFor(TextKind::Mono);
    code.setPointSizeF(code.pointSizeF() * 1.15);
    code.setWeight(QFont::Bold);
    m_codeLabel->setFont(code);
    m_codeLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setWordWrap(true);
    styleButton(m_approve, ButtonKind::Primary);
    styleButton(m_refuse, ButtonKind::Secondary);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    head->addWidget(m_title, 1);
    head->addWidget(m_codeLabel, 0, Qt::AlignTop);
    auto* buttons = new FlowLayout(space::s);
    buttons->addWidget(m_approve);
    buttons->addWidget(m_refuse);
    m_card->body()->addLayout(head);
    m_card->body()->addWidget(m_who);
    m_card->body()->addSpacing(space::xs);
    m_card->body()->addLayout(buttons);
    m_card->body()->addStretch(1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_card);
    connect(m_approve, &QPushButton::clicked, this, [this] { emit approveWanted(m_code); });
    connect(m_refuse, &QPushButton::clicked, this, [this] { emit refuseWanted(m_code); });
    retranslate();
}

void ActivationCard::setRequest(const QModelIndex& index)
{
    m_code = index.data(ActivationListModel::CodeRole).toString();
    m_codeLabel->setText(grouped(m_code));
    m_codeLabel->setAccessibleName(index.data(ActivationListModel::SpelledCodeRole).toString());
    const QString board = index.data(ActivationListModel::BoardRole).toString();
    const QString id = index.data(ActivationListModel::DeviceIdRole).toString();
    m_who->setWords(board.isEmpty() ? id : u"%1 · %2"_s.arg(board, id));
    retranslate();
}

void ActivationCard::retranslate()
{
    m_title->setText(tr("A new device asks to join"));
    m_approve->setText(tr("Approve"));
    m_refuse->setText(tr("Refuse"));
    const QString spelled = m_codeLabel->accessibleName();
    m_approve->setAccessibleDescription(tr("Lets the device with the code %1 join").arg(spelled));
    m_refuse->setAccessibleDescription(tr("Turns the device with the code %1 away").arg(spelled));
}

void ActivationCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}

#include "moc_activationcard.cpp"
