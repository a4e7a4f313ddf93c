// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bindingcodec.h"

#include "base/enumtable.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

constexpr auto bindStates = std::to_array<Word<BindState>>({
    { BindState::Waiting, "waiting"_L1 },
    { BindState::Success, "success"_L1 },
    { BindState::Refused, "refused"_L1 },
    { BindState::Expired, "expired"_L1 },
});
// What others may call them.
constexpr auto otherStates = std::to_array<Word<BindState>>({
    { BindState::Success, "bound"_L1 },
    { BindState::Success, "ok"_L1 },
    { BindState::Success, "activated"_L1 },
    { BindState::Refused, "rejected"_L1 },
    { BindState::Refused, "denied"_L1 },
    { BindState::Refused, "failed"_L1 },
    { BindState::Refused, "failure"_L1 },
    { BindState::Refused, "error"_L1 },
    { BindState::Expired, "timeout"_L1 },
});

using Keys = std::initializer_list<QLatin1String>;

constexpr Keys codeKeys { "code"_L1, "verify_code"_L1, "verification_code"_L1, "activation_code"_L1, "verifyCode"_L1 };
constexpr Keys messageKeys { "message"_L1, "msg"_L1, "reason"_L1, "error"_L1 };
constexpr Keys stateKeys { "state"_L1, "status"_L1, "bind_status"_L1, "result"_L1 };
constexpr Keys urlKeys { "url"_L1, "websocket_url"_L1, "ws_url"_L1, "websocketUrl"_L1 };
constexpr Keys tokenKeys { "token"_L1, "access_token"_L1, "accessToken"_L1 };

constexpr qsizetype maxWords = 300; // shown to people
constexpr qsizetype maxCode = 40; // enough to say what is wrong with it
constexpr qsizetype maxAddress = 2048;
constexpr qsizetype maxToken = 4096; // it becomes one header line
constexpr qint64 maxValidS = 24 * 3600;
constexpr int codeDigits = 6;

// At most so many characters, and no half of one at the end.
QString cut(const QString& text, qsizetype limit)
{
    const qsizetype end = text.size() > limit && text.at(limit - 1).isHighSurrogate() ? limit - 1 : limit;
    return text.left(end).trimmed();
}

// Members may lie in the message itself, or in an object inside it.
struct Nest
{
    explicit Nest(JsonFields& fields, Keys inner)
    {
        levels.push_back(fields);
        for (const QLatin1String key : inner) {
            if (fields.has(key))
                levels.push_back(fields.inside(key));
        }
    }

    struct Found
    {
        JsonFields* fields = nullptr;
        QLatin1String key;
    };
    Found find(Keys keys)
    {
        for (JsonFields& level : levels) {
            for (const QLatin1String key : keys) {
                if (level.has(key))
                    return { &level, key };
            }
        }
        return {};
    }
    QString text(Keys keys)
    {
        const Found found = find(keys);
        return found.fields ? found.fields->looseText(found.key) : QString();
    }
    QString words(Keys keys) { return cut(text(keys).simplified(), maxWords); }

    std::vector<JsonFields> levels;
};

QString bounded(Nest& nest, Keys keys, qsizetype limit)
{
    const Nest::Found found = nest.find(keys);
    if (!found.fields)
        return {};
    QString text = found.fields->looseText(found.key).trimmed();
    const bool clean = std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    if (!clean || text.size() > limit)
        found.fields->rejectSecret(found.key);
    return text;
}

int validFor(Nest& nest)
{
    if (const auto found = nest.find({ "expires_in"_L1, "valid_for"_L1 }); found.fields)
        return int(found.fields->looseNumber(found.key, 0, 0, maxValidS));
    if (const auto found = nest.find({ "timeout_ms"_L1 }); found.fields)
        return int(found.fields->looseNumber(found.key, 0, 0, maxValidS * 1000) / 1000);
    return 0;
}

}

QJsonObject fieldsOf(const Auth& auth)
{
    return { { u"action"_s, auth.action },
        { u"data"_s,
            QJsonObject {
                { u"device_id"_s, auth.deviceId }, { u"serial_number"_s, auth.serialNumber }, { u"client_id"_s, auth.clientId } } } };
}

QJsonObject fieldsOf(const AuthResponse& response)
{
    QJsonObject json { { u"success"_s, response.success } };
    putText(json, "message"_L1, response.message);
    return json;
}

QJsonObject fieldsOf(const Verify& verify)
{
    QJsonObject json { { u"code"_s, verify.code } };
    putText(json, "message"_L1, verify.message);
    if (verify.validForS > 0)
        json.insert("expires_in"_L1, verify.validForS);
    return json;
}

QJsonObject fieldsOf(const BindStatus& status)
{
    QJsonObject json { { u"state"_s, wordOf(bindStates, status.state) } };
    putText(json, "url"_L1, status.url);
    putText(json, "token"_L1, status.token);
    putText(json, "message"_L1, status.message);
    return json;
}

Body readAuth(JsonFields& fields)
{
    Nest nest(fields, { "data"_L1 });
    Auth auth;
    auth.action = nest.words({ "action"_L1 });
    auth.deviceId = nest.words({ "device_id"_L1, "deviceId"_L1, "device-id"_L1, "mac"_L1 });
    auth.clientId = nest.words({ "client_id"_L1, "clientId"_L1, "client-id"_L1 });
    auth.serialNumber = nest.words({ "serial_number"_L1, "serialNumber"_L1, "serial"_L1 });
    return auth;
}

Body readAuthResponse(JsonFields& fields)
{
    Nest nest(fields, { "data"_L1, "payload"_L1 });
    AuthResponse response;
    if (const auto found = nest.find({ "success"_L1 }); found.fields)
        response.success = found.fields->looseFlag(found.key);
    response.message = nest.words(messageKeys);
    return response;
}

Body readVerify(JsonFields& fields)
{
    Nest nest(fields, { "data"_L1, "payload"_L1 });
    Verify verify;
    verify.code = cut(nest.text(codeKeys).trimmed(), maxCode);
    // A code sent as a number has lost its leading zeros.
    if (const auto found = nest.find(codeKeys); found.fields && found.fields->isNumber(found.key))
        verify.code = verify.code.rightJustified(codeDigits, u'0');
    verify.message = nest.words(messageKeys);
    verify.validForS = validFor(nest);
    return verify;
}

Body readBindStatus(JsonFields& fields)
{
    Nest nest(fields, { "data"_L1, "payload"_L1, "websocket"_L1 });
    BindStatus status;
    status.url = bounded(nest, urlKeys, maxAddress);
    status.token = bounded(nest, tokenKeys, maxToken);
    status.message = nest.words(messageKeys);
    const QString word = nest.text(stateKeys).trimmed().toLower();
    const auto flag = nest.find({ "success"_L1 });
    if (!word.isEmpty()) {
        // A word nobody knows changes nothing.
        const auto known = valueOf<BindState>(bindStates, word);
        status.state = known ? *known : valueOf<BindState>(otherStates, word).value_or(BindState::Waiting);
    } else if (flag.fields) {
        status.state = flag.fields->looseFlag(flag.key) ? BindState::Success : BindState::Refused;
    } else if (!status.url.isEmpty()) {
        status.state = BindState::Success;
    }
    return status;
}

}
