// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/privatefiles.h"
#include "daemon/events.h"
#include "daemon/verbs.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace myna::daemon;

namespace {

constexpr const char* help = R"(Usage: mynad VERB [OPTIONS]

  serve     the embedded server without a window
  talk      a client without a window
  devices   list, approve, refuse or revoke the devices of a running server
  config    checks, shows and imports the server's configuration; keeps its secrets
  engines   list the server's engines, or put a real question to them
  plugins   try the plugins and tool servers once, or write the SHA-256 of a plugin
  backup    copies the server's database into a file
  restore   fills a new server's database from such a file
  doctor    looks at everything that is needed and says how to repair it
  certificate  makes or renews the certificate of a server with TLS
  bench     simulated devices against a server, with figures

Each verb explains itself with --help.
)";

}

int main(int argc, char** argv)
{
    myna::client::keepFilesPrivate();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"myna"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(MYNA_VERSION));
    QStringList arguments = QCoreApplication::arguments();
    const QString verb = arguments.value(1);
    if (arguments.size() > 1)
        arguments.removeAt(1);

    if (verb == u"serve"_s)
        leave(serve(arguments));
    if (verb == u"talk"_s)
        leave(talk(arguments));
    if (verb == u"devices"_s)
        leave(devices(arguments));
    if (verb == u"engines"_s)
        leave(engines(arguments));
    if (verb == u"plugins"_s)
        leave(plugins(arguments));
    if (verb == u"doctor"_s)
        leave(doctor(arguments));
    if (verb == u"config"_s)
        leave(config(arguments));
    if (verb == u"bench"_s)
        leave(bench(arguments));
    if (verb == u"backup"_s)
        leave(backup(arguments));
    if (verb == u"restore"_s)
        leave(restore(arguments));
    if (verb == u"certificate"_s)
        leave(certificate(arguments));
    if (verb == u"--version"_s) {
        std::printf("mynad %s\n", MYNA_VERSION);
        leave(Done);
    }
    const bool asked = verb == u"--help"_s || verb == u"-h"_s || verb == u"help"_s;
    if (!asked && !verb.isEmpty())
        std::fprintf(stderr, "mynad: there is no verb \"%s\".\n\n", qPrintable(verb));
    std::fputs(help, asked ? stdout : stderr);
    leave(asked ? Done : Usage);
}
