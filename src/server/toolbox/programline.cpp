// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/pluginprocess.h"

#include "base/redaction.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype longestComplaint = 500; // bytes
constexpr qint64 aMinute = 60000;

}

PluginProcess::PluginProcess(PluginSpec spec, QObject* parent)
    : QObject(parent)
    , m_spec(std::move(spec))
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PluginProcess::readAnswers);
    connect(&m_process, &QProcess::readyReadStandardError, this, &PluginProcess::readComplaints);
    connect(&m_process, &QProcess::finished, this, &PluginProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart && !std::exchange(m_ended, true))
            emit ended(m_process.errorString());
    });
}

PluginProcess::~PluginProcess()
{
    m_process.disconnect(this);
}

Result<> PluginProcess::start(const QString& folder)
{
    auto sandbox = makeSandbox(m_spec, folder);
    if (!sandbox)
        return sandbox.error();
    m_sandbox = *sandbox;
    m_sandbox->prepare(m_process);
    m_minute.start();
    m_process.start(QIODevice::ReadWrite);
    return {};
}

void PluginProcess::send(const QJsonObject& message)
{
    if (m_process.bytesToWrite() > maxUnread) {
        end(tr("It writes more than anybody reads."));
        return;
    }
    m_bytes = 0;
    m_process.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
}

void PluginProcess::end(const QString& reason)
{
    if (m_reason.isEmpty())
        m_reason = reason;
    if (m_sandbox)
        m_sandbox->end(m_process);
}

void PluginProcess::readAnswers()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (!m_reason.isEmpty())
        return;
    m_bytes += bytes.size();
    m_line += bytes;
    qsizetype from = 0;
    for (qsizetype to = m_line.indexOf('\n'); to >= 0 && m_reason.isEmpty(); to = m_line.indexOf('\n', from)) {
        const QByteArray line = m_line.mid(from, to - from).trimmed();
        from = to + 1;
        const QJsonDocument document = line.size() <= maxLine ? QJsonDocument::fromJson(line) : QJsonDocument();
        if (document.isObject())
            emit received(document.object());
        else if (!line.isEmpty() && ++m_noise > maxNoise)
            end(tr("It speaks something else than JSON."));
    }
    m_line.remove(0, from);
    if (m_line.size() > maxLine || m_bytes > maxAnswer)
        end(tr("It writes more than anybody reads."));
    if (!m_reason.isEmpty())
        m_line.clear();
}

void PluginProcess::readComplaints()
{
    m_complaint += m_process.readAllStandardError();
    if (m_minute.elapsed() > aMinute) {
        m_minute.restart();
        m_complaints = 0;
    }
    qsizetype from = 0;
    for (qsizetype to = m_complaint.indexOf('\n'); to >= 0; to = m_complaint.indexOf('\n', from)) {
        if (m_complaints++ < complaintsPerMinute) {
            const QString text = QString::fromUtf8(m_complaint.mid(from, std::min(to - from, longestComplaint)));
            qInfo("The plugin %s says: %s", qUtf8Printable(m_spec.name), qUtf8Printable(redacted(text)));
        }
        from = to + 1;
    }
    m_complaint.remove(0, from);
    if (m_complaint.size() > longestComplaint)
        m_complaint.truncate(longestComplaint); // a line without end
}

void PluginProcess::onFinished(int status, QProcess::ExitStatus how)
{
    if (std::exchange(m_ended, true))
        return;
    if (m_reason.isEmpty())
        m_reason = how == QProcess::CrashExit ? tr("It crashed.") : tr("It ended by itself, with status %1.").arg(status);
    emit ended(m_reason);
}

}

#include "moc_pluginprocess.cpp"
