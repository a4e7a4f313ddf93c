// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/deviceline.h"

#include "viewmodels/devicelistmodel.h"
#include "viewmodels/turnparts.h"
#include "widgets/buttons.h"
#include "widgets/elidedlabel.h"
#include "widgets/facepose.h"
#include "widgets/textrole.h"
#include "widgets/timelinebar.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using server::DeviceState;
using viewmodels::DeviceListModel;

namespace {

constexpr int picture = 36; // px
constexpr int lineSidePad = 20; // px
constexpr int barWidth = 200; // px
constexpr int narrow = 720; // px of width under which the bar gives way

QString roleOf(DeviceState state)
{
    switch (state) {
    case DeviceState::Offline:
    case DeviceState::Idle:
        return u"secondary"_s;
    case DeviceState::Listening:
    case DeviceState::Speaking:
        return u"good"_s;
    case DeviceState::Thinking:
        return u"accent"_s;
    }
    return {};
}

QString moment(const QDateTime& time)
{
    const QLocale locale;
    const QDateTime local = time.toLocalTime();
    if (local.date() == QDate::currentDate())
        return locale.toString(local.time(), QLocale::ShortFormat);
    return locale.toString(local, QLocale::ShortFormat);
}

QVector<TimelinePart> partsFor(const protocol::Timeline& timeline)
{
    const viewmodels::TurnParts parts = viewmodels::partsOf(timeline);
    QVector<TimelinePart> shown;
    const auto add = [&shown](TimelinePart::Kind kind, int ms) {
        if (ms > 0)
            shown.append({ kind, ms, {} });
    };
    add(TimelinePart::Kind::Heard, parts.heardMs);
    add(TimelinePart::Kind::Thought, parts.thoughtMs);
    add(TimelinePart::Kind::Voice, parts.voiceMs);
    return shown;
}

}

DeviceLine::DeviceLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(new ElidedLabel(this))
    , m_version(new ElidedLabel(this))
    , m_who(new QWidget(this))
    , m_state(new QLabel(this))
    , m_words(new ElidedLabel(this))
    , m_bar(new TimelineBar(theme, this))
    , m_seconds(new QLabel(this))
    , m_more(new QToolButton(this))
    , m_menu(new QMenu(this))
    , m_open(m_menu->addAction(QString()))
    , m_disconnect(m_menu->addAction(QString()))
    , m_revoke(m_menu->addAction(QString()))
{
    styleText(m_name, TextKind::Heading);
    styleText(m_version, TextKind::Secondary);
    styleText(m_state, TextKind::Secondary);
    styleText(m_words, TextKind::Body);
    styleText(m_seconds, TextKind::Mono);
    m_words->setProperty("textRole", u"secondary"_s);
    QFont bold = m_state->font();
    bold.setWeight(QFont::DemiBold);
    m_state->setFont(bold);
    m_seconds->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_bar->setFixedSize(barWidth, m_bar->sizeHint().height());
    m_more->setText(u"⋯"_s);
    styleButton(m_more, ButtonKind::Quiet);
    m_more->setFont(fontFor(TextKind::PageTitle));
    auto* names = new QVBoxLayout(m_who);
    names->setContentsMargins(0, 0, 0, 0);
    names->setSpacing(1);
    names->addWidget(m_name);
    names->addWidget(m_version);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(lineSidePad + picture + space::l, space::m + 2, space::m, space::m + 2);
    row->setSpacing(space::l);
    row->addWidget(m_who);
    row->addWidget(m_state);
    row->addWidget(m_words, 1);
    row->addWidget(m_bar);
    row->addWidget(m_seconds);
    row->addWidget(m_more);
    connect(m_more, &QToolButton::clicked, this, [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) { m_menu->popup(mapToGlobal(at)); });
    connect(
        m_disconnect, &QAction::triggered, this, [this] { emit disconnectWanted(m_index.data(DeviceListModel::DeviceIdRole).toString()); });
    connect(m_revoke, &QAction::triggered, this, [this] {
        emit revokeWanted(m_index.data(DeviceListModel::DeviceIdRole).toString(), m_index.data(DeviceListModel::NameRole).toString());
    });
    connect(m_open, &QAction::triggered, this, &DeviceLine::open);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void DeviceLine::setDevice(const QModelIndex& index)
{
    m_index = index;
    refresh();
}

void DeviceLine::setFirst(bool first)
{
    m_first = first;
    update();
}

void DeviceLine::refresh()
{
    const QString name = m_index.data(DeviceListModel::NameRole).toString();
    const QString id = m_index.data(DeviceListModel::DeviceIdRole).toString();
    const bool connected = m_index.data(DeviceListModel::ConnectedRole).toBool();
    QStringList about { m_index.data(DeviceListModel::BoardRole).toString(), m_index.data(DeviceListModel::VersionRole).toString(),
        m_index.data(DeviceListModel::GroupRole).toString() };
    if (about.removeAll(name) > 0) // many of one kind have no name of their own
        about.prepend(id);
    about.removeAll(QString());
    m_name->setWords(name);
    m_version->setWords(about.isEmpty() ? id : about.join(u" · "_s));
    m_who->setToolTip(id);
    showStates(m_index.data(DeviceListModel::QuarantineRole).toString());
    const QVariant firstSound = m_index.data(DeviceListModel::FirstSoundMsRole);
    m_measured = firstSound.isValid();
    m_bar->setParts(partsFor(m_index.data(DeviceListModel::TimelineRole).value<protocol::Timeline>()));
    m_seconds->setText(m_measured ? tr("%1 s", "seconds").arg(QLocale().toString(firstSound.toDouble() / 1000, 'f', 2)) : QString());
    m_seconds->setToolTip(m_measured ? tr("From the end of speech to the first sound of the answer") : QString());
    m_seconds->setMinimumWidth(m_seconds->fontMetrics().horizontalAdvance(u"00.00 s"_s));
    m_open->setText(tr("Open…"));
    m_disconnect->setText(tr("Disconnect"));
    m_disconnect->setEnabled(connected);
    m_revoke->setText(tr("Remove this device"));
    m_more->setAccessibleName(tr("More for %1").arg(name));
    setAccessibleName(name);
    setAccessibleDescription(u"%1, %2, %3"_s.arg(m_state->text(), m_words->text(), m_seconds->text()));
    arrange();
}

// One that is kept away says why instead of what it does.
void DeviceLine::showStates(const QString& quarantine)
{
    const bool connected = m_index.data(DeviceListModel::ConnectedRole).toBool();
    const QDateTime seen = m_index.data(DeviceListModel::LastSeenRole).toDateTime();
    const QString words = m_index.data(DeviceListModel::LastWordsRole).toString();
    const bool away = !quarantine.isEmpty();
    m_state->setText(away ? tr("kept away") : m_index.data(DeviceListModel::StateTextRole).toString());
    setTextRole(m_state, away ? u"bad"_s : roleOf(DeviceState(m_index.data(DeviceListModel::StateRole).toInt())));
    if (away)
        m_words->setWords(quarantine);
    else if (!connected && seen.isValid())
        m_words->setWords(tr("last seen %1", "a time or a date").arg(moment(seen)));
    else
        m_words->setWords(words.isEmpty() ? u"—"_s : words);
}

void DeviceLine::open()
{
    emit openWanted(m_index.data(DeviceListModel::DeviceIdRole).toString());
}

void DeviceLine::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        open();
}

void DeviceLine::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        open();
    else
        QWidget::keyPressEvent(event);
}

void DeviceLine::enterEvent(QEnterEvent* event)
{
    QWidget::enterEvent(event);
    update();
}

void DeviceLine::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    update();
}

void DeviceLine::arrange()
{
    const bool wide = width() >= narrow;
    m_who->setFixedWidth(wide ? 172 : 132);
    m_state->setMinimumWidth(wide ? 92 : 72);
    // Without a turn there is nothing to show, but the columns stay where they are.
    QSizePolicy policy = m_bar->sizePolicy();
    policy.setRetainSizeWhenHidden(wide);
    m_bar->setSizePolicy(policy);
    m_bar->setVisible(wide && m_measured);
}

void DeviceLine::paintEvent(QPaintEvent*)
{
    const Palette& colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse())
        painter.fillRect(rect(), colours.background);
    if (hasFocus()) {
        painter.setPen(QPen(colours.focus, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), radius::control, radius::control);
    }
    if (!m_first) {
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(0, 0.5), QPointF(width(), 0.5));
    }
    const QRectF square(lineSidePad, (height() - picture) / 2.0, picture, picture);
    painter.setPen(QPen(colours.line, 1));
    painter.setBrush(colours.background);
    painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), radius::control, radius::control);
    const bool connected = m_index.data(DeviceListModel::ConnectedRole).toBool();
    painter.setOpacity(connected ? 1.0 : 0.45);
    paintMyna(painter, square.adjusted(5, 5, -5, -5), poseOf(connected ? u"neutral"_s : u"sleepy"_s), colours);
}

void DeviceLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DeviceLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

}

#include "moc_deviceline.cpp"
