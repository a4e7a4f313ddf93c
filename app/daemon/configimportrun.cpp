// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/configimportrun.h"

#include "client/datadirectory.h"
#include "client/storedsecrets.h"
#include "daemon/complaint.h"
#include "daemon/configoutput.h"
#include "daemon/verbs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSaveFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

QString keptAside(const QString& file)
{
    return file + u".before-import"_s;
}

}

ImportRun::ImportRun(QString dataDir, ImportWish wish, const Events& events)
    : m_dataDir(std::move(dataDir))
    , m_wish(wish)
    , m_events(events)
{
}

void ImportRun::start(const QString& path)
{
    const QString target = server::overlayFile(m_dataDir);
    if (QFile::exists(target) && !m_wish.replaces) {
        complain(u"config"_s,
            u"%1 exists already. Add --replace to put the imported one in its place; the present one is kept beside it."_s.arg(
                QDir::toNativeSeparators(target)));
        QCoreApplication::exit(Usage);
        return;
    }
    auto imported = server::importConfig(path);
    if (!imported) {
        complain(u"config"_s, imported.error().text);
        QCoreApplication::exit(Usage);
        return;
    }
    m_imported = std::move(imported).value();
    print(m_imported.findings, m_events);
    if (server::hasErrors(m_imported.findings)) {
        complain(u"config"_s, u"Nothing was written. Mend the errors and import again."_s);
        QCoreApplication::exit(Usage);
        return;
    }
    client::makeDataDirectory(m_dataDir);
    m_left = m_imported.secrets.keys();
    m_left.sort();
    keepNext();
}

void ImportRun::keepNext()
{
    if (m_left.isEmpty()) {
        write(m_imported.text);
        return;
    }
    const QString name = m_left.takeFirst();
    client::storeSecret(
        m_dataDir, m_wish.secretsInFile, name, m_imported.secrets.value(name).toUtf8(), this, [this](const Result<QString>& place) {
            if (place) {
                keepNext();
                return;
            }
            complain(u"config"_s, place.error().text);
            complain(u"config"_s,
                u"The secrets stay in the configuration, which only you can read. With --in-file they are kept in a file of their own."_s);
            write(server::withSecrets(m_imported));
        });
}

void ImportRun::write(const QString& text)
{
    const QString target = server::overlayFile(m_dataDir);
    QFile::remove(keptAside(target));
    if (QFile::exists(target) && !QFile::copy(target, keptAside(target))) {
        complain(u"config"_s, u"%1 cannot be written."_s.arg(QDir::toNativeSeparators(keptAside(target))));
        QCoreApplication::exit(Failed);
        return;
    }
    QSaveFile file(target);
    const QByteArray content = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(content) != content.size() || !file.commit()) {
        complain(u"config"_s, u"%1 cannot be written: %2."_s.arg(QDir::toNativeSeparators(target), file.errorString()));
        QCoreApplication::exit(Failed);
        return;
    }
    m_events.emitEvent(u"imported"_s,
        { { u"file"_s, target }, { u"from"_s, m_imported.source }, { u"taken"_s, QJsonArray::fromStringList(m_imported.taken) },
            { u"secrets"_s, m_imported.secrets.size() } },
        u"Taken over from %1: %2. Written to %3."_s.arg(
            QDir::toNativeSeparators(m_imported.source), m_imported.taken.join(u", "_s), QDir::toNativeSeparators(target)));
    QCoreApplication::exit(Done);
}

}

#include "moc_configimportrun.cpp"
