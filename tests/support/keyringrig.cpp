// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/keyringrig.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

// Without service folders the bus cannot start the keyring of the machine by itself.
constexpr auto busConfiguration = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=%1</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)"_L1;

constexpr int startLimitMs = 20000; // a busy machine with cold caches

void end(QProcess& process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(3000)) {
        process.kill();
        process.waitForFinished();
    }
}

}

KeyringRig::KeyringRig()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString& folder : { u"home"_s, u"run"_s, u"bus"_s }) {
        QDir(m_home.path()).mkdir(folder);
        QFile::setPermissions(m_home.filePath(folder), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    for (const QString& name : { u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"XDG_DATA_HOME"_s,
             u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s, u"GNOME_KEYRING_CONTROL"_s })
        m_environment.remove(name);
    m_environment.insert(u"HOME"_s, m_home.filePath(u"home"_s));
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, m_home.filePath(u"run"_s));
    m_bus.setStandardErrorFile(QProcess::nullDevice()); // it grumbles about file limits when it may not raise them
    m_keyring.setStandardErrorFile(QProcess::nullDevice());
    m_keyring.setStandardOutputFile(QProcess::nullDevice());
}

KeyringRig::~KeyringRig()
{
    stop();
}

QString KeyringRig::missing()
{
    for (const QString& program : { u"dbus-daemon"_s, u"gnome-keyring-daemon"_s, u"gdbus"_s }) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            return program;
    }
    return {};
}

bool KeyringRig::startBus()
{
    QFile configuration(m_home.filePath(u"bus.conf"_s));
    if (!configuration.open(QIODevice::WriteOnly))
        return false;
    configuration.write(QString(busConfiguration).arg(m_home.filePath(u"bus"_s)).toUtf8());
    configuration.close();
    m_bus.setProcessEnvironment(m_environment);
    m_bus.start(u"dbus-daemon"_s, { u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s, u"--config-file"_s, configuration.fileName() });
    while (!m_bus.canReadLine()) {
        if (!m_bus.waitForReadyRead(startLimitMs))
            return false;
    }
    m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, QString::fromUtf8(m_bus.readLine().trimmed()));
    return true;
}

bool KeyringRig::startKeyring(const QByteArray& password)
{
    m_keyring.setProcessEnvironment(m_environment);
    m_keyring.start(u"gnome-keyring-daemon"_s, { u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s });
    if (!m_keyring.waitForStarted(startLimitMs))
        return false;
    m_keyring.write(password);
    m_keyring.waitForBytesWritten();
    m_keyring.closeWriteChannel();
    QProcess wait;
    wait.setProcessEnvironment(m_environment);
    wait.start(u"gdbus"_s, { u"wait"_s, u"--session"_s, u"--timeout"_s, u"20"_s, u"org.freedesktop.secrets"_s });
    return wait.waitForFinished(startLimitMs + 2000) && wait.exitCode() == 0;
}

void KeyringRig::stop()
{
    end(m_keyring);
    end(m_bus);
    m_environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
}

}
