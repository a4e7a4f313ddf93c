// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/servercardview.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/elidedlabel.h"
#include "widgets/flowlayout.h"
#include "widgets/icon.h"
#include "widgets/pilllabel.h"
#include "widgets/textrole.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace myna::ui {

using servers::ProbeState;
using viewmodels::ServerCard;
using viewmodels::TestLine;

namespace {

Tone toneOf(ProbeState state)
{
    switch (state) {
    case ProbeState::Waiting:
    case ProbeState::Skipped:
        return Tone::Neutral;
    case ProbeState::Running:
        return Tone::Busy;
    case ProbeState::Passed:
        return Tone::Good;
    case ProbeState::Notable:
        return Tone::Warning;
    case ProbeState::Failed:
        return Tone::Bad;
    }
    return Tone::Neutral;
}

void paintText(QLabel* label, Tone tone)
{
    const char* role = tone == Tone::Bad ? "bad" : tone == Tone::Good ? "good" : tone == Tone::Warning ? "warning" : "secondary";
    setTextRole(label, QLatin1String(role));
}

QLabel* plainLabel(QWidget* parent, TextKind kind)
{
    auto* label = new QLabel(parent);
    styleText(label, kind);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}

ServerCardView::ServerCardView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_card(new Card(theme, this))
    , m_icon(new IconLabel(theme, QStringLiteral("server"), 22, &Palette::secondary, this))
    , m_name(plainLabel(this, TextKind::Heading))
    , m_address(new ElidedLabel(this))
    , m_state(new PillLabel(theme, this))
    , m_identity(plainLabel(this, TextKind::Small))
    , m_notice(plainLabel(this, TextKind::Secondary))
    , m_chips(new QWidget(this))
    , m_chipFlow(new FlowLayout(6, m_chips))
    , m_outcome(new QWidget(this))
    , m_verdict(plainLabel(m_outcome, TextKind::Secondary))
    , m_repair(new QPushButton(m_outcome))
    , m_remarks(plainLabel(this, TextKind::Secondary))
    , m_use(new QPushButton(this))
    , m_test(new QPushButton(this))
    , m_more(new QToolButton(this))
    , m_menu(new QMenu(this))
    , m_edit(m_menu->addAction(QString()))
    , m_duplicate(m_menu->addAction(QString()))
    , m_newIdentity(m_menu->addAction(QString()))
    , m_forgetPin(m_menu->addAction(QString()))
    , m_remove(m_menu->addAction(QString()))
{
    build();
    connect(m_use, &QPushButton::clicked, this, &ServerCardView::useWanted);
    connect(m_test, &QPushButton::clicked, this, [this] { m_shown.testing ? emit cancelWanted() : emit testWanted(); });
    connect(m_repair, &QPushButton::clicked, this, &ServerCardView::repairWanted);
    connect(m_more, &QToolButton::clicked, this, [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(m_edit, &QAction::triggered, this, &ServerCardView::editWanted);
    connect(m_duplicate, &QAction::triggered, this, &ServerCardView::duplicateWanted);
    connect(m_newIdentity, &QAction::triggered, this, &ServerCardView::newIdentityWanted);
    connect(m_forgetPin, &QAction::triggered, this, &ServerCardView::forgetPinWanted);
    connect(m_remove, &QAction::triggered, this, &ServerCardView::removeWanted);
    retranslate();
}

void ServerCardView::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_card);
    styleText(m_address, TextKind::Secondary);
    m_address->setProperty("textRole", QStringLiteral("secondary"));
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(m_name);
    names->addWidget(m_address);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    head->addWidget(m_icon, 0, Qt::AlignVCenter);
    head->addLayout(names, 1);
    head->addWidget(m_state, 0, Qt::AlignVCenter);
    head->addWidget(m_more, 0, Qt::AlignVCenter);
    m_card->body()->addLayout(head);
    m_card->body()->addWidget(m_notice);
    m_card->body()->addWidget(m_chips);
    auto* outcome = new QHBoxLayout(m_outcome);
    outcome->setContentsMargins(0, 0, 0, 0);
    outcome->setSpacing(space::m);
    outcome->addWidget(m_verdict, 1);
    outcome->addWidget(m_repair, 0, Qt::AlignTop);
    m_card->body()->addWidget(m_outcome);
    m_card->body()->addWidget(m_remarks);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(space::s);
    foot->addWidget(m_identity, 1, Qt::AlignVCenter);
    foot->addWidget(m_test);
    foot->addWidget(m_use);
    m_card->body()->addLayout(foot);
    paintText(m_notice, Tone::Warning);
    paintText(m_remarks, Tone::Neutral);
    paintText(m_identity, Tone::Neutral);
    m_identity->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_more->setText(QStringLiteral("⋯"));
    styleButton(m_more, ButtonKind::Quiet);
    m_more->setFont(fontFor(TextKind::PageTitle));
    styleButton(m_repair, ButtonKind::Secondary);
    styleButton(m_use, ButtonKind::Secondary);
    styleButton(m_test, ButtonKind::Quiet);
}

void ServerCardView::show(const ServerCard& card)
{
    m_shown = card;
    m_icon->setIcon(card.icon, card.chosen ? &Palette::accentText : &Palette::secondary);
    m_name->setText(card.name);
    m_address->setWords(card.address);
    m_state->setVisible(card.chosen && !card.state.isEmpty());
    m_state->setState(card.tone, card.state);
    m_notice->setText(card.notice);
    m_notice->setVisible(!card.notice.isEmpty());
    QString known = card.identity.isEmpty() ? tr("Gets an identity of its own when it is used for the first time.")
                                            : tr("Knows this computer as %1").arg(card.identity);
    if (card.pinned)
        known = tr("%1 · certificate compared by you").arg(known);
    m_identity->setText(known);
    m_card->setLook(card.chosen ? Card::Look::Chosen : Card::Look::Plain);
    m_card->setAccessibleName(card.name);
    m_card->setAccessibleDescription(card.chosen ? tr("In use. %1").arg(card.state) : card.address);
    showTest();
    showActions();
}

void ServerCardView::showTest()
{
    const ServerCard& card = m_shown;
    while (m_chip.size() < card.test.size()) {
        m_chip.append(new PillLabel(m_theme, m_chips));
        m_chipFlow->addWidget(m_chip.last());
    }
    QStringList remarks;
    for (qsizetype i = 0; i < m_chip.size(); ++i) {
        const bool used = i < card.test.size();
        m_chip.at(i)->setVisible(used);
        if (!used)
            continue;
        const TestLine& line = card.test.at(i);
        m_chip.at(i)->setState(toneOf(line.state), line.time.isEmpty() ? line.name : QStringLiteral("%1 · %2").arg(line.name, line.time));
        m_chip.at(i)->setToolTip(line.text);
        m_chip.at(i)->setAccessibleDescription(line.text);
        if (line.state == ProbeState::Notable && line.text != card.verdict)
            remarks.append(line.text);
    }
    m_chips->setVisible(!card.test.isEmpty());
    m_verdict->setText(card.verdict);
    m_verdict->setAccessibleName(card.verdict);
    paintText(m_verdict, card.verdictTone);
    m_repair->setText(card.repair);
    m_repair->setAccessibleName(card.repair);
    m_repair->setVisible(!card.repair.isEmpty());
    m_outcome->setVisible(!card.verdict.isEmpty());
    m_remarks->setText(remarks.join(QLatin1Char('\n')));
    m_remarks->setVisible(!card.testing && !remarks.isEmpty());
    m_chips->updateGeometry();
}

void ServerCardView::showActions()
{
    m_test->setText(m_shown.testing ? tr("Cancel") : tr("Test"));
    m_test->setAccessibleName(m_shown.testing ? tr("Cancel the test of %1").arg(m_shown.name) : tr("Test %1").arg(m_shown.name));
    m_use->setText(m_shown.chosen ? tr("Pair again") : tr("Use this server"));
    m_use->setAccessibleName(m_shown.chosen ? tr("Pair again with %1").arg(m_shown.name) : tr("Use %1").arg(m_shown.name));
    m_edit->setVisible(m_shown.editable);
    m_forgetPin->setVisible(m_shown.pinned);
    m_remove->setVisible(m_shown.removable);
    m_remove->setEnabled(!m_shown.chosen);
    m_duplicate->setVisible(m_shown.editable);
}

void ServerCardView::retranslate()
{
    m_edit->setText(tr("Change…"));
    m_duplicate->setText(tr("Duplicate with another identity"));
    m_newIdentity->setText(tr("New identity…"));
    m_forgetPin->setText(tr("Forget the certificate"));
    m_remove->setText(tr("Remove…"));
    m_more->setAccessibleName(tr("More for this server"));
    m_more->setToolTip(m_more->accessibleName());
    if (!m_shown.id.isEmpty())
        show(viewmodels::ServerCard(m_shown));
}

}

#include "moc_servercardview.cpp"
