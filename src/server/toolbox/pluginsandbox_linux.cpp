// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/pluginsandbox.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr auto groupProperty = "myna_group";
constexpr int firstOther = 3; // descriptor after standard input, output, error
constexpr rlim_t openFiles = 64;
constexpr rlim_t largestFile = rlim_t(64) * 1024 * 1024;

class Descriptor
{
public:
    explicit Descriptor(int number = -1)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

// Everything the child needs, made before it exists: between fork and exec only system calls are safe.
struct Launch
{
    Descriptor program;
    bool isScript = false;
    rlim_t memory = 0;
    QList<QByteArray> words;
    QList<QByteArray> surroundings;
    std::vector<char*> arguments;
    std::vector<char*> environment;
};

void limit(auto what, rlim_t most)
{
    const rlimit both { most, most };
    ::setrlimit(what, &both);
}

// In the child, instead of Qt's own exec. What is started is the memory file, whatever lies at the path by now.
[[noreturn]] void enter(const Launch& launch)
{
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
    setsid(); // its own children end with it
    prctl(PR_SET_PDEATHSIG, SIGKILL); // and it with us
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    umask(077);
    limit(RLIMIT_AS, launch.memory);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, openFiles);
    limit(RLIMIT_FSIZE, largestFile);
    if (close_range(firstOther, ~0U, CLOSE_RANGE_CLOEXEC) != 0) { // before Linux 5.11
        const int most = 65536;
        for (int number = firstOther; number < most; ++number)
            fcntl(number, F_SETFD, FD_CLOEXEC);
    }
    if (launch.isScript) // its interpreter reads it from there
        fcntl(launch.program.number(), F_SETFD, 0);
    fexecve(launch.program.number(), launch.arguments.data(), launch.environment.data());
    _exit(126);
}

std::vector<char*> pointersTo(QList<QByteArray>& words)
{
    std::vector<char*> pointers;
    for (QByteArray& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

class LinuxSandbox final : public PluginSandbox
{
public:
    LinuxSandbox(std::shared_ptr<Launch> launch, QString program, QString folder)
        : m_launch(std::move(launch))
        , m_program(std::move(program))
        , m_folder(std::move(folder))
    {
    }
    void prepare(QProcess& process) override
    {
        process.setProgram(m_program);
        process.setWorkingDirectory(m_folder);
        process.setChildProcessModifier([launch = m_launch] { enter(*launch); });
    }
    void end(QProcess& process) override
    {
        if (const qint64 id = process.processId(); id > 0) {
            ::kill(pid_t(-id), SIGKILL); // not there yet when it has only just been started
            ::kill(pid_t(id), SIGKILL);
        }
    }

private:
    std::shared_ptr<Launch> m_launch;
    QString m_program;
    QString m_folder;
};

Error unreadable(const QString& path)
{
    return { Error::Code::NotFound,
        QCoreApplication::translate("myna", "%1 cannot be read: %2.").arg(QDir::toNativeSeparators(path), qt_error_string(errno)) };
}

bool writeAll(int target, const char* bytes, ssize_t count)
{
    while (count > 0) {
        const ssize_t written = ::write(target, bytes, size_t(count));
        if (written <= 0)
            return false;
        bytes += written;
        count -= written;
    }
    return true;
}

// Copies the program into a file that exists in memory only and can never be changed again, and says what it is. Nobody can exchange it
// between this look and its start.
Result<QString> takeIn(const QString& path, Launch& launch)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat facts
    {
    };
    if (file.number() < 0 || ::fstat(file.number(), &facts) != 0)
        return unreadable(path);
    if (!S_ISREG(facts.st_mode) || (facts.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0 || facts.st_size > largestPlugin)
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "%1 is not a program that can be started. Is it executable?")
                .arg(QDir::toNativeSeparators(path)) };
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::array<char, 65536> piece {};
    qint64 total = 0;
    while (true) {
        const ssize_t count = ::read(file.number(), piece.data(), piece.size());
        if (count == 0)
            break;
        if (count < 0 || (total += count) > largestPlugin || !writeAll(launch.program.number(), piece.data(), count))
            return unreadable(path);
        if (total == count)
            launch.isScript = count > 1 && piece[0] == '#' && piece[1] == '!';
        hash.addData(QByteArrayView(piece.data(), count));
    }
    if (::fcntl(launch.program.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
        return unreadable(path);
    return QString::fromLatin1(hash.result().toHex());
}

}

void leadGroup(QProcess& process)
{
    process.setChildProcessModifier([] {
        setsid();
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        limit(RLIMIT_CORE, 0);
        close_range(firstOther, ~0U, CLOSE_RANGE_CLOEXEC); // before Linux 5.11 what Qt marked has to do
    });
    // Kept, because the process forgets its number when it ends, and those it started may still be there.
    QObject::connect(&process, &QProcess::started, &process, [&process] { process.setProperty(groupProperty, process.processId()); });
}

void endGroup(QProcess& process)
{
    const qint64 group = process.property(groupProperty).toLongLong();
    if (group > 0)
        ::kill(pid_t(-group), SIGKILL);
    if (const qint64 id = process.processId(); id > 0)
        ::kill(pid_t(id), SIGKILL);
}

Result<std::shared_ptr<PluginSandbox>> makeSandbox(const PluginSpec& plugin, const QString& folder)
{
    auto launch = std::make_shared<Launch>(Launch { Descriptor(::memfd_create("myna-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING)) });
    if (launch->program.number() < 0)
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "This system has no memory files (%1), so plugins cannot be started safely.")
                .arg(qt_error_string(errno)) };
    const auto digest = takeIn(plugin.program, *launch);
    if (!digest)
        return digest.error();
    if (digest->compare(plugin.sha256, Qt::CaseInsensitive) != 0)
        return wrongDigest(plugin, *digest);
    launch->memory = rlim_t(plugin.memoryMegabytes) * 1024 * 1024;
    launch->words.append(QFile::encodeName(plugin.program));
    for (const QString& argument : plugin.arguments)
        launch->words.append(argument.toLocal8Bit());
    const QByteArray home = QFile::encodeName(folder);
    launch->surroundings = { "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + home, "TMPDIR=" + home };
    launch->arguments = pointersTo(launch->words);
    launch->environment = pointersTo(launch->surroundings);
    return std::shared_ptr<PluginSandbox>(std::make_shared<LinuxSandbox>(launch, plugin.program, folder));
}

}
