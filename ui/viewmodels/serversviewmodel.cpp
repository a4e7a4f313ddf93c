// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serversviewmodel.h"

#include "base/keptfile.h"
#include "net/certificatepin.h"
#include "pairing/verdict.h"
#include "servers/profileimport.h"
#include "servers/profilejson.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using pairing::Repair;
using pairing::ServerKind;
using pairing::ServerProfile;

namespace {

QString iconOf(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Local:
        return u"computer"_s;
    case ServerKind::Official:
        return u"globe"_s;
    case ServerKind::Own:
        return u"server"_s;
    }
    return {};
}

}

ServersViewModel::ServersViewModel(servers::ProfileStore& store, IdentityLook look, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_look(std::move(look))
    , m_notice(store.problem())
    , m_noticeIsGood(store.problem().isEmpty())
{
    connect(&m_store, &servers::ProfileStore::changed, this, &ServersViewModel::changed);
}

QVector<ServerCard> ServersViewModel::cards() const
{
    QVector<ServerCard> cards;
    for (const ServerProfile& profile : m_store.profiles())
        cards.append(cardOf(profile));
    return cards;
}

ServerCard ServersViewModel::cardOf(const ServerProfile& profile) const
{
    ServerCard card { .id = profile.id, .icon = iconOf(profile.kind), .name = servers::displayName(profile) };
    switch (profile.kind) {
    case ServerKind::Local:
        card.address = tr("The server inside Myna");
        break;
    case ServerKind::Official:
        card.address = tr("The official service");
        break;
    case ServerKind::Own:
        card.address = (profile.websocketUrl.isEmpty() ? profile.otaUrl : profile.websocketUrl).toString();
        break;
    }
    card.identity = m_look(profile.id);
    card.chosen = profile.id == m_chosen;
    card.editable = profile.kind != ServerKind::Local;
    card.removable = profile.id != "official"_L1 && profile.id != "local"_L1;
    card.pinned = !profile.reach.pinnedCertificate.isEmpty();
    if (card.chosen) {
        card.tone = m_linkTone;
        card.state = m_linkWords;
        card.notice = m_serverNotice;
    }
    if (m_test.isOf(profile.id))
        m_test.show(card);
    return card;
}

ServerForm ServersViewModel::form(const QString& id) const
{
    const auto profile = m_store.find(id);
    return profile ? ServerForms::formOf(*profile) : ServerForm {};
}

Result<> ServersViewModel::save(const ServerForm& form)
{
    const ServerProfile former = m_store.find(form.id).value_or(ServerProfile {});
    const Result<ServerProfile> profile = ServerForms::profileOf(form, former);
    if (!profile)
        return profile.error();
    QString id = former.id;
    if (id.isEmpty()) {
        const Result<QString> added = m_store.add(*profile);
        if (!added)
            return added.error();
        id = *added;
    } else if (Result<> kept = m_store.change(*profile); !kept) {
        return kept;
    }
    if (!form.token.isEmpty())
        emit tokenTyped(id, form.token);
    if (!form.proxyPassword.isEmpty())
        emit proxyPasswordTyped(id, form.proxyPassword);
    if (former.id.isEmpty())
        test(id); // what was typed wrong is best known at once
    ServerProfile renamed = former;
    renamed.name = profile->name;
    if (!former.id.isEmpty() && (*profile != renamed || !form.token.isEmpty() || !form.proxyPassword.isEmpty()))
        emit profileChanged(id);
    return {};
}

void ServersViewModel::use(const QString& id)
{
    if (m_store.find(id))
        emit useWanted(id);
}

void ServersViewModel::test(const QString& id)
{
    if (!m_store.find(id))
        return;
    m_test = ServerTest(id);
    emit changed();
    emit testWanted(id);
}

void ServersViewModel::cancelTest()
{
    m_test = {};
    emit changed();
    emit testCancelled();
}

void ServersViewModel::repair(const QString& id)
{
    const auto& report = m_test.report();
    if (!m_test.isOf(id) || !report || m_test.isRunning())
        return;
    if (report->needsPairing) {
        emit pairWanted(id);
        return;
    }
    if (!report->repair)
        return;
    switch (*report->repair) {
    case Repair::TryAgain:
        test(id);
        return;
    case Repair::ChangeAddress:
        emit editWanted(id);
        return;
    case Repair::NewCode:
    case Repair::UnlockKeyring:
    case Repair::KeepInFile:
        emit pairWanted(id); // the wizard has the words and buttons for it
        return;
    case Repair::NewIdentity:
        newIdentity(id);
        return;
    case Repair::StartServer:
        emit startServerWanted();
        return;
    case Repair::CompareCertificate:
        if (const auto profile = m_store.find(id))
            compare(*profile, report->certificate);
        return;
    }
}

void ServersViewModel::remove(const QString& id)
{
    if (const Result<> removed = m_store.remove(id); !removed) {
        say(removed.error().text, false);
        return;
    }
    if (m_test.isOf(id))
        cancelTest();
    emit forgotten(id);
}

void ServersViewModel::duplicate(const QString& id)
{
    if (const Result<QString> copy = m_store.duplicate(id); !copy)
        say(copy.error().text, false);
}

void ServersViewModel::newIdentity(const QString& id)
{
    emit newIdentityWanted(id);
}

void ServersViewModel::forgetPin(const QString& id)
{
    auto profile = m_store.find(id);
    if (!profile)
        return;
    profile->reach.pinnedCertificate.clear();
    if (const Result<> kept = m_store.change(*profile); !kept)
        say(kept.error().text, false);
    else
        emit profileChanged(id);
}

void ServersViewModel::acceptCertificate(const QString& serverId)
{
    auto profile = m_store.find(serverId);
    if (!profile || serverId != m_comparing || m_certificate.isEmpty())
        return;
    profile->reach.pinnedCertificate = std::exchange(m_certificate, {});
    m_comparing.clear();
    if (const Result<> kept = m_store.change(*profile); !kept) {
        say(kept.error().text, false);
        return;
    }
    emit profileChanged(serverId);
    if (m_test.isOf(serverId))
        test(serverId);
}

void ServersViewModel::importFrom(const QString& path)
{
    const Result<QByteArray> content = readKept(path);
    if (!content) {
        say(content.error().text, false);
        return;
    }
    // py-xiaozhi keeps its identity beside its settings.
    takeOver(*content, readKept(QFileInfo(path).dir().filePath(u"efuse.json"_s)).value_or({}));
}

void ServersViewModel::takeOver(const QByteArray& content, const QByteArray& efuse)
{
    const Result<servers::Imported> imported = servers::importServers(content, efuse);
    if (!imported) {
        say(imported.error().text, false);
        return;
    }
    const qsizetype before = m_store.profiles().size();
    const Result<int> added = m_store.adopt(imported->profiles);
    if (!added) {
        say(added.error().text, false);
        return;
    }
    if (*added == 0) {
        say(tr("All of these servers are in the list already."), true);
        return;
    }
    const QString first = m_store.profiles().at(before).id;
    if (imported->identity)
        emit identityAdopted(first, *imported->identity);
    if (!imported->token.isEmpty())
        emit tokenTyped(first, imported->token);
    say(imported->identity ? tr("Added, with its identity: the server knows this computer as it knew py-xiaozhi. Do not run both at once.")
                           : tr("%n server(s) added.", nullptr, *added),
        true);
}

void ServersViewModel::exportTo(const QString& path)
{
    const Result<> written = writeKept(path, servers::encodeProfiles(m_store.portable()));
    if (written)
        say(tr("Written to %1, without passwords, tokens and identities.").arg(QDir::toNativeSeparators(path)), true);
    else
        say(written.error().text, false);
}

void ServersViewModel::setChosen(const QString& id)
{
    if (m_chosen == id)
        return;
    m_chosen = id;
    m_serverNotice.clear();
    emit changed();
}

void ServersViewModel::setLink(Tone tone, const QString& words)
{
    if (tone == m_linkTone && words == m_linkWords)
        return;
    m_linkTone = tone;
    m_linkWords = words;
    emit changed();
}

void ServersViewModel::identityKnown(const protocol::DeviceIdentity& /*identity*/, const QString& place)
{
    m_place = place;
    emit changed();
}

void ServersViewModel::probeChanged(const servers::ProbeReport& report)
{
    if (m_test.note(report))
        emit changed();
}

void ServersViewModel::probeFinished(const servers::ProbeReport& report)
{
    if (m_test.end(report))
        emit changed();
}

void ServersViewModel::probeRefused(const QString& reason)
{
    if (m_test.refuse(reason))
        emit changed();
}

void ServersViewModel::versionChecked(const protocol::OtaReply& reply)
{
    QStringList notices { pairing::clockNotice(reply, QDateTime::currentMSecsSinceEpoch()),
        pairing::firmwareNotice(reply, QStringLiteral(MYNA_VERSION)) };
    notices.removeAll(QString());
    m_serverNotice = notices.join(u' ');
    emit changed();
}

void ServersViewModel::compare(const ServerProfile& server, const QByteArray& certificate)
{
    const QString shown = net::fingerprintOf(certificate);
    const auto profile = m_store.find(server.id);
    if (shown.isEmpty() || !profile)
        return;
    m_comparing = server.id;
    m_certificate = certificate;
    emit comparisonWanted({ server.id, servers::displayName(*profile), shown, net::fingerprintOf(profile->reach.pinnedCertificate) });
}

void ServersViewModel::say(const QString& text, bool good)
{
    m_notice = text;
    m_noticeIsGood = good;
    emit changed();
}

}

#include "moc_serversviewmodel.cpp"
