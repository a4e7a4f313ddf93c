// SPDX-License-Identifier: GPL-3.0-or-later
// The tests' bad network as a program, for recordings: prints its address and stays until it is ended.
#include "support/faultproxy.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(u"target"_s, u"The server's ws:// or http:// address."_s);
    parser.addOptions({ { u"delay"_s, u"Each way, ms."_s, u"MS"_s, u"0"_s }, { u"jitter"_s, u"Up to so much more, ms."_s, u"MS"_s, u"0"_s },
        { u"burst"_s, u"All at once, up to so far apart, ms."_s, u"MS"_s, u"0"_s },
        { u"loss"_s, u"Share of pieces that are sent twice, %."_s, u"PERCENT"_s, u"0"_s } });
    parser.addHelpOption();
    parser.process(application);
    const QUrl target(parser.positionalArguments().value(0));
    if (target.port() < 0)
        parser.showHelp(2);
    const auto number = [&parser](const QString& name) { return parser.value(name).toInt(); };
    myna::test::FaultProxy proxy(target);
    const myna::test::LinkFaults faults {
        .delayMs = number(u"delay"_s), .jitterMs = number(u"jitter"_s), .burstMs = number(u"burst"_s), .lossPercent = number(u"loss"_s)
    };
    proxy.setToServer(faults);
    proxy.setToClient(faults);
    std::printf("%s\n", proxy.url().toEncoded().constData());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
