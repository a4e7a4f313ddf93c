// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/identity.h"
#include "servers/profilestore.h"
#include "viewmodels/serverform.h"
#include "viewmodels/servertest.h"

#include <QHash>
#include <QObject>
#include <QVector>

namespace myna::viewmodels {

// A certificate to be compared.
struct Comparison
{
    QString serverId;
    QString serverName;
    QString shown; // fingerprint
    QString before; // of the one accepted earlier; empty: none
};

// The list of servers of the settings: keeps it in the ProfileStore, and passes on what needs sockets or secrets.
class ServersViewModel final : public QObject
{
    Q_OBJECT

public:
    // Gives what is known of a server's identity without asking for its secrets.
    using IdentityLook = std::function<QString(const QString& id)>;

    ServersViewModel(servers::ProfileStore& store, IdentityLook look, QObject* parent = nullptr);

    [[nodiscard]] QVector<ServerCard> cards() const;
    [[nodiscard]] ServerForm form(const QString& id) const; // an empty one for an id that is not there
    [[nodiscard]] QString notice() const { return m_notice; } // of the last import or export, or a damaged list
    [[nodiscard]] QString secretsPlace() const { return m_place; } // "in your keychain"; empty: not known yet
    [[nodiscard]] bool noticeIsGood() const { return m_noticeIsGood; }

    // Errors: Invalid, Unavailable, with a sentence.
    Result<> save(const ServerForm& form);
    void use(const QString& id);
    void test(const QString& id);
    void cancelTest();
    void repair(const QString& id); // what the test found out
    void remove(const QString& id);
    void duplicate(const QString& id);
    void newIdentity(const QString& id);
    void forgetPin(const QString& id);
    void acceptCertificate(const QString& serverId); // the one that is being compared
    void importFrom(const QString& path);
    void exportTo(const QString& path);

public slots:
    void setChosen(const QString& id);
    void setLink(myna::viewmodels::Tone tone, const QString& words); // of the chosen one
    void identityKnown(const myna::protocol::DeviceIdentity& identity, const QString& place); // of any
    void probeChanged(const myna::servers::ProbeReport& report); // while it runs
    void probeFinished(const myna::servers::ProbeReport& report);
    void probeRefused(const QString& reason); // it could not begin
    void versionChecked(const myna::protocol::OtaReply& reply); // of the chosen one
    // The chosen server, or a tested one, shows a certificate that has to be compared.
    void compare(const myna::pairing::ServerProfile& server, const QByteArray& certificate);

signals:
    void changed();
    void useWanted(const QString& id);
    void pairWanted(const QString& id); // with the wizard in front
    void testWanted(const QString& id);
    void testCancelled();
    void newIdentityWanted(const QString& id);
    void startServerWanted();
    void editWanted(const QString& id); // the address has to be changed
    void comparisonWanted(const myna::viewmodels::Comparison& comparison);
    void profileChanged(const QString& id); // how it is reached, or what it expects
    void forgotten(const QString& id);
    void tokenTyped(const QString& id, const QString& token);
    void proxyPasswordTyped(const QString& id, const QString& password);
    void identityAdopted(const QString& id, const myna::pairing::Identity& identity);

private:
    [[nodiscard]] ServerCard cardOf(const pairing::ServerProfile& profile) const;
    void say(const QString& text, bool good);
    void takeOver(const QByteArray& content, const QByteArray& efuse);

    servers::ProfileStore& m_store;
    IdentityLook m_look;
    QString m_chosen;
    Tone m_linkTone = Tone::Neutral;
    QString m_linkWords;
    ServerTest m_test; // the newest
    QString m_comparing; // whose certificate
    QByteArray m_certificate;
    QString m_place;
    QString m_notice;
    bool m_noticeIsGood = true;
    QString m_serverNotice;
};

}

Q_DECLARE_METATYPE(myna::viewmodels::Comparison)
