// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolsviewmodel.h"

#include "viewmodels/toolwords.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

constexpr qsizetype mostExchanges = 200; // kept; they are small and the tools are not many

bool hasAll(const mcp::ToolSpec& spec, const QString& words)
{
    const QString text = titleOfTool(spec) + u' ' + spec.name + u' ' + wordsOfTool(spec) + u' ' + spec.description;
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(parts, [&text](const QString& part) { return text.contains(part, Qt::CaseInsensitive); });
}

}

ToolsViewModel::ToolsViewModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void ToolsViewModel::addPlace(ToolPlace& place)
{
    m_places.append(&place);
    connect(&place, &ToolPlace::changed, this, [this, &place] {
        if (&place == m_place)
            refresh();
        emit placesChanged();
    });
    if (!m_place)
        choosePlace(0);
    emit placesChanged();
}

void ToolsViewModel::removePlace(ToolPlace& place)
{
    disconnect(&place, nullptr, this, nullptr);
    m_places.removeOne(&place);
    m_exchanges.removeIf([prefix = QString::number(quintptr(&place))](const auto& entry) { return entry.key().startsWith(prefix); });
    if (&place == m_place) {
        m_place = nullptr;
        m_chosen.clear();
        choosePlace(0);
    }
    emit placesChanged();
}

QStringList ToolsViewModel::places() const
{
    QStringList names;
    for (const ToolPlace* place : m_places)
        names.append(place->name());
    return names;
}

int ToolsViewModel::currentPlace() const
{
    return int(m_places.indexOf(m_place));
}

int ToolsViewModel::toolCount() const
{
    return int(m_offers.size());
}

int ToolsViewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ToolsViewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ToolPlace::Offer& offer = m_offers.at(m_rows.at(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return titleOfTool(offer.spec);
    case NameRole:
        return offer.spec.name;
    case AllowedRole:
        return offer.allowed;
    case Qt::ToolTipRole:
        return wordsOfTool(offer.spec);
    case Qt::AccessibleDescriptionRole:
        return offer.allowed ? offer.spec.name : tr("%1, never allowed").arg(offer.spec.name);
    default:
        return {};
    }
}

const ToolPlace::Offer* ToolsViewModel::chosen() const
{
    const auto found = std::ranges::find(m_offers, m_chosen, [](const ToolPlace::Offer& offer) { return offer.spec.name; });
    return m_chosen.isEmpty() || found == m_offers.end() ? nullptr : &*found;
}

int ToolsViewModel::chosenRow() const
{
    const auto found = std::ranges::find(m_rows, m_chosen, [this](qsizetype row) { return m_offers.at(row).spec.name; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QVector<ToolField> ToolsViewModel::fields() const
{
    const ToolPlace::Offer* offer = chosen();
    return offer ? toolFields(offer->spec) : QVector<ToolField>();
}

QString ToolsViewModel::keyOf(const QString& tool) const
{
    return QString::number(quintptr(m_place)) + u' ' + tool;
}

const ToolExchange* ToolsViewModel::exchange() const
{
    const auto found = m_exchanges.find(keyOf(m_chosen));
    return found == m_exchanges.end() || m_calling ? nullptr : &*found;
}

void ToolsViewModel::choosePlace(int place)
{
    ToolPlace* const chosen = m_places.value(place);
    if (chosen == m_place && chosen)
        return;
    m_place = chosen;
    m_chosen.clear();
    m_calling = false;
    ++m_era;
    refresh();
    emit chosenChanged();
    emit changed();
}

void ToolsViewModel::setWords(const QString& words)
{
    m_words = words.left(200);
    refresh();
}

void ToolsViewModel::choose(const QString& tool)
{
    if (tool == m_chosen)
        return;
    m_chosen = tool;
    m_calling = false;
    ++m_era;
    emit chosenChanged();
    emit changed();
}

void ToolsViewModel::call(const QMap<QString, QString>& typed)
{
    const ToolPlace::Offer* offer = chosen();
    if (!offer || !m_place || m_calling)
        return;
    const ToolInput input = toolInput(toolFields(offer->spec), typed);
    if (!input.wrong.isEmpty()) {
        emit refused(input.wrong);
        return;
    }
    m_calling = true;
    emit changed();
    m_place->call(offer->spec.name, input.arguments, this, [this, era = m_era, key = keyOf(m_chosen)](const ToolExchange& exchange) {
        if (m_exchanges.size() >= mostExchanges)
            m_exchanges.clear();
        m_exchanges.insert(key, exchange);
        if (era == m_era)
            m_calling = false;
        emit changed();
    });
}

void ToolsViewModel::retranslate()
{
    refresh();
    emit placesChanged();
}

void ToolsViewModel::refresh()
{
    const std::optional<ToolPlace::Offer> before = chosen() ? std::optional(*chosen()) : std::nullopt;
    beginResetModel();
    m_offers = m_place ? m_place->offers() : QVector<ToolPlace::Offer>();
    m_rows.clear();
    for (qsizetype i = 0; i < m_offers.size(); ++i) {
        if (hasAll(m_offers.at(i).spec, m_words))
            m_rows.append(i);
    }
    endResetModel();
    const ToolPlace::Offer* now = chosen();
    if (before.has_value() != (now != nullptr) || (now && *now != *before))
        emit chosenChanged();
}

}

#include "moc_toolsviewmodel.cpp"
