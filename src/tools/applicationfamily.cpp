// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/applicationfamily.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr int maxNames = 200;

mcp::Argument nameArgument()
{
    return { .name = u"app_name"_s, .description = u"name of the application as the user says it, in any language"_s };
}

// {"success":true,"applications":[names],"total_count":n}, those that contain what was asked for.
QString listOf(const QVector<Application>& applications, const QString& wanted)
{
    QJsonArray names;
    int count = 0;
    for (const Application& application : applications) {
        if (!wanted.isEmpty() && !application.name.contains(wanted, Qt::CaseInsensitive))
            continue;
        if (++count <= maxNames)
            names.append(application.name);
    }
    const QJsonObject list { { u"success"_s, true }, { u"total_count"_s, count }, { u"applications"_s, names } };
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

}

ApplicationFamily::ApplicationFamily(std::unique_ptr<Applications> applications, QObject* parent)
    : ToolFamily(parent)
    , m_applications(std::move(applications))
{
}

mcp::ToolRun ApplicationFamily::running(Run run)
{
    return [self = QPointer(this), run](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call) {
        if (self)
            return (self->*run)(arguments, answer, call);
        answer(Error { Error::Code::Unavailable, u"This device is being switched off."_s });
    };
}

std::vector<mcp::Tool> ApplicationFamily::tools()
{
    if (!m_applications || !m_applications->isThere())
        return {};
    const mcp::Argument part { .name = u"filter_name"_s, .description = u"only names that contain this"_s, .required = false };
    return {
        { .spec = { .name = u"self.application.launch"_s,
              .description = u"Starts an application of this computer by its name."_s,
              .arguments = { nameArgument() },
              .title = tr("Start an application") },
            .run = running(&ApplicationFamily::launch) },
        { .spec = { .name = u"self.application.scan_installed"_s,
              .description = u"Lists the names of the applications that are installed on this computer."_s,
              .arguments = { part },
              .title = tr("List the installed applications") },
            .run = running(&ApplicationFamily::listInstalled) },
        { .spec = { .name = u"self.application.list_running"_s,
              .description = u"Lists the names of the applications that are running now."_s,
              .arguments = { part },
              .title = tr("List the running applications") },
            .run = running(&ApplicationFamily::listRunning) },
        { .spec = { .name = u"self.application.kill"_s,
              .description = u"Closes a running application by its name, as its close button does. Unsaved work may be lost."_s,
              .arguments = { nameArgument() },
              .title = tr("Close an application") },
            .run = running(&ApplicationFamily::close),
            .standard = mcp::Decision::Ask },
    };
}

void ApplicationFamily::launch(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*)
{
    const Result<Application> found = m_applications->find(arguments["app_name"_L1].toString());
    if (!found)
        return answer(found.error());
    const Result<> done = m_applications->launch(*found);
    answer(done ? Result<QString>(u"%1 was started."_s.arg(found->name)) : Result<QString>(done.error()));
}

void ApplicationFamily::close(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call)
{
    const Result<Application> found = m_applications->find(arguments["app_name"_L1].toString());
    if (!found)
        return answer(found.error());
    m_applications->close(*found, call, [answer, name = found->name](const Result<>& done) {
        answer(done ? Result<QString>(u"%1 was closed."_s.arg(name)) : Result<QString>(done.error()));
    });
}

void ApplicationFamily::listInstalled(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*)
{
    answer(listOf(m_applications->installed(), arguments["filter_name"_L1].toString()));
}

void ApplicationFamily::listRunning(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*)
{
    answer(listOf(m_applications->running(), arguments["filter_name"_L1].toString()));
}

}

#include "moc_applicationfamily.cpp"
