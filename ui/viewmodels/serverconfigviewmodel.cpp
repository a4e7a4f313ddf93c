// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverconfigviewmodel.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminAnswer;
using admin::AdminLink;
using admin::Change;
using admin::Finding;

ServerConfigViewModel::ServerConfigViewModel(AdminLink& link, std::chrono::milliseconds settle, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settle);
    connect(&m_settle, &QTimer::timeout, this, &ServerConfigViewModel::check);
    connect(&link, &AdminLink::stateChanged, this, [this] {
        if (m_link.state() == AdminLink::State::Off)
            forgetAll();
        else if (m_link.state() == AdminLink::State::Connected && !isChanged())
            reload();
    });
    connect(&link, &AdminLink::happened, this, [this](const QString& event, const QJsonValue& data) {
        if (event == u"config")
            onConfigEvent(data.toObject());
    });
}

bool ServerConfigViewModel::canApply() const
{
    const bool wrong = std::ranges::any_of(m_findings, [](const Finding& finding) { return finding.severity == Finding::Severity::Error; });
    return isChanged() && !isChecking() && !m_applying && !wrong && !m_conflict && m_link.state() == AdminLink::State::Connected;
}

QString ServerConfigViewModel::findingsText() const
{
    const auto count = [this](Finding::Severity severity) { return int(std::ranges::count(m_findings, severity, &Finding::severity)); };
    QStringList parts;
    if (const int errors = count(Finding::Severity::Error))
        parts.append(tr("%n error(s)", nullptr, errors));
    if (const int warnings = count(Finding::Severity::Warning))
        parts.append(tr("%n warning(s)", nullptr, warnings));
    if (const int notes = count(Finding::Severity::Note))
        parts.append(tr("%n note(s)", nullptr, notes));
    if (isChecking())
        return tr("Checking…");
    return parts.isEmpty() ? tr("Nothing is wrong with it.") : parts.join(u" · "_s);
}

Tone ServerConfigViewModel::findingsTone() const
{
    if (isChecking())
        return Tone::Busy;
    Tone tone = Tone::Good;
    for (const Finding& finding : m_findings) {
        if (finding.severity == Finding::Severity::Error)
            return Tone::Bad;
        if (finding.severity == Finding::Severity::Warning)
            tone = Tone::Warning;
    }
    return tone;
}

QString ServerConfigViewModel::effectText() const
{
    const auto keys = [this](Change::When when) {
        QStringList names;
        for (const Change& change : m_changes) {
            if (change.when == when)
                names.append(change.key);
        }
        return names.join(u", "_s);
    };
    QStringList parts;
    if (const QString now = keys(Change::When::Live); !now.isEmpty())
        parts.append(tr("At once: %1").arg(now));
    if (const QString next = keys(Change::When::NextSession); !next.isEmpty())
        parts.append(tr("With the next conversation: %1").arg(next));
    if (const QString restart = keys(Change::When::Restart); !restart.isEmpty())
        parts.append(tr("After a restart of the server: %1").arg(restart));
    return isChanged() ? parts.join(u'\n') : QString();
}

namespace {

// Who wrote a revision: words of the server, which are the same in every language.
QString authorOf(const QString& by)
{
    if (by.isEmpty())
        return u"—"_s;
    if (by == u"administration"_s)
        return QCoreApplication::translate("myna", "the administration");
    if (by == u"file"_s)
        return QCoreApplication::translate("myna", "somebody with an editor");
    if (by == u"start"_s)
        return QCoreApplication::translate("myna", "the start");
    if (by == u"SIGHUP"_s)
        return QCoreApplication::translate("myna", "a signal to load it again");
    static const QRegularExpression rollback(u"^rollback to (\\d{1,9})$"_s);
    if (const auto match = rollback.match(by); match.hasMatch())
        return QCoreApplication::translate("myna", "going back to revision %1").arg(match.captured(1));
    return by;
}

}

QString ServerConfigViewModel::revisionText(const admin::Revision& revision)
{
    return tr("%1 · %2 · by %3")
        .arg(revision.revision)
        .arg(QLocale().toString(revision.time.toLocalTime(), QLocale::ShortFormat), authorOf(revision.by));
}

void ServerConfigViewModel::edit(const QString& text)
{
    if (!m_loaded || text == m_text)
        return;
    m_text = text;
    m_settle.start();
    emit changed();
}

void ServerConfigViewModel::check()
{
    m_checking = true;
    m_link.client().send(
        "POST", u"/admin/config/check"_s, { { u"text"_s, m_text } }, this, [this, question = ++m_question](const AdminAnswer& answer) {
            if (question != m_question)
                return;
            m_checking = false;
            m_trouble = answer.ok ? QString() : answer.error.text;
            if (answer.ok)
                setCheck(admin::configCheckFrom(answer.data.toObject()));
            else
                emit changed();
        });
    emit changed();
}

void ServerConfigViewModel::apply()
{
    if (!canApply())
        return;
    m_applying = true;
    emit changed();
    m_link.client().send("PUT", u"/admin/config"_s, { { u"text"_s, m_text }, { u"base_revision"_s, m_kept.revision } }, this,
        [this](const AdminAnswer& answer) { onWritten(answer, tr("Applied.")); });
}

void ServerConfigViewModel::rollback(int revision)
{
    m_applying = true;
    emit changed();
    m_link.client().send("POST", u"/admin/config/rollback"_s, { { u"revision"_s, revision } }, this,
        [this, revision](const AdminAnswer& answer) { onWritten(answer, tr("Back to revision %1.").arg(revision)); });
}

void ServerConfigViewModel::onWritten(const AdminAnswer& answer, const QString& doneText)
{
    m_applying = false;
    if (answer.ok) {
        m_trouble.clear();
        emit said({ Tone::Good, doneText });
        reload();
        return;
    }
    if (answer.status == 409)
        m_conflict = true;
    else if (answer.status == 422)
        m_findings = admin::findingsFrom(answer.data["findings"_L1]);
    m_trouble = answer.error.text;
    emit changed();
}

void ServerConfigViewModel::reload()
{
    m_settle.stop();
    m_checking = false;
    ++m_question; // a check on its way is of the old text
    m_link.client().get(u"/admin/config"_s, {}, this, [this](const AdminAnswer& answer) {
        m_trouble = answer.ok ? QString() : answer.error.text;
        if (answer.ok)
            setConfiguration(admin::configurationFrom(answer.data.toObject()));
        else
            emit changed();
    });
    loadRevisions();
}

void ServerConfigViewModel::discard()
{
    m_settle.stop();
    m_checking = false;
    ++m_question;
    setConfiguration(admin::Configuration(m_kept));
}

void ServerConfigViewModel::loadRevisions()
{
    m_link.client().get(u"/admin/config/revisions"_s, {}, this, [this](const AdminAnswer& answer) {
        if (answer.ok)
            setRevisions(admin::revisionsFrom(answer.data));
    });
}

void ServerConfigViewModel::setConfiguration(const admin::Configuration& configuration)
{
    m_kept = configuration;
    m_text = configuration.text;
    m_findings = configuration.findings;
    m_changes.clear();
    m_loaded = true;
    m_conflict = false;
    emit textReplaced();
    emit changed();
}

void ServerConfigViewModel::setCheck(const admin::ConfigCheck& check)
{
    m_findings = check.findings;
    m_changes = check.changes;
    emit changed();
}

void ServerConfigViewModel::setRevisions(const QVector<admin::Revision>& revisions)
{
    m_revisions = revisions;
    std::ranges::sort(m_revisions, std::ranges::greater(), &admin::Revision::revision);
    emit changed();
}

// By us, by somebody else, or with an editor on that computer.
void ServerConfigViewModel::onConfigEvent(const QJsonObject& data)
{
    if (m_applying || !m_loaded)
        return;
    if (data["state"_L1] == u"rejected"_s) {
        emit said({ Tone::Warning, data["error"_L1].toString().left(1000) });
        return;
    }
    if (!isChanged()) {
        reload();
        return;
    }
    m_conflict = true;
    emit changed();
}

void ServerConfigViewModel::forgetAll()
{
    m_settle.stop();
    ++m_question;
    m_kept = {};
    m_text.clear();
    m_findings.clear();
    m_changes.clear();
    m_revisions.clear();
    m_trouble.clear();
    m_loaded = m_checking = m_applying = m_conflict = false;
    emit textReplaced();
    emit changed();
}

}

#include "moc_serverconfigviewmodel.cpp"
