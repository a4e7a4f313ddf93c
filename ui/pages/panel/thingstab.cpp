// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/thingstab.h"

#include "pages/panel/scenebar.h"
#include "pages/panel/scenedialog.h"
#include "pages/panel/thingsview.h"
#include "widgets/toast.h"

#include <QVBoxLayout>

#include <chrono>

namespace myna::ui {

using viewmodels::ScenesViewModel;
using viewmodels::Tone;

namespace {
constexpr std::chrono::seconds toastShown { 6 };
constexpr std::chrono::seconds troubleShown { 15 }; // longer to read
}

ThingsTab::ThingsTab(viewmodels::PanelViewModel& panel, ScenesViewModel& scenes, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_scenes(scenes)
    , m_theme(theme)
    , m_things(new ThingsView(panel, theme, this))
    , m_bar(new SceneBar(scenes, theme, this))
    , m_toast(new Toast(theme, this))
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_things);
    setFocusProxy(m_things);
    m_bar->hide(); // until the window puts it into its title bar
    m_toast->hide();
    m_toastTimer.setSingleShot(true);
    connect(m_things, &ThingsView::settingsWanted, this, &ThingsTab::settingsWanted);
    connect(m_bar, &SceneBar::editWanted, this, &ThingsTab::editScene);
    connect(&scenes, &ScenesViewModel::said, this, [this](Tone tone, const QString& text, bool canRestore) {
        m_toast->say(tone, text, canRestore ? tr("Undo") : QString());
        m_toastTimer.setInterval(tone == Tone::Good || tone == Tone::Neutral ? toastShown : troubleShown);
        if (isVisible())
            m_toastTimer.start();
        else
            m_toastTimer.stop(); // it waits for somebody to read it
    });
    connect(&m_toastTimer, &QTimer::timeout, m_toast, &QWidget::hide);
    connect(m_toast, &Toast::closeWanted, m_toast, &QWidget::hide);
    connect(m_toast, &Toast::actionWanted, this, [this] {
        m_toast->hide();
        m_scenes.restore();
    });
}

void ThingsTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_toast->isHidden())
        m_toastTimer.start();
}

QWidget* ThingsTab::titleExtra() const
{
    return m_bar;
}

void ThingsTab::setTitleRoom(int width)
{
    m_bar->setRoom(width);
}

void ThingsTab::editScene(const QString& id)
{
    auto* dialog = new SceneDialog(m_scenes, id, m_theme, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}

#include "moc_thingstab.cpp"
