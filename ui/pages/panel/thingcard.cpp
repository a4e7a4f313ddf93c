// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/thingcard.h"

#include "pages/panel/propertycontrol.h"
#include "widgets/card.h"
#include "widgets/elidedlabel.h"
#include "widgets/icon.h"
#include "widgets/textrole.h"
#include "widgets/toggleswitch.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace myna::ui {

using viewmodels::ControlKind;
using viewmodels::PanelCard;
using viewmodels::PanelControl;

namespace {

constexpr int tile = 36; // px of the drawing's ground

// Same controls, other values: then only the values move.
bool isSameShape(const PanelCard& a, const PanelCard& b)
{
    return a.key == b.key && a.title == b.title && a.headline.isEmpty() == b.headline.isEmpty() && a.mainSwitch == b.mainSwitch
        && std::ranges::equal(a.controls, b.controls, [](const PanelControl& x, const PanelControl& y) {
               return x.property == y.property && x.kind == y.kind && x.title == y.title && x.choiceTexts == y.choiceTexts;
           });
}

int countOf(const PanelCard& card, ControlKind kind)
{
    return int(std::ranges::count(card.controls, kind, &PanelControl::kind));
}

QString roleOf(viewmodels::Tone tone)
{
    switch (tone) {
    case viewmodels::Tone::Bad:
        return QStringLiteral("bad");
    case viewmodels::Tone::Warning:
        return QStringLiteral("warning");
    case viewmodels::Tone::Good:
    case viewmodels::Tone::Neutral:
    case viewmodels::Tone::Busy:
        return QStringLiteral("secondary");
    }
    return QStringLiteral("secondary");
}

// A drawing on a soft ground, with a small star at its corner where it is a favourite.
struct Tile
{
    QString drawing;
    QColor ground;
    QColor ink;
    QColor star; // invalid: none
    QColor edge; // of the small star, as the card
    bool isFocused = false;
};

QPixmap picture(const Tile& look, const QColor& focus, qreal scale)
{
    QPixmap made(QSize(tile, tile) * scale);
    made.setDevicePixelRatio(scale);
    made.fill(Qt::transparent);
    QPainter painter(&made);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look.isFocused ? QPen(focus, 2) : QPen(Qt::NoPen));
    painter.setBrush(look.ground);
    painter.drawRoundedRect(QRectF(1, 1, tile - 2, tile - 2), radius::control, radius::control);
    icon(look.drawing, look.ink).paint(&painter, QRect(8, 8, tile - 16, tile - 16));
    if (look.star.isValid()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.edge);
        painter.drawEllipse(QPointF(tile - 7, 7), 7, 7);
        icon(QStringLiteral("star-filled"), look.star).paint(&painter, QRect(tile - 13, 1, 12, 12));
    }
    return made;
}

}

ThingCard::ThingCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_card(new Card(theme, this))
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_card);
    setFocusPolicy(Qt::TabFocus);
    buildHead();
    m_note = new QLabel(m_card);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    styleText(m_note, TextKind::Secondary);
    m_card->body()->addStretch();
    m_card->body()->addWidget(m_note);
    connect(&theme, &Theme::changed, this, &ThingCard::dress);
    retranslate();
}

void ThingCard::buildHead()
{
    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    m_title = new ElidedLabel(m_card);
    m_state = new ElidedLabel(m_card);
    m_headline = new QLabel(m_card);
    m_headline->setTextFormat(Qt::PlainText);
    styleText(m_title, TextKind::Heading);
    styleText(m_state, TextKind::Secondary);
    styleText(m_headline, TextKind::BigTitle);
    m_star = new QToolButton(m_card);
    m_star->setProperty("kind", QStringLiteral("tile"));
    m_star->setFixedSize(tile, tile);
    m_star->setIconSize({ tile, tile });
    m_star->setFocusPolicy(Qt::TabFocus);
    m_star->setCursor(Qt::PointingHandCursor);
    m_star->installEventFilter(this);
    m_switch = new ToggleSwitch(m_theme, m_card);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_state);
    head->addWidget(m_star);
    head->addLayout(words, 1);
    head->addWidget(m_headline);
    head->addWidget(m_switch);
    m_card->body()->addLayout(head);
    connect(m_star, &QToolButton::clicked, this, [this] { emit favouriteWanted(!m_shown.isFavourite); });
    connect(m_switch, &QAbstractButton::clicked, this, [this](bool on) {
        if (m_shown.mainSwitch >= 0)
            emit changeWanted(m_shown.controls.at(m_shown.mainSwitch).property, on);
    });
}

void ThingCard::present(const PanelCard& card)
{
    const bool sameShape = isSameShape(card, m_shown) && m_body;
    m_shown = card;
    if (!sameShape)
        buildControls(card);
    for (const PanelControl& control : card.controls) {
        if (PropertyControl* shown = m_controls.value(control.property))
            shown->present(control);
    }
    m_body->setEnabled(card.isReachable);
    showHead();
}

void ThingCard::showHead()
{
    m_title->setWords(m_shown.title);
    m_state->setWords(m_shown.state);
    setTextRole(m_title, m_shown.isReachable ? QStringLiteral("text") : QStringLiteral("secondary"));
    setTextRole(m_headline, m_shown.isReachable ? QStringLiteral("text") : QStringLiteral("secondary"));
    m_headline->setText(m_shown.headline);
    m_headline->setVisible(!m_shown.headline.isEmpty());
    m_switch->setVisible(m_shown.mainSwitch >= 0);
    m_switch->setEnabled(m_shown.isReachable);
    m_switch->setChecked(m_shown.isLit);
    m_switch->setAccessibleName(m_shown.title);
    m_note->setText(m_shown.note);
    m_note->setVisible(!m_shown.note.isEmpty());
    setTextRole(m_note, roleOf(m_shown.noteTone));
    setAccessibleName(tr("%1, %2", "thing, its state").arg(m_shown.title, m_shown.headline.isEmpty() ? m_shown.state : m_shown.headline));
    setAccessibleDescription(m_shown.note);
    m_card->setLook(hasFocus() ? Card::Look::Focused : m_shown.isReachable ? Card::Look::Plain : Card::Look::Sunken);
    dress();
}

void ThingCard::buildControls(const PanelCard& card)
{
    delete m_body;
    m_controls.clear();
    m_body = new QWidget(m_card);
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, space::xs, 0, 0);
    column->setSpacing(space::s);
    const int sliders = countOf(card, ControlKind::Slider);
    for (int i = 0; i < card.controls.size(); ++i) {
        const PanelControl& control = card.controls.at(i);
        if (i == card.mainSwitch || control.kind == ControlKind::Action)
            continue;
        const bool isReading = control.kind == ControlKind::Reading;
        if (isReading && !card.headline.isEmpty() && control.text == card.headline && card.controls.size() > 1)
            continue; // the head says it
        if (isReading && (card.icon == QLatin1String("blinds") || card.icon == QLatin1String("clock")))
            continue; // the line below the title says it in words
        const bool said = (control.kind == ControlKind::Slider && sliders == 1) || (isReading && !card.headline.isEmpty());
        PropertyControl* made = makeControl(m_theme, control, card.title, { .title = !said }, m_body);
        const QString property = control.property;
        connect(
            made, &PropertyControl::changeWanted, this, [this, property](const QVariant& value) { emit changeWanted(property, value); });
        connect(made, &PropertyControl::dragged, this, [this, property](const QVariant& value) { emit dragged(property, value); });
        connect(made, &PropertyControl::released, this, [this, property] { emit released(property); });
        column->addWidget(made);
        m_controls.insert(property, made);
    }
    addActions(card);
    m_body->setVisible(column->count() > 0);
    m_card->body()->insertWidget(1, m_body);
}

// All of them in one line, equally wide: Close, Stop, Open.
void ThingCard::addActions(const PanelCard& card)
{
    if (countOf(card, ControlKind::Action) == 0)
        return;
    auto* row = new QHBoxLayout;
    row->setSpacing(space::s);
    QVector<PanelControl> actions = card.controls;
    actions.removeIf([](const PanelControl& control) { return control.kind != ControlKind::Action; });
    // As they lie in the world: down at the left, up at the right.
    const auto place = [](const PanelControl& control) {
        static const QStringList order { QStringLiteral("close"), QStringLiteral("stop"), QStringLiteral("open") };
        return order.indexOf(control.property);
    };
    if (std::ranges::all_of(actions, [&place](const PanelControl& control) { return place(control) >= 0; }))
        std::ranges::sort(actions, {}, place);
    for (const PanelControl& control : std::as_const(actions)) {
        auto* button = new QPushButton(capitalised(control.title), m_body);
        button->setProperty("kind", QStringLiteral("action"));
        button->setMinimumHeight(hitTarget);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setMinimumWidth(button->sizeHint().width());
        button->setAccessibleName(QStringLiteral("%1: %2").arg(card.title, control.title));
        connect(button, &QPushButton::clicked, this, [this, property = control.property] { emit changeWanted(property, QVariant()); });
        row->addWidget(button, 1);
    }
    static_cast<QVBoxLayout*>(m_body->layout())->addLayout(row);
}

void ThingCard::presentHistory(const QString& property, const QVector<QPointF>& points, double now)
{
    if (PropertyControl* control = m_controls.value(property))
        control->presentHistory(points, now);
}

void ThingCard::dress()
{
    const Palette& p = m_theme.palette();
    const bool lit = m_shown.isLit && m_shown.isReachable;
    const bool asksForStar = m_star->hasFocus() || m_star->underMouse();
    Tile look { m_shown.icon,
        lit                       ? p.accentSoft
            : m_shown.isReachable ? p.background
                                  : p.line,
        lit ? p.accentText : p.secondary, {}, p.surface, m_star->hasFocus() };
    if (asksForStar) {
        look.drawing = m_shown.isFavourite ? QStringLiteral("star-filled") : QStringLiteral("star");
        look.ink = p.accentText;
    } else if (m_shown.isFavourite) {
        look.star = p.accentText;
    }
    m_star->setIcon(picture(look, p.focus, devicePixelRatioF()));
    m_star->setToolTip(m_shown.isFavourite ? tr("Take out of the favourites") : tr("Add to the favourites"));
    m_star->setAccessibleName(QStringLiteral("%1: %2").arg(m_shown.title, m_star->toolTip()));
}

void ThingCard::retranslate()
{
    showHead();
}

bool ThingCard::eventFilter(QObject* watched, QEvent* event)
{
    static constexpr std::array looks { QEvent::FocusIn, QEvent::FocusOut, QEvent::Enter, QEvent::Leave };
    if (watched == m_star && std::ranges::find(looks, event->type()) != looks.end())
        QMetaObject::invokeMethod(this, &ThingCard::dress, Qt::QueuedConnection); // after the focus has moved
    return QWidget::eventFilter(watched, event);
}

void ThingCard::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        emit moveWanted(Qt::Key(event->key()));
        return;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->isAutoRepeat())
            return;
        if (m_shown.mainSwitch >= 0 && m_shown.isReachable)
            emit changeWanted(m_shown.controls.at(m_shown.mainSwitch).property, !m_shown.isLit);
        else if (m_shown.isReachable)
            focusNextChild();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ThingCard::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    showHead();
}

void ThingCard::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    showHead();
}

void ThingCard::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_thingcard.cpp"
