// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/farewelltools.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {
const QString endTool = u"end_conversation"_s;
constexpr qsizetype maxFarewell = 200;
}

// Their descriptions are for the model, so they are not translated.
QVector<mcp::ToolSpec> FarewellTools::tools() const
{
    if (!m_hands.end)
        return {};
    return { { .name = endTool,
        .description = u"Ends this conversation. Call it when the person says good-bye or wants you to stop, then say a short farewell."_s,
        .arguments = { { .name = u"say_goodbye"_s, .description = u"The farewell"_s, .required = false } } } };
}

QString FarewellTools::ownName(const QString& called) const
{
    return called == "handle_exit_intent"_L1 ? endTool : called;
}

void FarewellTools::call(const QString&, const QJsonObject& arguments, ToolResult done)
{
    m_hands.end();
    const QString words = arguments["say_goodbye"_L1].toString().simplified().left(maxFarewell);
    done(words.isEmpty() ? u"The conversation ends after your farewell."_s
                         : u"The conversation ends after your farewell. Say this and nothing else: %1"_s.arg(words));
}

}
