// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/commandline.h"

#include "client/datadirectory.h"

#include <QCommandLineParser>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

Result<QString> oneOf(const QCommandLineParser& parser, const QString& name, const QStringList& words)
{
    const QString value = parser.value(name);
    if (value.isEmpty() || words.contains(value))
        return value;
    return Error { Error::Code::Invalid, u"--%1 takes %2, not \"%3\"."_s.arg(name, words.join(u", "_s), value) };
}

}

const QStringList& pageNames()
{
    static const QStringList names { u"talk"_s, u"panel"_s, u"history"_s, u"server"_s, u"statistics"_s, u"settings"_s };
    return names;
}

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"A voice companion for XiaoZhi, and its server."_s);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(u"ctl"_s, u"Speak to the running Myna; see myna ctl --help."_s, u"[ctl VERB]"_s);
    parser.addOptions({
        { u"data"_s, u"Keep everything in this folder."_s, u"DIR"_s },
        { u"profile"_s, u"Connect to this server of the list: official, local, or a name you gave."_s, u"NAME"_s },
        { u"page"_s, u"Open with talk, panel, history, server, statistics or settings."_s, u"PAGE"_s },
        { u"minimized"_s, u"Start in the tray or minimised."_s },
        { u"measure-start"_s, u"Print how long the first paint took and the resident memory, then quit."_s },
    });
    if (!parser.parse(arguments))
        return Error { Error::Code::Invalid, parser.errorText() };
    CommandLine line;
    if (parser.isSet(help))
        line.answer = parser.helpText();
    else if (parser.isSet(version))
        line.answer = u"myna %1\n"_s.arg(QStringLiteral(MYNA_VERSION));
    line.dataDir = client::dataDirectory(parser.value(u"data"_s));
    line.profile = parser.value(u"profile"_s);
    const auto page = oneOf(parser, u"page"_s, pageNames());
    if (!page)
        return page.error();
    line.page = *page;
    line.minimized = parser.isSet(u"minimized"_s);
    line.measureStart = parser.isSet(u"measure-start"_s);
    return line;
}

}
