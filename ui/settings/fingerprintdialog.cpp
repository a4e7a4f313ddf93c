// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/fingerprintdialog.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

namespace {

constexpr int textWidth = 440; // px
constexpr int pairsInLine = 8;

QLabel* sentence(QWidget* parent, const QString& text, TextKind kind = TextKind::Body)
{
    auto* label = new QLabel(text, parent);
    styleText(label, kind);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(textWidth);
    return label;
}

QWidget* fingerprintBox(const Theme& theme, const QString& title, const QString& fingerprint, QWidget* parent)
{
    auto* card = new Card(theme, parent);
    card->setLook(Card::Look::Sunken);
    auto* heading = sentence(card, title, TextKind::Secondary);
    auto* digits = sentence(card, FingerprintDialog::inLines(fingerprint), TextKind::Mono);
    digits->setWordWrap(false);
    digits->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    digits->setAccessibleName(title);
    digits->setAccessibleDescription(fingerprint);
    card->body()->addWidget(heading);
    card->body()->addWidget(digits);
    return card;
}

}

FingerprintDialog::FingerprintDialog(const Theme& theme, const viewmodels::Comparison& comparison, QWidget* parent)
    : QDialog(parent)
{
    const bool changed = !comparison.before.isEmpty();
    setWindowTitle(changed ? tr("The certificate has changed") : tr("Compare the fingerprint"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, space::xl, 28, space::xl);
    column->setSpacing(space::l);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    head->addWidget(new IconLabel(theme, changed ? u"warning"_s : u"lock"_s, 26, changed ? &Palette::badText : &Palette::accentText, this));
    auto* title = new QLabel(comparison.serverName, this);
    title->setTextFormat(Qt::PlainText);
    styleText(title, TextKind::PageTitle);
    head->addWidget(title, 1);
    column->addLayout(head);
    column->addWidget(sentence(this,
        changed ? tr("This server shows another certificate than the one you accepted. Unless somebody has renewed it, someone may be "
                     "listening in between: do not go on then.")
                : tr("Nobody but the server itself vouches for its certificate. Compare it with the one shown on the server.")));
    column->addWidget(fingerprintBox(theme, tr("The server shows this fingerprint (SHA-256):"), comparison.shown, this));
    if (changed)
        column->addWidget(fingerprintBox(theme, tr("The one you accepted:"), comparison.before, this));
    column->addWidget(
        sentence(this, tr("On the server: openssl x509 -in certificate.pem -noout -fingerprint -sha256"), TextKind::Secondary));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    auto* differ = new QPushButton(tr("They differ"), this);
    auto* same = new QPushButton(tr("They are the same"), this);
    styleButton(differ, ButtonKind::Secondary);
    styleButton(same, changed ? ButtonKind::Danger : ButtonKind::Primary);
    differ->setDefault(true); // a hasty Return must not accept
    buttons->addStretch();
    buttons->addWidget(differ);
    buttons->addWidget(same);
    column->addLayout(buttons);
    connect(differ, &QPushButton::clicked, this, &QDialog::reject);
    connect(same, &QPushButton::clicked, this, &QDialog::accept);
}

QString FingerprintDialog::inLines(const QString& fingerprint)
{
    const QStringList pairs = fingerprint.split(u':');
    QStringList lines;
    for (qsizetype at = 0; at < pairs.size(); at += pairsInLine)
        lines.append(pairs.mid(at, pairsInLine).join(u' '));
    return lines.join(u'\n');
}

}

#include "moc_fingerprintdialog.cpp"
