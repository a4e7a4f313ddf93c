// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/controldesk.h"

#include "desktop/commandline.h"
#include "desktop/controlserver.h"
#include "settings/options.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

using viewmodels::PushToTalk;

namespace {
constexpr qsizetype longestToken = 256; // desktops use less than a hundred
}

ControlDesk::ControlDesk(
    viewmodels::TalkViewModel& talk, const settings::SettingsStore& settings, viewmodels::ToolStop& tools, QObject* parent)
    : QObject(parent)
    , m_talk(talk)
    , m_settings(settings)
    , m_tools(tools)
{
}

QJsonObject ControlDesk::answer(const QJsonObject& request)
{
    const QString verb = request.value("verb"_L1).toString();
    QJsonObject done { { u"ok"_s, true } };
    if (verb == "status"_L1)
        return status();
    if (verb == "show"_L1)
        return show(request);
    if (verb == "talk-start"_L1 || verb == "talk-stop"_L1)
        return talk(verb == "talk-start"_L1);
    if (verb == "interrupt"_L1) {
        m_talk.interrupt();
        return done;
    }
    if (verb == "mute"_L1 || verb == "unmute"_L1) {
        m_talk.mute().set(verb == "mute"_L1);
        return done;
    }
    if (verb == "stop-tools"_L1 || verb == "allow-tools"_L1) {
        if (verb == "stop-tools"_L1)
            m_tools.stop();
        else
            m_tools.release();
        return done;
    }
    if (verb == "quit"_L1) {
        emit quitWanted();
        return done;
    }
    return controlError(u"Myna does not know this command."_s);
}

QJsonObject ControlDesk::status() const
{
    return {
        { u"ok"_s, true },
        { u"state"_s, QString(session::stateName(m_talk.state())) },
        { u"connected"_s, m_talk.isLinked() },
        { u"profile"_s, m_settings.get(settings::profile) },
        { u"muted"_s, m_talk.isMuted() },
        { u"microphone"_s, m_talk.isMicrophoneOpen() ? u"open"_s : u"closed"_s },
        { u"tools"_s, m_tools.isStopped() ? u"stopped"_s : u"allowed"_s },
        { u"version"_s, QStringLiteral(MYNA_VERSION) },
        { u"pid"_s, QCoreApplication::applicationPid() },
    };
}

QJsonObject ControlDesk::show(const QJsonObject& request)
{
    const QString page = request.value("page"_L1).toString();
    if (!page.isEmpty() && !pageNames().contains(page))
        return controlError(u"There is no such page. There are %1."_s.arg(pageNames().join(u", "_s)));
    emit showWanted(page, request.value("token"_L1).toString().left(longestToken));
    return { { u"ok"_s, true } };
}

QJsonObject ControlDesk::talk(bool start)
{
    PushToTalk& hand = m_talk.pushToTalk();
    if (!start) {
        hand.release(PushToTalk::Source::Control);
        return { { u"ok"_s, true } };
    }
    if (m_settings.get(settings::profile).isEmpty())
        return controlError(u"No server is chosen yet. Choose one in Myna's window."_s);
    hand.press(PushToTalk::Source::Control);
    if (m_talk.isMuted())
        return controlError(u"The microphone is muted. \"myna ctl unmute\" switches it on."_s);
    return { { u"ok"_s, true } };
}

}

#include "moc_controldesk.cpp"
