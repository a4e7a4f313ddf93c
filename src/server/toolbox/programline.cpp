// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/programline.h"

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

ProgramLine::ProgramLine(ProgramStart start, QObject* parent)
    : McpLine(parent)
    , m_start(std::move(start))
{
    m_farewell.setSingleShot(true);
    connect(&m_farewell, &QTimer::timeout, this, [this] { m_start.kill(m_process); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ProgramLine::readAnswers);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ProgramLine::readComplaints);
    connect(&m_process, &QProcess::finished, this, &ProgramLine::onFinished);
    connect(
        &m_process, &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart && !std::exchange(m_ended, true))
                emit closed(m_process.errorString());
        },
        Qt::QueuedConnection);
}

ProgramLine::~ProgramLine()
{
    m_process.disconnect(this);
}

Result<> ProgramLine::open()
{
    if (const auto ready = m_start.prepare(m_process); !ready)
        return ready.error();
    m_minute.start();
    m_process.start(QIODevice::ReadWrite);
    return {};
}

void ProgramLine::send(const QJsonObject& message)
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    if (m_process.bytesToWrite() > maxUnread) {
        kill(tr("It writes more than anybody reads."));
        return;
    }
    m_bytes = 0;
    m_process.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
}

void ProgramLine::end(const QString& reason)
{
    if (m_start.farewell.count() == 0 || m_process.state() != QProcess::Running) {
        kill(reason);
        return;
    }
    if (m_reason.isEmpty())
        m_reason = reason;
    m_process.closeWriteChannel();
    m_farewell.start(m_start.farewell);
}

void ProgramLine::kill(const QString& reason)
{
    if (m_reason.isEmpty())
        m_reason = reason;
    m_start.kill(m_process);
}

void ProgramLine::newMinute()
{
    if (m_minute.elapsed() <= aMinute)
        return;
    m_minute.restart();
    m_complaints = 0;
    m_bytes = 0;
}

void ProgramLine::readAnswers()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (!m_reason.isEmpty())
        return;
    newMinute();
    m_bytes += bytes.size();
    m_line += bytes;
    qsizetype from = 0;
    for (qsizetype to = m_line.indexOf('\n'); to >= 0 && m_reason.isEmpty(); to = m_line.indexOf('\n', from)) {
        const QByteArray line = m_line.mid(from, to - from).trimmed();
        from = to + 1;
        const QJsonDocument document = line.size() <= m_start.maxLine ? QJsonDocument::fromJson(line) : QJsonDocument();
        if (document.isObject())
            emit received(document.object());
        else if (!line.isEmpty() && ++m_noise > maxNoise)
            kill(tr("It speaks something else than JSON."));
    }
    m_line.remove(0, from);
    if (m_line.size() > m_start.maxLine || m_bytes > m_start.maxAnswer)
        kill(tr("It writes more than anybody reads."));
    if (!m_reason.isEmpty())
        m_line.clear();
}

void ProgramLine::readComplaints()
{
    m_complaint += m_process.readAllStandardError();
    newMinute();
    qsizetype from = 0;
    for (qsizetype to = m_complaint.indexOf('\n'); to >= 0; to = m_complaint.indexOf('\n', from)) {
        if (m_complaints++ < complaintsPerMinute) {
            const QString text = QString::fromUtf8(m_complaint.mid(from, std::min(to - from, longestComplaint)));
            qInfo("%s says: %s", qUtf8Printable(m_start.label), qUtf8Printable(redacted(text)));
        }
        from = to + 1;
    }
    m_complaint.remove(0, from);
    if (m_complaint.size() > longestComplaint)
        m_complaint.truncate(longestComplaint); // a line without end
}

void ProgramLine::onFinished(int status, QProcess::ExitStatus how)
{
    if (std::exchange(m_ended, true))
        return;
    m_farewell.stop();
    m_start.kill(m_process); // what it has started may outlive it
    if (m_reason.isEmpty())
        m_reason = how == QProcess::CrashExit ? tr("It crashed.") : tr("It ended by itself, with status %1.").arg(status);
    emit closed(m_reason);
}

}

#include "moc_programline.cpp"
