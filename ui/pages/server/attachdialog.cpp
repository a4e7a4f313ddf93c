// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/attachdialog.h"

#include "settings/fingerprintdialog.h"
#include "viewmodels/serverconsole.h"
#include "widgets/buttons.h"
#include "widgets/textrole.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using admin::AdminLink;
using viewmodels::ServerConsole;

namespace {
constexpr int fieldWidth = 340; // px
}

AttachDialog::AttachDialog(ServerConsole& console, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_console(console)
    , m_address(new QLineEdit(this))
    , m_token(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_compare(new QPushButton(tr("Compare the fingerprint"), this))
    , m_attach(new QPushButton(tr("Attach"), this))
{
    setWindowTitle(tr("Attach to another server"));
    auto* title = new QLabel(windowTitle(), this);
    auto* text = new QLabel(tr("Look after a server that runs on another computer. Set server.admin_token in its configuration and type "
                               "the same here; it is kept where your other secrets are."),
        this);
    styleText(title, TextKind::PageTitle);
    styleText(text, TextKind::Secondary);
    styleText(m_problem, TextKind::Secondary);
    for (QLabel* label : { text, m_problem }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_address->setPlaceholderText(u"desk.local:8003"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_address->setMaxLength(512);
    m_token->setMaxLength(512);
    auto* rows = new QFormLayout;
    rows->setHorizontalSpacing(space::l);
    rows->setVerticalSpacing(10);
    for (QLineEdit* field : { m_address, m_token })
        field->setMinimumSize(fieldWidth, hitTarget + 4);
    rows->addRow(tr("Address"), m_address);
    rows->addRow(tr("Token"), m_token);
    m_address->setAccessibleName(tr("Address"));
    m_token->setAccessibleName(tr("Token"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    styleButton(cancel, ButtonKind::Secondary);
    styleButton(m_attach, ButtonKind::Primary);
    styleButton(m_compare, ButtonKind::Secondary);
    m_attach->setDefault(true);
    m_compare->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_compare);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_attach);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, space::xl, 28, space::xl);
    column->setSpacing(space::m);
    column->addWidget(title);
    column->addWidget(text);
    column->addLayout(rows);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    m_problem->hide();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_attach, &QPushButton::clicked, this, &AttachDialog::attach);
    connect(m_compare, &QPushButton::clicked, this, [this, &theme] {
        auto* dialog = new FingerprintDialog(theme, { {}, m_console.placeName(), m_console.offeredFingerprint(), {} }, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, &m_console, &ServerConsole::believeCertificate);
        dialog->open();
    });
    connect(this, &QDialog::rejected, this, [this] {
        if (m_tried)
            m_console.detach();
    });
    connect(&console, &ServerConsole::changed, this, &AttachDialog::refresh);
    m_address->setFocus();
}

void AttachDialog::attach()
{
    m_tried = true;
    m_console.attach(m_address->text(), m_token->text());
}

void AttachDialog::refresh()
{
    if (!m_tried)
        return;
    const bool typedWrong = !m_console.attachError().isEmpty();
    if (!typedWrong && m_console.isRemote() && m_console.isConnected()) {
        accept();
        return;
    }
    const bool trying = !typedWrong && m_console.state() == AdminLink::State::Connecting;
    m_problem->setText(typedWrong ? m_console.attachError() : trying ? tr("Connecting…") : m_console.trouble());
    setTextRole(m_problem, trying ? u"secondary"_s : u"bad"_s);
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_compare->setVisible(!typedWrong && !m_console.offeredFingerprint().isEmpty());
    m_attach->setEnabled(!trying);
    adjustSize(); // for the sentence
}

}

#include "moc_attachdialog.cpp"
