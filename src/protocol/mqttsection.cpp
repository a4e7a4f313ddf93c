// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/mqttsection.h"

#include "protocol/jsonfields.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

constexpr qsizetype maxHostText = 255;
constexpr qsizetype maxNameText = 1024; // client id, user name, password: the known servers' stay below 200
constexpr qsizetype maxTopicText = 512;

bool isPlain(const QString& text, qsizetype limit)
{
    return text.size() <= limit
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() != 0x7f; });
}

bool isHost(const QString& host)
{
    const auto bad = [](QChar c) { return c.unicode() <= 0x20 || c.unicode() >= 0x7f || QStringView(u"/@[]?#\\").contains(c); };
    return !host.isEmpty() && host.size() <= maxHostText && std::none_of(host.cbegin(), host.cend(), bad);
}

// host, host:port, [IPv6] and [IPv6]:port. False when it is none of them.
bool readEndpoint(const QString& endpoint, MqttSection& section)
{
    const bool bracketed = endpoint.startsWith(u'[');
    const qsizetype end = bracketed ? endpoint.indexOf(u']') : -1;
    const qsizetype colon = endpoint.lastIndexOf(u':');
    if (bracketed && end < 0)
        return false;
    const bool named = colon > end; // a port
    section.host = bracketed ? endpoint.mid(1, end - 1) : endpoint.left(named ? colon : endpoint.size());
    if (bracketed && (named ? colon : endpoint.size()) != end + 1)
        return false;
    if (!bracketed && section.host.contains(u':'))
        return false; // IPv6 without brackets: nobody knows where its port begins
    if (named) {
        bool isNumber = false;
        section.port = endpoint.mid(colon + 1).toUShort(&isNumber);
        if (!isNumber || section.port == 0)
            return false;
    }
    return isHost(section.host);
}

void judgeTopic(JsonFields& fields, QLatin1String key, const QString& topic, bool mayMatchMany)
{
    const bool wild = topic.contains(u'+') || topic.contains(u'#');
    if (!isPlain(topic, maxTopicText) || (wild && !mayMatchMany))
        fields.rejectValue(key);
}

}

QDebug operator<<(QDebug debug, const MqttSection& section)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "MqttSection(" << section.host << ':' << section.port << ", client " << section.clientId << ", publish "
                              << section.publishTopic << ", subscribe " << section.subscribeTopic << ", user and password "
                              << (section.password.isEmpty() ? "none" : "hidden") << ")";
    return debug;
}

QJsonObject toJson(const MqttSection& section)
{
    const QString host = section.host.contains(u':') ? u'[' + section.host + u']' : section.host;
    return { { u"endpoint"_s, u"%1:%2"_s.arg(host).arg(section.port) }, { u"client_id"_s, section.clientId },
        { u"username"_s, section.username }, { u"password"_s, section.password }, { u"publish_topic"_s, section.publishTopic },
        { u"subscribe_topic"_s, section.subscribeTopic } };
}

std::optional<MqttSection> readMqttSection(JsonFields& fields)
{
    const QString endpoint = fields.text("endpoint"_L1).trimmed();
    if (endpoint.isEmpty())
        return std::nullopt;
    MqttSection section;
    if (!readEndpoint(endpoint, section))
        fields.rejectValue("endpoint"_L1);
    section.clientId = fields.looseText("client_id"_L1);
    section.username = fields.looseText("username"_L1);
    section.password = fields.looseText("password"_L1);
    section.publishTopic = fields.text("publish_topic"_L1, Need::Required);
    section.subscribeTopic = fields.text("subscribe_topic"_L1);
    // Some consoles write the word for nothing as text.
    if (section.subscribeTopic == "null"_L1)
        section.subscribeTopic.clear();
    if (!isPlain(section.clientId, maxNameText))
        fields.rejectValue("client_id"_L1);
    if (!isPlain(section.username, maxNameText))
        fields.rejectSecret("username"_L1);
    if (!isPlain(section.password, maxNameText))
        fields.rejectSecret("password"_L1);
    if (section.publishTopic.isEmpty() && fields.has("publish_topic"_L1))
        fields.rejectValue("publish_topic"_L1);
    judgeTopic(fields, "publish_topic"_L1, section.publishTopic, false);
    judgeTopic(fields, "subscribe_topic"_L1, section.subscribeTopic, true);
    return section;
}

}
