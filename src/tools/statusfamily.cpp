// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/statusfamily.h"

#include "mcp/thingtools.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

StatusFamily::StatusFamily(const things::ThingRegistry& things, std::vector<StatusSource> sources, QObject* parent)
    : ToolFamily(parent)
    , m_things(&things)
    , m_sources(std::move(sources))
{
}

std::vector<mcp::Tool> StatusFamily::tools()
{
    if (!m_things)
        return {};
    mcp::Tool tool = mcp::deviceStatusTool(*m_things);
    tool.spec.description = u"Gives the present state of this device: loudspeaker, screen, battery, network and its other things. Call it "
                            u"before changing something relative to its present value, and to answer questions about the device."_s;
    tool.spec.title = tr("Look at the state of this computer");
    tool.run = [self = QPointer(this)](const QJsonObject&, const mcp::ToolAnswer& answer, QObject* call) {
        if (self)
            return self->collect(call, answer);
        answer(Error { Error::Code::Unavailable, u"This device is being switched off."_s });
    };
    return { tool };
}

// The parts first: some bring the things up to date.
void StatusFamily::collect(QObject* call, const mcp::ToolAnswer& answer) const
{
    struct Round
    {
        QJsonObject parts;
        size_t waiting = 0;
    };
    auto round = std::make_shared<Round>();
    round->waiting = m_sources.size() + 1;
    const auto part = [round, answer, things = m_things](const QString& key, const QJsonObject& told) {
        if (!told.isEmpty())
            round->parts.insert(key, told);
        if (--round->waiting > 0)
            return;
        QJsonObject status = things ? mcp::statusOf(*things) : QJsonObject();
        for (auto it = round->parts.constBegin(); it != round->parts.constEnd(); ++it) {
            QJsonObject whole = status.value(it.key()).toObject();
            const QJsonObject fresh = it->toObject();
            for (auto value = fresh.constBegin(); value != fresh.constEnd(); ++value)
                whole.insert(value.key(), value.value());
            status.insert(it.key(), whole);
        }
        answer(QString::fromUtf8(QJsonDocument(status).toJson(QJsonDocument::Compact)));
    };
    for (const StatusSource& source : m_sources)
        source.read(call, [part, key = source.key](const QJsonObject& told) { part(key, told); });
    part({}, {});
}

}

#include "moc_statusfamily.cpp"
