// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/talkoptions.h"

#include "client/datadirectory.h"
#include "daemon/events.h"
#include "net/certificatepin.h"
#include "protocol/jsoncodec.h"

#include <QCommandLineParser>
#include <QFile>
#include <QSslCertificate>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

Error invalid(const QString& sentence)
{
    return { Error::Code::Invalid, sentence };
}

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(u"A XiaoZhi client without a window: version check, activation, session, the given turns, clean "
                                     u"close. Without a recording, a text or"
                                     " --mic it takes what is typed: type and press Enter, r to speak, h for help."_s);
    parser.addHelpOption();
    parser.addOptions({
        { u"ota"_s, u"The server's version check address."_s, u"URL"_s },
        { u"websocket"_s, u"Connect here at once, without version check."_s, u"URL"_s },
        { u"token-env"_s, u"With --websocket: the environment variable that holds the token."_s, u"NAME"_s },
        { u"certificate"_s, u"Believe this certificate (PEM) and no other: the server's root, or its own."_s, u"FILE"_s },
        { u"data"_s, u"Keep everything in this folder."_s, u"DIR"_s },
        { u"input"_s, u"Speak this recording at real time."_s, u"FILE.wav"_s },
        { u"mic"_s, u"Speak through the microphone."_s },
        { u"output"_s, u"Write what a loudspeaker would have played."_s, u"FILE.wav"_s },
        { u"speaker"_s, u"Play through the loudspeaker."_s },
        { u"text"_s, u"Type this instead of speaking."_s, u"TEXT"_s },
        { u"mode"_s, u"auto, manual or realtime (auto)."_s, u"MODE"_s, u"auto"_s },
        { u"turns"_s, u"How many questions to ask (1); with --control 0: only those that other programs wish for."_s, u"N"_s, u"1"_s },
        { u"frame"_s, u"Packet length in ms: 20, 40 or 60 (60)."_s, u"MS"_s, u"60"_s },
        { u"framing"_s, u"Binary framing 1, 2 or 3 instead of the server's choice."_s, u"N"_s },
        { u"transport"_s, u"auto, websocket or mqtt (auto: WebSocket where the server offers it)."_s, u"NAME"_s, u"auto"_s },
        { u"control"_s, u"Let other programs of this computer control it: the address is in control.json of the data folder."_s },
        { u"allow-tools"_s, u"Tools that ask before they are used get a yes, all others of them a no: names with commas between."_s,
            u"NAME[,NAME...]"_s },
        { u"timeout"_s, u"Give up after this many seconds (300; with --turns 0 never)."_s, u"SECONDS"_s, u"300"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
}

Result<int> numberOf(const QCommandLineParser& parser, const QString& name, int least, int most)
{
    bool ok = false;
    const int number = parser.value(name).toInt(&ok);
    if (!ok || number < least || number > most)
        return invalid(u"--%1 takes a number from %2 to %3, not \"%4\"."_s.arg(name).arg(least).arg(most).arg(parser.value(name)));
    return number;
}

Result<> readAddresses(const QCommandLineParser& parser, TalkOptions& options)
{
    options.ota = QUrl(parser.value(u"ota"_s));
    options.websocket = QUrl(parser.value(u"websocket"_s));
    if (options.ota.isEmpty() == options.websocket.isEmpty())
        return invalid(u"Say where to connect: --ota URL or --websocket URL."_s);
    const QString otaScheme = options.ota.scheme();
    if (!options.ota.isEmpty() && otaScheme != u"http"_s && otaScheme != u"https"_s)
        return invalid(u"--ota takes an http or https address, not \"%1\"."_s.arg(parser.value(u"ota"_s)));
    const QString scheme = options.websocket.scheme();
    if (!options.websocket.isEmpty() && scheme != u"ws"_s && scheme != u"wss"_s)
        return invalid(u"--websocket takes a ws or wss address, not \"%1\"."_s.arg(parser.value(u"websocket"_s)));
    if (parser.isSet(u"token-env"_s)) {
        const QByteArray name = parser.value(u"token-env"_s).toLocal8Bit();
        if (!qEnvironmentVariableIsSet(name.constData()))
            return invalid(u"The environment variable %1 is not set."_s.arg(QString::fromLocal8Bit(name)));
        options.token = qEnvironmentVariable(name.constData());
    }
    return {};
}

Result<> readCertificate(const QCommandLineParser& parser, TalkOptions& options)
{
    if (!parser.isSet(u"certificate"_s))
        return {};
    QFile file(parser.value(u"certificate"_s));
    const QSslCertificate certificate(file.open(QIODevice::ReadOnly) ? file.read(net::maxCertificateBytes * 4) : QByteArray(), QSsl::Pem);
    options.pinned = certificate.toDer();
    if (net::fingerprintOf(options.pinned).isEmpty())
        return invalid(u"%1 is no certificate (PEM)."_s.arg(file.fileName()));
    return {};
}

Result<> readTransport(const QCommandLineParser& parser, TalkOptions& options)
{
    const auto transport = protocol::transportChoiceFromName(parser.value(u"transport"_s));
    if (!transport)
        return invalid(u"--transport takes auto, websocket or mqtt, not \"%1\"."_s.arg(parser.value(u"transport"_s)));
    if (*transport == protocol::TransportChoice::Mqtt && !options.websocket.isEmpty())
        return invalid(u"--transport mqtt needs --ota: the version check says where the broker is."_s);
    options.transport = *transport;
    return {};
}

Result<> readSound(const QCommandLineParser& parser, TalkOptions& options)
{
    options.input = parser.value(u"input"_s);
    options.microphone = parser.isSet(u"mic"_s);
    options.output = parser.value(u"output"_s);
    options.speaker = parser.isSet(u"speaker"_s);
    options.text = parser.value(u"text"_s).trimmed();
    if (!options.input.isEmpty() && options.microphone)
        return invalid(u"--input and --mic exclude each other."_s);
    if (!options.output.isEmpty() && options.speaker)
        return invalid(u"--output and --speaker exclude each other."_s);
    options.control = parser.isSet(u"control"_s);
    const bool nothingToAsk = options.input.isEmpty() && !options.microphone && options.text.isEmpty();
    if (nothingToAsk && options.control && !parser.isSet(u"turns"_s))
        options.turns = 0;
    else if (nothingToAsk && !(options.control && parser.value(u"turns"_s) == u"0"_s)) {
        options.interactive = true;
        options.turns = 0;
        options.microphone = true;
        options.speaker = options.output.isEmpty();
    }
    const auto mode = protocol::listenModeFromName(parser.value(u"mode"_s));
    if (!mode)
        return invalid(u"--mode takes auto, manual or realtime, not \"%1\"."_s.arg(parser.value(u"mode"_s)));
    options.mode = *mode;
    if (options.microphone && !options.interactive && options.mode == protocol::ListenMode::Manual)
        return invalid(u"--mode manual needs somebody to release the button: use it with --input, or --mode auto with --mic."_s);
    return {};
}

Result<> readNumbers(const QCommandLineParser& parser, TalkOptions& options)
{
    const auto turns = numberOf(parser, u"turns"_s, options.control ? 0 : 1, 100000);
    if (!turns)
        return turns.error();
    if (!options.isDriven())
        options.turns = *turns;
    const auto frame = numberOf(parser, u"frame"_s, 20, 60);
    if (!frame)
        return frame.error();
    if (*frame % 20 != 0)
        return invalid(u"--frame takes 20, 40 or 60."_s);
    options.frameMs = *frame;
    const auto timeout = numberOf(parser, u"timeout"_s, 1, 86400);
    if (!timeout)
        return timeout.error();
    options.timeout = std::chrono::seconds(options.isDriven() && !parser.isSet(u"timeout"_s) ? 0 : *timeout);
    if (parser.isSet(u"framing"_s)) {
        const auto framing = numberOf(parser, u"framing"_s, 1, 3);
        if (!framing)
            return framing.error();
        options.framing = protocol::framingFromNumber(*framing);
    }
    return {};
}

}

Result<TalkOptions> parseTalkOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return invalid(parser.errorText());
    TalkOptions options;
    options.json = parser.isSet(u"json"_s);
    options.help = parser.isSet(u"help"_s);
    if (options.help) {
        options.helpText = helpOf(parser, u"talk"_s);
        return options;
    }
    if (!parser.positionalArguments().isEmpty())
        return invalid(u"it takes options only; see --help."_s);
    options.dataDir = client::dataDirectory(parser.value(u"data"_s));
    for (const QString& list : parser.values(u"allow-tools"_s))
        options.allowedTools += list.split(u',', Qt::SkipEmptyParts);
    for (const auto& read : { readAddresses, readCertificate, readTransport, readSound, readNumbers }) {
        if (const auto done = read(parser, options); !done)
            return done.error();
    }
    return options;
}

}
