// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configvariables.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QRegularExpression>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxExpanded = 64 * 1024; // characters of one value

QString joined(const QString& path, const QString& key)
{
    return path.isEmpty() ? key : path + u'.' + key;
}

class Resolver
{
public:
    Resolver(const Environment& environment, const Secrets& secrets, ConfigFindings& findings)
        : m_environment(environment)
        , m_secrets(secrets)
        , m_findings(findings)
    {
    }

    void resolve(ConfigValue& value, const QString& path)
    {
        for (ConfigEntry& entry : value.entries)
            resolve(entry.value, joined(path, entry.key));
        for (ConfigValue& item : value.items)
            resolve(item, path);
        if (!value.isText())
            return;
        if (const QString name = secretNameOf(value.text); !name.isEmpty())
            readSecret(value, name, path);
        else if (value.text.contains(u"${"))
            expand(value, path);
    }

private:
    void wrong(const ConfigValue& value, const QString& path, const QString& text)
    {
        m_findings.append({ ConfigFinding::Severity::Error, value.file, value.line, path, text });
    }

    void readSecret(ConfigValue& value, const QString& name, const QString& path)
    {
        const auto secret = m_secrets.constFind(name);
        value.origin = ConfigValue::Origin::Keychain;
        value.quoted = true;
        if (secret != m_secrets.constEnd()) {
            value.text = *secret;
            return;
        }
        wrong(value, path,
            QCoreApplication::translate(
                "myna", "%1 asks for the secret %2, which is not stored here. Store it with: mynad config secret %2")
                .arg(path, name));
        value.text.clear();
    }

    void expand(ConfigValue& value, const QString& path)
    {
        static const QRegularExpression variable(u"\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?\\}"_s);
        QString text;
        qsizetype from = 0;
        for (auto it = variable.globalMatch(value.text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            text += QStringView(value.text).sliced(from, match.capturedStart() - from);
            from = match.capturedEnd();
            if (match.captured(1).isEmpty())
                text += u"${";
            else
                text += variableOf(match, value, path);
        }
        text += QStringView(value.text).sliced(from);
        if (text.size() > maxExpanded) {
            wrong(value, path, QCoreApplication::translate("myna", "%1 is too long.").arg(path));
            text.clear();
        }
        value.text = text;
    }

    QString variableOf(const QRegularExpressionMatch& match, ConfigValue& value, const QString& path)
    {
        const QString name = match.captured(1);
        const bool hasOther = match.capturedLength(2) > 0;
        const auto found = m_environment ? m_environment(name) : std::nullopt;
        value.origin = ConfigValue::Origin::Environment;
        if (found && !(hasOther && found->isEmpty()))
            return *found;
        if (!hasOther) {
            wrong(value, path,
                QCoreApplication::translate("myna", "%1 asks for the environment variable %2, which is not set.").arg(path, name));
        }
        return match.captured(3);
    }

    const Environment& m_environment;
    const Secrets& m_secrets;
    ConfigFindings& m_findings;
};

void collect(const ConfigValue& value, QStringList& names)
{
    for (const ConfigEntry& entry : value.entries)
        collect(entry.value, names);
    for (const ConfigValue& item : value.items)
        collect(item, names);
    const QString name = value.isText() ? secretNameOf(value.text) : QString();
    if (!name.isEmpty() && !names.contains(name))
        names.append(name);
}

}

Environment systemEnvironment()
{
    return [environment = QProcessEnvironment::systemEnvironment()](const QString& name) -> std::optional<QString> {
        if (environment.contains(name))
            return environment.value(name);
        return std::nullopt;
    };
}

void resolveVariables(ConfigValue& root, const Environment& environment, const Secrets& secrets, ConfigFindings& findings)
{
    Resolver(environment, secrets, findings).resolve(root, {});
}

QStringList secretNames(const ConfigValue& root)
{
    QStringList names;
    collect(root, names);
    return names;
}

QString secretNameOf(const QString& text)
{
    constexpr auto scheme = "keychain:"_L1;
    if (!text.startsWith(scheme))
        return {};
    const QString name = text.mid(scheme.size());
    return isSecretReference(name) ? name : QString();
}

bool isSecretReference(const QString& name)
{
    static const QRegularExpression pattern(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"_s);
    return pattern.match(name).hasMatch();
}

}
