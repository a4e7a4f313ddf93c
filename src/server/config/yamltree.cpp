// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/yamltree.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxDepth = 50;
constexpr qint64 maxValues = 50000;

// Why reading stopped, at which line.
struct TooMuch
{
    int line;
    QString text;
};

qint64 sizeOf(const ConfigValue& value)
{
    qint64 size = 1;
    for (const ConfigValue& item : value.items)
        size += sizeOf(item);
    for (const ConfigEntry& entry : value.entries)
        size += sizeOf(entry.value);
    return size;
}

int depthOf(const ConfigValue& value)
{
    int deepest = 0;
    for (const ConfigValue& item : value.items)
        deepest = std::max(deepest, depthOf(item));
    for (const ConfigEntry& entry : value.entries)
        deepest = std::max(deepest, depthOf(entry.value));
    return deepest + 1;
}

// Builds our values from the parser's events. The values an alias stands for are counted each time it is used: a file of a few lines can
// otherwise stand for billions.
class Builder final : public YAML::EventHandler
{
public:
    Builder(QString file, ConfigFindings& findings)
        : m_file(std::move(file))
        , m_findings(findings)
    {
    }

    ConfigValue take() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(value(ConfigValue::Kind::Null, mark), anchor); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override
    {
        ConfigValue scalar = value(ConfigValue::Kind::Text, mark);
        scalar.text = QString::fromStdString(text);
        scalar.quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
        add(std::move(scalar), anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end()) // it stands inside what it names
            throw TooMuch { mark.line + 1, QCoreApplication::translate("myna", "An alias refers to itself.") };
        if (int(m_open.size()) + depthOf(found->second) > maxDepth)
            tooDeep(mark);
        ConfigValue copy = found->second;
        count(sizeOf(copy), mark);
        place(std::move(copy));
    }
    void OnSequenceStart(
        const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) override
    {
        open(value(ConfigValue::Kind::List, mark), anchor, mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) override
    {
        open(value(ConfigValue::Kind::Map, mark), anchor, mark);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open
    {
        ConfigValue value;
        YAML::anchor_t anchor = 0;
        bool hasKey = false;
        ConfigValue key;
    };

    [[nodiscard]] ConfigValue value(ConfigValue::Kind kind, const YAML::Mark& mark) const
    {
        ConfigValue fresh;
        fresh.kind = kind;
        fresh.file = m_file;
        fresh.line = mark.line + 1;
        return fresh;
    }

    void count(qint64 values, const YAML::Mark& mark)
    {
        m_values += values;
        if (m_values > maxValues)
            throw TooMuch { mark.line + 1, QCoreApplication::translate("myna", "The configuration has too many values.") };
    }

    [[noreturn]] static void tooDeep(const YAML::Mark& mark)
    {
        throw TooMuch { mark.line + 1, QCoreApplication::translate("myna", "The configuration is nested too deeply.") };
    }

    void open(ConfigValue container, YAML::anchor_t anchor, const YAML::Mark& mark)
    {
        if (int(m_open.size()) >= maxDepth)
            tooDeep(mark);
        count(1, mark);
        m_open.push_back({ std::move(container), anchor, false, {} });
    }

    void close()
    {
        Open finished = std::move(m_open.back());
        m_open.pop_back();
        if (finished.value.isMap())
            resolveMerge(finished.value);
        remember(finished.value, finished.anchor);
        place(std::move(finished.value));
    }

    void add(ConfigValue scalar, YAML::anchor_t anchor)
    {
        m_values += 1;
        if (m_values > maxValues)
            throw TooMuch { scalar.line, QCoreApplication::translate("myna", "The configuration has too many values.") };
        remember(scalar, anchor);
        place(std::move(scalar));
    }

    void remember(const ConfigValue& value, YAML::anchor_t anchor)
    {
        if (anchor == 0)
            return;
        m_values += sizeOf(value); // the copy kept for the aliases costs, too
        m_anchors[anchor] = value;
    }

    void place(ConfigValue value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        Open& parent = m_open.back();
        if (parent.value.kind == ConfigValue::Kind::List) {
            parent.value.items.push_back(std::move(value));
        } else if (!parent.hasKey) {
            parent.key = std::move(value);
            parent.hasKey = true;
        } else {
            parent.hasKey = false;
            placeEntry(parent.value, parent.key, std::move(value));
        }
    }

    void placeEntry(ConfigValue& map, const ConfigValue& key, ConfigValue value)
    {
        if (key.kind == ConfigValue::Kind::List || key.kind == ConfigValue::Kind::Map)
            throw TooMuch { key.line, QCoreApplication::translate("myna", "A key must be a word.") };
        const QString name = key.kind == ConfigValue::Kind::Null ? u"null"_s : key.text;
        const auto before
            = std::find_if(map.entries.begin(), map.entries.end(), [&](const ConfigEntry& entry) { return entry.key == name; });
        if (before == map.entries.end()) {
            map.entries.push_back({ name, std::move(value), m_file, key.line });
            return;
        }
        m_findings.append({ ConfigFinding::Severity::Warning, m_file, key.line, name,
            QCoreApplication::translate("myna", "%1 stands here twice (first in line %2); the last one counts.")
                .arg(name)
                .arg(before->line) });
        before->value = std::move(value);
        before->line = key.line;
    }

    // `<<: *defaults`: what the map itself says comes first.
    static void resolveMerge(ConfigValue& map)
    {
        const ConfigValue* const found = map.find(u"<<"_s);
        if (!found)
            return;
        const ConfigValue merged = *found;
        std::erase_if(map.entries, [](const ConfigEntry& entry) { return entry.key == u"<<"; });
        const auto take = [&map](const ConfigValue& source) {
            for (const ConfigEntry& entry : source.entries) {
                if (!map.find(entry.key))
                    map.entries.push_back(entry);
            }
        };
        take(merged);
        for (const ConfigValue& item : merged.items)
            take(item);
    }

    QString m_file;
    ConfigFindings& m_findings;
    ConfigValue m_root;
    std::vector<Open> m_open;
    std::map<YAML::anchor_t, ConfigValue> m_anchors;
    qint64 m_values = 0;
};

ConfigValue emptyMap(const QString& file)
{
    ConfigValue map;
    map.kind = ConfigValue::Kind::Map;
    map.file = file;
    map.line = 1;
    return map;
}

// The mistake people make most, and the parser names worst.
bool isIndentedByTab(const QByteArray& text, int line)
{
    const QByteArray here = text.split('\n').value(line - 1);
    const auto indentEnd = std::ranges::find_if(here, [](char c) { return c != ' ' && c != '\t'; });
    return std::ranges::find(here.begin(), indentEnd, '\t') != indentEnd;
}

QString syntaxError(const QByteArray& text, const YAML::Exception& exception)
{
    if (isIndentedByTab(text, exception.mark.line + 1))
        return QCoreApplication::translate("myna", "This line begins with a tab. Write spaces instead.");
    return QCoreApplication::translate("myna", "This is not valid YAML: %1.").arg(QString::fromStdString(exception.msg));
}

}

ConfigValue parseYaml(const QByteArray& text, const QString& file, ConfigFindings& findings)
{
    const auto wrong = [&](int line, const QString& what) {
        findings.append({ ConfigFinding::Severity::Error, file, line, {}, what });
        return emptyMap(file);
    };
    if (text.size() > maxConfigBytes)
        return wrong(0, QCoreApplication::translate("myna", "The configuration is too large."));
    Builder builder(file, findings);
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder))
            return emptyMap(file);
    } catch (const TooMuch& reason) {
        return wrong(reason.line, reason.text);
    } catch (const YAML::Exception& exception) {
        return wrong(exception.mark.line + 1, syntaxError(text, exception));
    }
    ConfigValue root = builder.take();
    if (root.kind == ConfigValue::Kind::Null)
        return emptyMap(file);
    if (!root.isMap())
        return wrong(1, QCoreApplication::translate("myna", "A configuration consists of keys and values."));
    return root;
}

}
