// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/profilestore.h"

#include "base/keptfile.h"
#include "servers/profilejson.h"

#include <QCoreApplication>
#include <QDir>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::servers {

namespace {

using pairing::ServerKind;
using pairing::ServerProfile;

constexpr auto officialId = "official"_L1;
constexpr auto localId = "local"_L1;
constexpr auto officialOta = "https://api.tenclass.net/xiaozhi/ota/"_L1; // compiled into the firmware

bool stays(const QString& id)
{
    return id == officialId || id == localId;
}

bool isThere(const QVector<ServerProfile>& profiles, const QString& id)
{
    return std::any_of(profiles.begin(), profiles.end(), [&](const ServerProfile& profile) { return profile.id == id; });
}

// The two that are always there, first; and no id twice.
QVector<ServerProfile> completed(const QVector<ServerProfile>& stored)
{
    QVector<ServerProfile> complete;
    for (const ServerProfile& profile : stored) {
        if (!isThere(complete, profile.id))
            complete.append(profile);
    }
    if (!isThere(complete, officialId))
        complete.prepend(officialProfile());
    if (!isThere(complete, localId))
        complete.prepend(localProfile());
    return complete;
}

bool hasAddress(const ServerProfile& profile)
{
    return profile.kind == ServerKind::Local || !profile.otaUrl.isEmpty() || !profile.websocketUrl.isEmpty();
}

}

ProfileStore::ProfileStore(const QString& dataDir, const Former& former, QObject* parent)
    : QObject(parent)
    , m_path(QDir(dataDir).filePath(u"profiles.json"_s))
{
    const Result<QByteArray> content = readKept(m_path);
    if (content) {
        if (const auto stored = decodeProfiles(*content)) {
            m_profiles = completed(*stored);
            return;
        }
    }
    if (!former.ownServerUrl.isEmpty())
        m_profiles.append({ .id = u"own"_s, .otaUrl = former.ownServerUrl, .name = {} });
    m_profiles = completed(m_profiles);
    if (!content && content.error().code == Error::Code::NotFound)
        return;
    if (!content && content.error().code == Error::Code::Unavailable) {
        m_problem = content.error().text;
        return;
    }
    const Result<QString> aside = keepAside(m_path);
    m_problem = aside
        ? QCoreApplication::translate("myna",
            "The list of your servers was damaged and was kept as %1. Add your servers again; the identities of this computer are safe.")
              .arg(QDir::toNativeSeparators(*aside))
        : aside.error().text;
}

std::optional<ServerProfile> ProfileStore::find(const QString& id) const
{
    const auto it = std::find_if(m_profiles.begin(), m_profiles.end(), [&](const ServerProfile& profile) { return profile.id == id; });
    return it == m_profiles.end() ? std::nullopt : std::optional(*it);
}

std::optional<ServerProfile> ProfileStore::findByName(const QString& nameOrId) const
{
    if (auto byId = find(nameOrId))
        return byId;
    const auto it = std::find_if(m_profiles.begin(), m_profiles.end(),
        [&](const ServerProfile& profile) { return displayName(profile).compare(nameOrId, Qt::CaseInsensitive) == 0; });
    return it == m_profiles.end() ? std::nullopt : std::optional(*it);
}

Result<QString> ProfileStore::add(ServerProfile profile)
{
    if (m_profiles.size() >= maxProfiles) {
        return invalid(QCoreApplication::translate("myna", "There are %1 servers already. Remove one that you do not use any more.")
                           .arg(QString::number(maxProfiles)));
    }
    if (!hasAddress(profile))
        return invalid(QCoreApplication::translate("myna", "A server needs an address."));
    // The first one of one's own has kept its old name since before there was a list, and with it its identity.
    profile.id = isThere(m_profiles, u"own"_s) || profile.kind != ServerKind::Own ? freshId(m_profiles) : u"own"_s;
    profile.name = tidyName(profile.name);
    QVector<ServerProfile> more = m_profiles;
    more.append(profile);
    if (const Result<> kept = keep(more); !kept)
        return kept.error();
    return profile.id;
}

Result<> ProfileStore::change(const ServerProfile& profile)
{
    QVector<ServerProfile> all = m_profiles;
    const auto it = std::find_if(all.begin(), all.end(), [&](const ServerProfile& one) { return one.id == profile.id; });
    if (it == all.end())
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "This server is not in the list any more.") };
    ServerProfile changed = profile;
    changed.kind = it->kind;
    changed.name = tidyName(profile.name);
    if (!hasAddress(changed))
        return invalid(QCoreApplication::translate("myna", "A server needs an address."));
    if (changed == *it)
        return {};
    *it = changed;
    return keep(all);
}

Result<> ProfileStore::remove(const QString& id)
{
    if (stays(id))
        return invalid(QCoreApplication::translate("myna", "The official service and this computer stay in the list."));
    QVector<ServerProfile> fewer = m_profiles;
    if (fewer.removeIf([&](const ServerProfile& profile) { return profile.id == id; }) == 0)
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "This server is not in the list any more.") };
    return keep(fewer);
}

Result<QString> ProfileStore::duplicate(const QString& id)
{
    const std::optional<ServerProfile> original = find(id);
    if (!original)
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "This server is not in the list any more.") };
    ServerProfile copy = *original;
    copy.name = QCoreApplication::translate("myna", "%1 (copy)", "name of a server").arg(displayName(*original));
    return add(copy);
}

Result<int> ProfileStore::adopt(const QVector<ServerProfile>& profiles)
{
    int added = 0;
    for (ServerProfile profile : profiles) {
        profile.id.clear();
        const bool known = std::any_of(m_profiles.begin(), m_profiles.end(), [&](ServerProfile mine) {
            mine.id.clear();
            return mine == profile;
        });
        if (known || profile.kind == ServerKind::Local)
            continue;
        if (const Result<QString> id = add(profile); !id)
            return id.error();
        ++added;
    }
    return added;
}

QVector<ServerProfile> ProfileStore::portable() const
{
    QVector<ServerProfile> portable = m_profiles;
    portable.removeIf([](const ServerProfile& profile) { return profile.kind == ServerKind::Local; });
    return portable;
}

Result<> ProfileStore::keep(const QVector<ServerProfile>& profiles)
{
    if (Result<> written = writeKept(m_path, encodeProfiles(profiles)); !written)
        return written;
    m_profiles = profiles;
    emit changed();
    return {};
}

QString ProfileStore::freshId(const QVector<ServerProfile>& taken)
{
    QString id;
    do
        id = u"server-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
    while (isThere(taken, id));
    return id;
}

ServerProfile officialProfile()
{
    return { .id = QString(officialId), .otaUrl = QUrl(QString(officialOta)), .kind = ServerKind::Official, .name = {} };
}

ServerProfile localProfile()
{
    return { .id = QString(localId), .otaUrl = {}, .kind = ServerKind::Local, .name = {} };
}

QString displayName(const ServerProfile& profile)
{
    if (!profile.name.isEmpty())
        return profile.name;
    switch (profile.kind) {
    case ServerKind::Official:
        return u"xiaozhi.me"_s;
    case ServerKind::Local:
        return QCoreApplication::translate("myna", "This computer");
    case ServerKind::Own:
        return (profile.otaUrl.isEmpty() ? profile.websocketUrl : profile.otaUrl).host();
    }
    return profile.id;
}

}

#include "moc_profilestore.cpp"
