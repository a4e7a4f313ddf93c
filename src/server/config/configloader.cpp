// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configloader.h"

#include "base/enumtable.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <array>
#include <functional>

#include <yaml-cpp/yaml.h>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto policies = std::to_array<Word<ActivationPolicy>>({
    { ActivationPolicy::Open, QLatin1String("open") },
    { ActivationPolicy::Approve, QLatin1String("approve") },
    { ActivationPolicy::Code, QLatin1String("code") },
});

constexpr qint64 maxConfigBytes = 1024 * 1024;

QString sentence(const char* text)
{
    return QCoreApplication::translate("myna", text);
}

// A value of the file: how it is read into the options, or what is wrong with it (a sentence part), and how two options compare.
struct Key
{
    QString name;
    bool live = false; // takes effect without a new start
    std::function<QString(const YAML::Node& node, ServerOptions& options)> read;
    std::function<bool(const ServerOptions& a, const ServerOptions& b)> same;
};

QString readNumber(const YAML::Node& node, qint64 from, qint64 to, qint64& number)
{
    bool isNumber = false;
    const qint64 value = node.IsScalar() ? QString::fromStdString(node.Scalar()).toLongLong(&isNumber) : 0;
    if (!isNumber || value < from || value > to)
        return sentence(QT_TRANSLATE_NOOP("myna", "must be a whole number from %1 to %2")).arg(from).arg(to);
    number = value;
    return {};
}

template<typename Target>
auto numberInto(Target ServerOptions::*target, qint64 from, qint64 to)
{
    return [=](const YAML::Node& node, ServerOptions& options) {
        qint64 number = 0;
        QString wrong = readNumber(node, from, to, number);
        if (wrong.isEmpty())
            options.*target = Target(number);
        return wrong;
    };
}

QString readAddress(const YAML::Node& node, ServerOptions& options)
{
    const QHostAddress address(node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString());
    if (address.isNull())
        return sentence(QT_TRANSLATE_NOOP("myna", "must be an IP address of this computer, or 0.0.0.0 for all of them"));
    options.bind = address;
    return {};
}

auto flagInto(bool ServerOptions::*target)
{
    return [=](const YAML::Node& node, ServerOptions& options) {
        try {
            options.*target = node.as<bool>();
            return QString();
        } catch (const YAML::Exception&) {
            return sentence(QT_TRANSLATE_NOOP("myna", "must be true or false"));
        }
    };
}

QString readPolicy(const YAML::Node& node, ServerOptions& options)
{
    const auto policy = policyFromName(node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString());
    if (!policy)
        return sentence(QT_TRANSLATE_NOOP("myna", "must be open, approve or code"));
    options.activation = *policy;
    return {};
}

QString readLanguage(const YAML::Node& node, ServerOptions& options)
{
    const QString language = (node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString()).left(2).toLower();
    if (language != u"en" && language != u"zh")
        return sentence(QT_TRANSLATE_NOOP("myna", "must be en or zh"));
    options.language = language;
    return {};
}

template<typename T>
auto sameIn(T ServerOptions::*field)
{
    return [=](const ServerOptions& a, const ServerOptions& b) { return a.*field == b.*field; };
}

const std::vector<Key>& keys()
{
    static const std::vector<Key> all {
        { u"server.ip"_s, false, readAddress, sameIn(&ServerOptions::bind) },
        { u"server.port"_s, false, numberInto(&ServerOptions::port, 0, 65535), sameIn(&ServerOptions::port) },
        { u"server.http_port"_s, false, numberInto(&ServerOptions::httpPort, 0, 65535), sameIn(&ServerOptions::httpPort) },
        { u"server.auth.enabled"_s, true, flagInto(&ServerOptions::alwaysAskToken), sameIn(&ServerOptions::alwaysAskToken) },
        { u"server.activation"_s, true, readPolicy, sameIn(&ServerOptions::activation) },
        { u"server.push_binding"_s, true, flagInto(&ServerOptions::pushBinding), sameIn(&ServerOptions::pushBinding) },
        { u"language"_s, true, readLanguage, sameIn(&ServerOptions::language) },
        { u"close_connection_no_voice_time"_s, true, numberInto(&ServerOptions::farewellAfter, 5, 86400),
            sameIn(&ServerOptions::farewellAfter) },
    };
    return all;
}

QString shown(const QString& file)
{
    return QDir::toNativeSeparators(file);
}

Error invalid(const QString& file, int line, const QString& what)
{
    return { Error::Code::Invalid, sentence(QT_TRANSLATE_NOOP("myna", "%1, line %2: %3.")).arg(shown(file)).arg(line).arg(what) };
}

// Walks the sections; every leaf is either a known key or a warning.
Result<> readMap(const YAML::Node& map, const QString& prefix, const QString& file, LoadedConfig& config)
{
    for (const auto& entry : map) {
        const QString name = prefix + QString::fromStdString(entry.first.IsScalar() ? entry.first.Scalar() : std::string("?"));
        const int line = entry.first.Mark().line + 1;
        const auto key = std::find_if(keys().begin(), keys().end(), [&](const Key& each) { return each.name == name; });
        const bool section = std::any_of(keys().begin(), keys().end(), [&](const Key& each) { return each.name.startsWith(name + u'.'); });
        if (key != keys().end()) {
            ServerOptions unused = config.options;
            const bool fixed = config.options.fixedKeys.contains(name);
            const QString wrong = key->read(entry.second, fixed ? unused : config.options);
            if (!wrong.isEmpty())
                return invalid(file, line, sentence(QT_TRANSLATE_NOOP("myna", "%1 %2")).arg(name, wrong));
        } else if (section && (entry.second.IsMap() || entry.second.IsNull())) {
            if (auto inner = readMap(entry.second, name + u'.', file, config); !inner)
                return inner;
        } else if (section) {
            return invalid(file, line, sentence(QT_TRANSLATE_NOOP("myna", "%1 must be a section with keys of its own")).arg(name));
        } else {
            config.warnings.append(sentence(QT_TRANSLATE_NOOP("myna", "%1, line %2: this version does not know the key %3; it is ignored."))
                                       .arg(shown(file))
                                       .arg(line)
                                       .arg(name));
        }
    }
    return {};
}

}

Result<LoadedConfig> loadConfig(const QString& file, const ServerOptions& base)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly)) {
        return Error { Error::Code::NotFound,
            sentence(QT_TRANSLATE_NOOP("myna", "The configuration %1 cannot be read: %2.")).arg(shown(file), input.errorString()) };
    }
    if (input.size() > maxConfigBytes)
        return Error { Error::Code::Invalid, sentence(QT_TRANSLATE_NOOP("myna", "The configuration %1 is too large.")).arg(shown(file)) };
    LoadedConfig config;
    config.options = base;
    try {
        const YAML::Node root = YAML::Load(input.readAll().toStdString());
        if (root.IsNull())
            return config;
        if (!root.IsMap())
            return invalid(file, 1, sentence(QT_TRANSLATE_NOOP("myna", "a configuration consists of keys and values")));
        if (auto read = readMap(root, {}, file, config); !read)
            return read.error();
    } catch (const YAML::Exception& exception) {
        return invalid(file, exception.mark.line + 1, QString::fromStdString(exception.msg));
    }
    return config;
}

QStringList changedKeys(const ServerOptions& before, const ServerOptions& after)
{
    QStringList changed;
    for (const Key& key : keys()) {
        if (!key.same(before, after))
            changed.append(key.name);
    }
    return changed;
}

QStringList keysForNextStart(const QStringList& changed)
{
    QStringList later;
    for (const Key& key : keys()) {
        if (!key.live && changed.contains(key.name))
            later.append(key.name);
    }
    return later;
}

QLatin1String policyName(ActivationPolicy policy)
{
    return wordOf(policies, policy);
}

std::optional<ActivationPolicy> policyFromName(QStringView name)
{
    return valueOf<ActivationPolicy>(policies, name);
}

}
