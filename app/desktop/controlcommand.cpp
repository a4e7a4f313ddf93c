// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/controlcommand.h"

#include "client/datadirectory.h"
#include "desktop/commandline.h"
#include "desktop/controlclient.h"
#include "desktop/controlserver.h"
#include "desktop/singleinstance.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

struct Verb
{
    QLatin1String name;
    QLatin1String done; // what is said after it
};

constexpr std::array verbs {
    Verb { "status"_L1, ""_L1 },
    Verb { "show"_L1, "The window is shown."_L1 },
    Verb { "talk-start"_L1, "Myna listens."_L1 },
    Verb { "talk-stop"_L1, "Myna stops listening."_L1 },
    Verb { "interrupt"_L1, "The answer is stopped."_L1 },
    Verb { "mute"_L1, "The microphone is muted."_L1 },
    Verb { "unmute"_L1, "The microphone is on."_L1 },
    Verb { "stop-tools"_L1, "All tools are stopped."_L1 },
    Verb { "allow-tools"_L1, "The tools may act again."_L1 },
    Verb { "quit"_L1, "Myna leaves."_L1 },
};

QStringList verbNames()
{
    QStringList names;
    for (const Verb& verb : verbs)
        names << verb.name;
    return names;
}

QString statusSentence(const QJsonObject& status)
{
    const QString profile = status.value("profile"_L1).toString();
    return u"Myna %1 is running (process %2). Server: %3, %4. State: %5. Microphone: %6%7.%8"_s.arg(status.value("version"_L1).toString(),
        QString::number(status.value("pid"_L1).toInteger()), profile.isEmpty() ? u"not chosen yet"_s : profile,
        status.value("connected"_L1).toBool() ? u"connected"_s : u"not connected"_s, status.value("state"_L1).toString(),
        status.value("microphone"_L1).toString(), status.value("muted"_L1).toBool() ? u", muted"_s : QString(),
        status.value("tools"_L1).toString() == "stopped"_L1 ? u" All tools are stopped."_s : QString());
}

void print(FILE* stream, const QString& line)
{
    std::fprintf(stream, "%s\n", qPrintable(line));
    std::fflush(stream);
}

void printJson(const QJsonObject& answer)
{
    print(stdout, QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact)));
}

int statusOf(const Error& error)
{
    return error.code == Error::Code::NotFound ? 3 : 1;
}

}

Result<ControlCommand> parseControlCommand(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Speaks to the running Myna."_s);
    parser.addPositionalArgument(u"ctl"_s, u"Speak to the running Myna."_s, u"ctl"_s);
    parser.addPositionalArgument(u"VERB"_s, verbNames().join(u", "_s), verbNames().join(u'|'));
    const QCommandLineOption help = parser.addHelpOption();
    parser.addOptions({
        { u"data"_s, u"The instance that keeps everything in this folder."_s, u"DIR"_s },
        { u"page"_s, u"With show: the page to show."_s, u"PAGE"_s },
        { u"json"_s, u"Print the answer as one JSON object in one line."_s },
    });
    if (!parser.parse(arguments))
        return Error { Error::Code::Invalid, parser.errorText() };
    ControlCommand command;
    if (parser.isSet(help)) {
        command.answer = parser.helpText();
        return command;
    }
    const QStringList words = parser.positionalArguments().mid(1);
    if (words.size() != 1 || !verbNames().contains(words[0]))
        return Error { Error::Code::Invalid, u"ctl takes one of %1."_s.arg(verbNames().join(u", "_s)) };
    command.request.insert(u"verb"_s, words[0]);
    if (parser.isSet(u"page"_s)) {
        if (words[0] != "show"_L1 || !pageNames().contains(parser.value(u"page"_s)))
            return Error { Error::Code::Invalid, u"--page belongs to show and takes %1."_s.arg(pageNames().join(u", "_s)) };
        command.request.insert(u"page"_s, parser.value(u"page"_s));
    }
    command.dataDir = client::dataDirectory(parser.value(u"data"_s));
    command.json = parser.isSet(u"json"_s);
    return command;
}

QString controlSentence(const QString& verb, const QJsonObject& answer)
{
    if (!answer.value("ok"_L1).toBool())
        return answer.value("error"_L1).toString(u"Myna could not do it."_s);
    for (const Verb& known : verbs) {
        if (known.name == verb && !known.done.isEmpty())
            return known.done;
    }
    return statusSentence(answer);
}

int runControlCommand(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"myna"_s); // the platform's data folder is named after it
    const auto command = parseControlCommand(QCoreApplication::arguments());
    if (!command) {
        print(stderr, u"myna: "_s + command.error().text);
        return 2;
    }
    if (!command->answer.isEmpty()) {
        std::fputs(qPrintable(command->answer), stdout);
        return 0;
    }
    ControlClient client;
    QObject::connect(&client, &ControlClient::answered, &application, [&](const QJsonObject& answer) {
        const bool done = answer.value("ok"_L1).toBool();
        if (command->json)
            printJson(answer);
        else
            print(done ? stdout : stderr, controlSentence(command->request.value("verb"_L1).toString(), answer));
        QCoreApplication::exit(done ? 0 : 1);
    });
    QObject::connect(&client, &ControlClient::failed, &application, [&](const Error& error) {
        if (command->json)
            printJson(controlError(error.text));
        print(stderr, u"myna: "_s + error.text);
        QCoreApplication::exit(statusOf(error));
    });
    client.ask(controlSocketOf(command->dataDir), command->request);
    return QCoreApplication::exec();
}

}
