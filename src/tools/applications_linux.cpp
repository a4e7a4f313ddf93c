// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/applications.h"
#include "tools/closing_linux.h"
#include "tools/desktopentry.h"
#include "tools/processes_linux.h"

#include <QCollator>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr int maxEntries = 5000;

// Programs that run others: being one of their processes says nothing about which application it is.
const QStringList& carriers()
{
    static const QStringList names { u"sh"_s, u"bash"_s, u"dash"_s, u"env"_s, u"python"_s, u"python3"_s, u"perl"_s, u"ruby"_s, u"node"_s,
        u"java"_s, u"flatpak"_s, u"snap"_s, u"wine"_s, u"gjs"_s, u"mono"_s, u"dotnet"_s, u"electron"_s, u"busybox"_s };
    return names;
}

QString locale()
{
    return QLocale().name();
}

bool isScript(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(2) == "#!";
}

// A program that exists and may be run; empty when not.
QString programAt(const QString& name)
{
    const QString found = name.contains(u'/') ? (QFileInfo(name).isExecutable() ? name : QString()) : QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QString() : QFileInfo(found).canonicalFilePath();
}

bool isShown(const DesktopEntry& entry)
{
    if (entry.hidden || entry.noDisplay || entry.terminal || entry.exec.isEmpty())
        return false;
    const QStringList desktops = qEnvironmentVariable("XDG_CURRENT_DESKTOP").split(u':', Qt::SkipEmptyParts);
    const auto isHere = [&](const QString& desktop) { return desktops.contains(desktop); };
    if (!entry.onlyShowIn.isEmpty() && std::ranges::none_of(entry.onlyShowIn, isHere))
        return false;
    return std::ranges::none_of(entry.notShowIn, isHere) && (entry.tryExec.isEmpty() || !programAt(entry.tryExec).isEmpty());
}

// In the order of the specification: the first file of an id hides the others, even when it says that there is nothing to show.
QVector<DesktopEntry> shownEntries()
{
    QVector<DesktopEntry> shown;
    QSet<QString> seen;
    for (const QString& folder : QStandardPaths::standardLocations(QStandardPaths::ApplicationsLocation)) {
        QDirIterator it(folder, { u"*.desktop"_s }, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext() && seen.size() < maxEntries) {
            QFile file(it.next());
            const QString id = QDir(folder).relativeFilePath(file.fileName()).chopped(8).replace(u'/', u'-');
            if (seen.contains(id) || !file.open(QIODevice::ReadOnly))
                continue;
            seen.insert(id);
            Result<DesktopEntry> entry = parseDesktopEntry(file.read(maxDesktopEntry + 1));
            if (!entry || !isShown(*entry))
                continue;
            entry.value().id = id;
            entry.value().file = file.fileName();
            shown.append(entry.value());
        }
    }
    return shown;
}

Application applicationOf(const DesktopEntry& entry)
{
    return { entry.id, localised(entry.names, locale()) };
}

// Whether a process is one of the application's: the desktop says so, or it runs the application's program with its arguments.
class Recogniser
{
public:
    explicit Recogniser(const DesktopEntry& entry)
        : m_id(entry.id)
    {
        const Result<QStringList> command = commandOf(entry, locale());
        if (!command)
            return;
        m_program = programAt(command->first());
        m_arguments = command->mid(1);
        if (carriers().contains(QFileInfo(m_program).fileName()))
            m_program.clear();
        else if (!m_program.isEmpty() && isScript(m_program))
            m_script = QFileInfo(m_program).fileName();
    }

    [[nodiscard]] bool knows(const Process& process) const
    {
        if (!process.application.isEmpty())
            return process.application == m_id;
        const auto has = [&](const QString& argument) { return process.arguments.contains(argument); };
        if (m_program.isEmpty() || !std::ranges::all_of(m_arguments, has))
            return false;
        if (process.program == m_program)
            return true;
        // A script is run by its interpreter, or has become the program of its name.
        return !m_script.isEmpty()
            && (QFileInfo(process.program).fileName() == m_script
                || (process.arguments.size() > 1 && QFileInfo(process.arguments.at(1)).canonicalFilePath() == m_program));
    }

private:
    QString m_id;
    QString m_program;
    QString m_script;
    QStringList m_arguments;
};

class LinuxApplications final : public Applications
{
public:
    [[nodiscard]] bool isThere() const override;
    [[nodiscard]] QVector<Application> installed() const override;
    [[nodiscard]] QVector<Application> running() const override;
    [[nodiscard]] Result<Application> find(const QString& said) const override;
    Result<> launch(const Application& application) override;
    void close(const Application& application, QObject* context, const Closed& closed) override;

private:
    static QVector<Application> sorted(QVector<Application> applications);
    static Result<DesktopEntry> entryOf(const QString& id);
};

bool LinuxApplications::isThere() const
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        return false;
    const QStringList folders = QStandardPaths::standardLocations(QStandardPaths::ApplicationsLocation);
    return std::ranges::any_of(folders, [](const QString& folder) {
        return QDirIterator(folder, { u"*.desktop"_s }, QDir::Files, QDirIterator::Subdirectories).hasNext();
    });
}

QVector<Application> LinuxApplications::sorted(QVector<Application> applications)
{
    const QCollator order;
    std::ranges::sort(applications, [&](const Application& one, const Application& other) { return order(one.name, other.name); });
    return applications;
}

QVector<Application> LinuxApplications::installed() const
{
    QVector<Application> all;
    for (const DesktopEntry& entry : shownEntries())
        all.append(applicationOf(entry));
    return sorted(all);
}

QVector<Application> LinuxApplications::running() const
{
    QVector<Application> all;
    const QVector<Process> processes = ownProcesses();
    for (const DesktopEntry& entry : shownEntries()) {
        const Recogniser recogniser(entry);
        if (std::ranges::any_of(processes, [&](const Process& process) { return recogniser.knows(process); }))
            all.append(applicationOf(entry));
    }
    return sorted(all);
}

Result<Application> LinuxApplications::find(const QString& said) const
{
    QVector<Application> best;
    int score = 1;
    for (const DesktopEntry& entry : shownEntries()) {
        const int match = matchOf(entry, said);
        if (match > score)
            best.clear();
        if (match >= score) {
            score = match;
            best.append(applicationOf(entry));
        }
    }
    if (best.isEmpty())
        return Error { Error::Code::NotFound, u"No application called %1 is installed."_s.arg(said.left(100)) };
    if (best.size() == 1)
        return best.first();
    QStringList names;
    for (const Application& one : best)
        names.append(one.name);
    names.removeDuplicates();
    return Error { Error::Code::Invalid, u"Several applications could be meant: %1. Ask which one."_s.arg(names.join(u", "_s)) };
}

Result<DesktopEntry> LinuxApplications::entryOf(const QString& id)
{
    for (const DesktopEntry& entry : shownEntries()) {
        if (entry.id == id)
            return entry;
    }
    return Error { Error::Code::NotFound, u"This application is not installed."_s };
}

Result<> LinuxApplications::launch(const Application& application)
{
    const Result<DesktopEntry> entry = entryOf(application.id);
    if (!entry)
        return entry.error();
    const Result<QStringList> command = commandOf(*entry, locale());
    if (!command)
        return command.error();
    QProcess process;
    process.setProgram(command->first());
    process.setArguments(command->mid(1));
    process.setWorkingDirectory(entry->path.isEmpty() ? QDir::homePath() : entry->path);
    // What it says is nothing for our own output.
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    if (!process.startDetached())
        return Error { Error::Code::Unavailable, u"%1 could not be started."_s.arg(application.name) };
    return {};
}

void LinuxApplications::close(const Application& application, QObject* context, const Closed& closed)
{
    const Result<DesktopEntry> entry = entryOf(application.id);
    if (!entry)
        return closed(entry.error());
    const Recogniser recogniser(*entry);
    QSet<qint64> known;
    QVector<Process> processes;
    for (const Process& process : ownProcesses()) {
        if (recogniser.knows(process)) {
            known.insert(process.id);
            processes.append(process);
        }
    }
    auto* closing = new Closing({}, context);
    bool any = false;
    for (const Process& process : processes) {
        // Those that the application started of itself end with it. Whoever got the number meanwhile is not the one that was meant.
        if (known.contains(process.parent))
            continue;
        if (closing->add(process.id) && recogniser.knows(processOf(process.id)))
            any = true;
        else
            return closed(Error { Error::Code::Unavailable, u"%1 is just changing. Please try again."_s.arg(application.name) });
    }
    if (!any)
        return closed(Error { Error::Code::NotFound, u"%1 is not running."_s.arg(application.name) });
    QObject::connect(closing, &Closing::finished, context, [closing, closed, name = application.name](bool allGone) {
        closing->deleteLater();
        if (allGone)
            return closed({});
        closed(Error { Error::Code::Refused, u"%1 was asked to close and stays open. It may be asking about unsaved work."_s.arg(name) });
    });
    closing->begin();
}

}

std::unique_ptr<Applications> makeApplications()
{
    return std::make_unique<LinuxApplications>();
}

}
