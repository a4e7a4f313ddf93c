// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverturnsviewmodel.h"

#include "tools/reminder.h"
#include "viewmodels/serverdevicesviewmodel.h"
#include "viewmodels/turnstages.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminAnswer;
using admin::AdminLink;
using admin::Turn;

namespace {
constexpr int atOnce = 100;
constexpr qsizetype mostKept = 5000;
}

QVector<NamedPart> namedParts(const protocol::Timeline& timeline)
{
    const TurnParts parts = partsOf(timeline);
    QVector<NamedPart> named;
    if (parts.heardMs > 0)
        named.append({ QCoreApplication::translate("myna", "Understanding"), parts.heardMs });
    if (parts.thoughtMs > 0)
        named.append({ QCoreApplication::translate("myna", "Thinking"), parts.thoughtMs });
    if (parts.voiceMs > 0)
        named.append({ QCoreApplication::translate("myna", "Voice"), parts.voiceMs });
    return named;
}

QString askedWords(const QString& heard)
{
    return tools::isSpokenRequest(heard) ? QCoreApplication::translate("myna", "Reminder spoken") : heard;
}

ServerTurnsViewModel::ServerTurnsViewModel(AdminLink& link, ServerDevicesViewModel& devices, QObject* parent)
    : QAbstractListModel(parent)
    , m_link(link)
    , m_devices(devices)
{
    connect(&link, &AdminLink::stateChanged, this, &ServerTurnsViewModel::onState);
    connect(&link, &AdminLink::happened, this, [this](const QString& event, const QJsonValue& data) {
        if (event == u"turn")
            addTurn(admin::turnFrom(data.toObject()));
    });
    connect(&devices, &ServerDevicesViewModel::changed, this, [this] {
        if (!m_turns.isEmpty())
            emit dataChanged(index(0), index(int(m_turns.size()) - 1)); // names
        emit hearingChanged();
    });
}

int ServerTurnsViewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_turns.size());
}

QVariant ServerTurnsViewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const Turn& turn = m_turns.at(index.row());
    QStringList words { timeText(index.row()), deviceName(index.row()), askedWords(turn.heard), turn.said, turn.failure };
    words.removeAll(QString());
    return words.join(u" · "_s);
}

QString ServerTurnsViewModel::deviceName(int row) const
{
    return m_devices.nameOf(m_turns.at(row).device);
}

QStringList ServerTurnsViewModel::hearing() const
{
    QStringList lines;
    for (const admin::Device& device : m_devices.devices()) {
        if (!device.hears.isEmpty() && !tools::isSpokenRequest(device.hears) && (m_device.isEmpty() || m_device == device.id))
            lines.append(QCoreApplication::translate("myna", "%1 hears “%2”").arg(m_devices.nameOf(device.id), device.hears));
    }
    return lines;
}

QString ServerTurnsViewModel::timeText(int row) const
{
    const QDateTime time = m_turns.at(row).time.toLocalTime();
    if (!time.isValid())
        return {};
    const QLocale locale;
    if (time.date() == QDate::currentDate())
        return time.time().toString(u"HH:mm:ss"_s);
    return locale.toString(time, QLocale::ShortFormat);
}

bool ServerTurnsViewModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_content == Content::List && !m_complete && !m_loading && m_turns.size() < mostKept;
}

void ServerTurnsViewModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    // Turns told live have no number yet; then everything is asked for again.
    const auto numbered = std::find_if(m_turns.rbegin(), m_turns.rend(), [](const Turn& turn) { return turn.id > 0; });
    load(numbered == m_turns.rend() ? 0 : numbered->id);
}

void ServerTurnsViewModel::setDevice(const QString& id)
{
    if (id == m_device)
        return;
    m_device = id;
    emit hearingChanged();
    reload();
}

void ServerTurnsViewModel::reload()
{
    beginResetModel();
    m_turns.clear();
    endResetModel();
    m_complete = false;
    setContent(Content::Loading);
    if (m_link.state() == AdminLink::State::Connected)
        load(0);
}

void ServerTurnsViewModel::load(qint64 before)
{
    m_loading = true;
    QUrlQuery query { { u"limit"_s, QString::number(atOnce) } };
    if (before > 0)
        query.addQueryItem(u"before"_s, QString::number(before));
    if (!m_device.isEmpty())
        query.addQueryItem(u"device"_s, m_device);
    m_link.client().get(u"/admin/turns"_s, query, this, [this, before, question = ++m_question](const AdminAnswer& answer) {
        if (question != m_question)
            return;
        m_loading = false;
        if (!answer.ok) {
            m_trouble = answer.error.text;
            m_complete = true;
            if (before == 0)
                setContent(Content::Trouble);
            return;
        }
        const QVector<Turn> turns = admin::turnsFrom(answer.data);
        m_complete = turns.size() < atOnce;
        if (before == 0) {
            setTurns(turns);
            m_complete = turns.size() < atOnce;
        } else if (!turns.isEmpty()) {
            const int end = int(m_turns.size());
            beginInsertRows({}, end, end + int(turns.size()) - 1);
            m_turns += turns;
            endInsertRows();
        }
    });
}

void ServerTurnsViewModel::setTurns(const QVector<Turn>& turns)
{
    beginResetModel();
    m_turns = turns;
    endResetModel();
    m_complete = true;
    setContent(m_turns.isEmpty() ? Content::Nothing : Content::List);
}

void ServerTurnsViewModel::addTurn(const Turn& turn)
{
    if (!m_device.isEmpty() && turn.device != m_device)
        return;
    if (m_content == Content::Loading && m_link.state() == AdminLink::State::Connected) {
        load(0); // the list that is on its way may be too old for it
        return;
    }
    beginInsertRows({}, 0, 0);
    m_turns.prepend(turn);
    endInsertRows();
    setContent(Content::List);
}

void ServerTurnsViewModel::onState()
{
    if (m_link.state() == AdminLink::State::Connected || m_link.state() == AdminLink::State::Off) {
        ++m_question;
        m_loading = false;
        reload();
    }
}

void ServerTurnsViewModel::setContent(Content content)
{
    m_content = content;
    emit contentChanged();
}

}

#include "moc_serverturnsviewmodel.cpp"
