// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/connectiongroup.h"

#include "settings/fingerprintdialog.h"
#include "settings/servercardview.h"
#include "settings/serverdialog.h"
#include "widgets/buttons.h"
#include "widgets/flowlayout.h"
#include "widgets/icon.h"
#include "widgets/textrole.h"

#include <QEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerCard;
using viewmodels::ServersViewModel;

ConnectionGroup::ConnectionGroup(const Theme& theme, ServersViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_title(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_list(new QVBoxLayout)
    , m_notice(new QLabel(this))
    , m_add(new QPushButton(this))
    , m_import(new QPushButton(this))
    , m_export(new QPushButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto* heading = new QHBoxLayout;
    heading->setSpacing(space::s);
    heading->addWidget(new IconLabel(theme, u"link"_s, 18, &Palette::secondary, this));
    heading->addWidget(m_title, 1);
    column->addLayout(heading);
    column->addWidget(m_detail);
    m_list->setSpacing(space::m);
    column->addLayout(m_list);
    column->addWidget(m_notice);
    auto* buttons = new QWidget(this);
    auto* flow = new FlowLayout(space::s, buttons);
    for (QPushButton* button : { m_add, m_import, m_export }) {
        styleButton(button, ButtonKind::Secondary);
        flow->addWidget(button);
    }
    column->addWidget(buttons);
    styleText(m_title, TextKind::SectionTitle);
    styleText(m_detail, TextKind::Secondary);
    styleText(m_notice, TextKind::Secondary);
    for (QLabel* label : { m_detail, m_notice }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    connect(m_add, &QPushButton::clicked, this, &ConnectionGroup::add);
    connect(m_import, &QPushButton::clicked, this, &ConnectionGroup::chooseFileToImport);
    connect(m_export, &QPushButton::clicked, this, &ConnectionGroup::chooseFileToExport);
    connect(&model, &ServersViewModel::changed, this, &ConnectionGroup::showCards);
    connect(&model, &ServersViewModel::editWanted, this, &ConnectionGroup::edit);
    connect(&model, &ServersViewModel::comparisonWanted, this, &ConnectionGroup::compare);
    retranslate();
}

void ConnectionGroup::retranslate()
{
    m_title->setText(tr("Servers"));
    m_add->setText(tr("Add a server…"));
    m_import->setText(tr("Import…"));
    m_import->setToolTip(tr("A list of servers from Myna, py-xiaozhi's config.json, or a server's .config.yaml"));
    m_export->setText(tr("Export…"));
    m_export->setToolTip(tr("Writes the list without passwords, tokens and identities"));
    for (QPushButton* button : { m_add, m_import, m_export })
        button->setAccessibleName(button->text());
    for (ServerCardView* view : std::as_const(m_views))
        view->retranslate();
    showCards();
}

void ConnectionGroup::showCards()
{
    const QVector<ServerCard> cards = m_model.cards();
    while (m_views.size() > cards.size())
        m_views.takeLast()->deleteLater();
    while (m_views.size() < cards.size()) {
        auto* view = new ServerCardView(m_theme, this);
        joinCard(view);
        m_views.append(view);
        m_list->addWidget(view);
    }
    for (qsizetype i = 0; i < cards.size(); ++i) {
        if (m_views.at(i)->card() != cards.at(i))
            m_views.at(i)->show(cards.at(i));
    }
    const QString who = tr("Who answers you. Each server knows this computer under an identity of its own.");
    m_detail->setText(m_model.secretsPlace().isEmpty()
            ? who
            : tr("%1 The keys are kept %2.", "sentence · place of the secrets, such as: in your keychain")
                  .arg(who, m_model.secretsPlace()));
    m_notice->setText(m_model.notice());
    m_notice->setVisible(!m_model.notice().isEmpty());
    setTextRole(m_notice, m_model.noticeIsGood() ? u"secondary"_s : u"bad"_s);
}

void ConnectionGroup::joinCard(ServerCardView* view)
{
    connect(view, &ServerCardView::useWanted, this, [this, view] { m_model.use(view->card().id); });
    connect(view, &ServerCardView::testWanted, this, [this, view] { m_model.test(view->card().id); });
    connect(view, &ServerCardView::cancelWanted, &m_model, &ServersViewModel::cancelTest);
    connect(view, &ServerCardView::repairWanted, this, [this, view] { m_model.repair(view->card().id); });
    connect(view, &ServerCardView::editWanted, this, [this, view] { edit(view->card().id); });
    connect(view, &ServerCardView::duplicateWanted, this, [this, view] { m_model.duplicate(view->card().id); });
    connect(view, &ServerCardView::forgetPinWanted, this, [this, view] { m_model.forgetPin(view->card().id); });
    connect(view, &ServerCardView::newIdentityWanted, this, [this, view] {
        const ServerCard& card = view->card();
        askBefore(tr("New identity"), tr("Give this computer a new identity for %1?").arg(card.name),
            tr("The server then sees a new device and asks for a code. The old one stays in its list until you remove it there."),
            tr("New identity"), [this, id = card.id] { m_model.newIdentity(id); });
    });
    connect(view, &ServerCardView::removeWanted, this, [this, view] {
        const ServerCard& card = view->card();
        askBefore(tr("Remove the server"), tr("Remove %1 from the list?").arg(card.name),
            tr("This computer's identity for it goes too. If you add it again later, it asks for a code."), tr("Remove"),
            [this, id = card.id] { m_model.remove(id); });
    });
}

void ConnectionGroup::add()
{
    auto* dialog = new ServerDialog(m_model, {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ConnectionGroup::edit(const QString& id)
{
    auto* dialog = new ServerDialog(m_model, m_model.form(id), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ConnectionGroup::compare(const viewmodels::Comparison& comparison)
{
    auto* dialog = new FingerprintDialog(m_theme, comparison, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id = comparison.serverId] { m_model.acceptCertificate(id); });
    dialog->open();
}

void ConnectionGroup::askBefore(
    const QString& title, const QString& question, const QString& consequence, const QString& yes, const std::function<void()>& action)
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(title);
    box->setTextFormat(Qt::PlainText);
    box->setText(question);
    box->setInformativeText(consequence);
    QAbstractButton* agree = box->addButton(yes, QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep"), QMessageBox::RejectRole));
    connect(agree, &QAbstractButton::clicked, this, action);
    box->open();
}

void ConnectionGroup::chooseFileToImport()
{
    auto* dialog = new QFileDialog(this, tr("Import servers"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({ tr("Lists of servers (*.json *.yaml *.yml)"), tr("All files (*)") });
    connect(dialog, &QFileDialog::fileSelected, &m_model, &ServersViewModel::importFrom);
    dialog->open();
}

void ConnectionGroup::chooseFileToExport()
{
    auto* dialog = new QFileDialog(this, tr("Export servers"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"myna-servers.json"_s);
    connect(dialog, &QFileDialog::fileSelected, &m_model, &ServersViewModel::exportTo);
    dialog->open();
}

void ConnectionGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_connectiongroup.cpp"
