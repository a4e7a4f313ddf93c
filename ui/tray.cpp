// SPDX-License-Identifier: GPL-3.0-or-later
#include "tray.h"

#include "widgets/railmark.h"

#include <QAction>
#include <QEvent>

namespace myna::ui {

using viewmodels::Tone;

namespace {

QColor colourOf(Tone tone, const Palette& p)
{
    switch (tone) {
    case Tone::Neutral:
        return p.secondary;
    case Tone::Good:
        return p.good;
    case Tone::Busy:
        return p.accent;
    case Tone::Warning:
        return p.warning;
    case Tone::Bad:
        return p.bad;
    }
    return {};
}

}

Tray::Tray(const Theme& theme, viewmodels::TalkViewModel& model, QObject* parent)
    : QObject(parent)
    , m_theme(theme)
    , m_model(model)
    , m_show(m_menu.addAction(QString()))
    , m_talk(m_menu.addAction(QString()))
    , m_mute(m_menu.addAction(QString()))
    , m_stopTools((m_menu.addSeparator(), m_menu.addAction(QString())))
    , m_quit((m_menu.addSeparator(), m_menu.addAction(QString())))
{
    connect(m_show, &QAction::triggered, this, &Tray::showWanted);
    // A menu entry cannot be held down: the microphone opens and stays open until it is chosen again.
    connect(m_talk, &QAction::triggered, &model.pushToTalk(), &viewmodels::PushToTalk::toggle);
    m_mute->setCheckable(true);
    connect(m_mute, &QAction::triggered, &model.mute(), &viewmodels::Mute::set);
    m_stopTools->setVisible(false);
    connect(m_quit, &QAction::triggered, this, &Tray::quitWanted);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            emit showWanted();
    });
    connect(&model, &viewmodels::TalkViewModel::changed, this, &Tray::showState);
    m_menu.installEventFilter(this);
    m_icon.setContextMenu(&m_menu);
    retranslate();
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_icon.show();
}

void Tray::notify(const QString& title, const QString& text)
{
    if (m_icon.isVisible() && QSystemTrayIcon::supportsMessages())
        m_icon.showMessage(title, text, m_icon.icon());
}

void Tray::showState()
{
    m_icon.setToolTip(m_cameraInUse ? tr("The camera is on") : m_model.stateText());
    m_talk->setText(m_model.isListening() ? tr("Stop talking") : tr("Talk"));
    m_mute->setChecked(m_model.isMuted());
    m_stopTools->setText(m_toolStop && m_toolStop->isStopped() ? tr("Let the tools act again") : tr("Stop all tools"));
    const Tone tone = m_cameraInUse ? Tone::Bad : m_model.tone();
    if (m_tone == tone)
        return;
    m_tone = tone;
    m_icon.setIcon(mynaIcon(m_theme.palette(), colourOf(*m_tone, m_theme.palette())));
}

void Tray::setCameraInUse(bool inUse)
{
    m_cameraInUse = inUse;
    showState();
}

void Tray::setToolStop(viewmodels::ToolStop& stop)
{
    m_toolStop = &stop;
    m_stopTools->setVisible(true);
    connect(m_stopTools, &QAction::triggered, &stop, [&stop] {
        if (stop.isStopped())
            stop.release();
        else
            stop.stop();
    });
    connect(&stop, &viewmodels::ToolStop::changed, this, &Tray::showState);
    showState();
}

void Tray::retranslate()
{
    m_show->setText(tr("Show Myna"));
    m_mute->setText(tr("Mute the microphone"));
    m_quit->setText(tr("Quit"));
    showState();
}

bool Tray::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(watched, event);
}

}

#include "moc_tray.cpp"
