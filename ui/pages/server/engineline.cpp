// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/engineline.h"

#include "widgets/busydots.h"
#include "widgets/buttons.h"
#include "widgets/elidedlabel.h"
#include "widgets/pilllabel.h"
#include "widgets/textrole.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerEnginesViewModel;

namespace {

constexpr int engineSidePad = 20; // px
constexpr int nameWidth = 150; // px
constexpr int stateWidth = 190; // px
constexpr int narrowName = 112; // px
constexpr int narrow = 720; // px of width

QString roleOf(viewmodels::Tone tone)
{
    switch (tone) {
    case viewmodels::Tone::Good:
        return u"good"_s;
    case viewmodels::Tone::Warning:
        return u"warning"_s;
    case viewmodels::Tone::Bad:
        return u"bad"_s;
    case viewmodels::Tone::Neutral:
    case viewmodels::Tone::Busy:
        return u"secondary"_s;
    }
    return {};
}

}

EngineLine::EngineLine(const Theme& theme, bool first, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_first(first)
    , m_who(new QWidget(this))
    , m_stateBox(new QWidget(this))
    , m_place(new QLabel(this))
    , m_name(new ElidedLabel(this))
    , m_type(new ElidedLabel(this))
    , m_state(new PillLabel(theme, this))
    , m_latency(new QLabel(this))
    , m_calls(new QLabel(this))
    , m_test(new QPushButton(this))
    , m_busy(new BusyDots(theme, this))
    , m_result(new QLabel(this))
{
    styleText(m_place, TextKind::Mono);
    styleText(m_name, TextKind::Heading);
    styleText(m_type, TextKind::Secondary);
    for (QLabel* label : { m_latency, m_calls, m_result }) {
        styleText(label, TextKind::Secondary);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_place->setFixedWidth(18);
    m_place->setProperty("textRole", u"secondary"_s);
    styleButton(m_test, ButtonKind::Secondary);
    auto* names = new QVBoxLayout(m_who);
    names->setContentsMargins(0, 0, 0, 0);
    names->setSpacing(1);
    names->addWidget(m_name);
    names->addWidget(m_type);
    auto* figures = new QVBoxLayout;
    figures->setSpacing(1);
    figures->addWidget(m_latency);
    figures->addWidget(m_calls);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::l);
    row->addWidget(m_place);
    // Aligned, not stretched: a stretch here would make the whole row take what room the page has to spare.
    row->addWidget(m_who, 0, Qt::AlignVCenter);
    auto* left = new QHBoxLayout(m_stateBox);
    left->setContentsMargins(0, 0, 0, 0);
    left->addWidget(m_state);
    left->addStretch();
    row->addWidget(m_stateBox);
    row->addLayout(figures, 1);
    row->addWidget(m_busy);
    row->addWidget(m_test);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(engineSidePad, space::m, engineSidePad - 4, space::m);
    column->setSpacing(space::xs);
    column->addLayout(row);
    m_result->setContentsMargins(18 + space::l, 0, 0, 0);
    column->addWidget(m_result);
    m_busy->hide();
    connect(m_test, &QPushButton::clicked, this, [this] { emit testWanted(m_row.engine.kind, m_row.engine.name); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EngineLine::setRow(const ServerEnginesViewModel::Row& row)
{
    m_row = row;
    const admin::Engine& engine = row.engine;
    m_place->setText(engine.selected > 0 ? QString::number(engine.selected) : u"–"_s);
    m_place->setToolTip(engine.selected > 0 ? tr("Its place in the chain: the next one helps when it fails.") : tr("It is not chosen."));
    m_name->setWords(engine.name);
    m_type->setWords(engine.type);
    m_state->setState(ServerEnginesViewModel::stateTone(engine), ServerEnginesViewModel::stateText(engine));
    m_latency->setText(ServerEnginesViewModel::latencyText(engine));
    m_latency->setToolTip(tr("Until the first result: a text, a word, a sound."));
    m_calls->setText(ServerEnginesViewModel::figuresText(engine));
    m_latency->setVisible(!m_latency->text().isEmpty());
    m_calls->setVisible(!m_calls->text().isEmpty());
    m_busy->setVisible(row.testing);
    m_test->setEnabled(!row.testing);
    m_test->setText(tr("Test"));
    m_test->setAccessibleName(tr("Test %1").arg(engine.name));
    const bool tested = !row.testText.isEmpty();
    m_result->setText(tested ? row.testText : engine.lastError);
    setTextRole(m_result, tested ? roleOf(row.testTone) : u"bad"_s);
    m_result->setVisible(!m_result->text().isEmpty());
    arrange();
    setAccessibleName(engine.name);
    setAccessibleDescription(QStringList { m_state->text(), m_latency->text(), m_calls->text(), m_result->text() }.join(u", "_s));
}

// The columns stand below each other while there is room.
void EngineLine::arrange()
{
    const bool wide = width() >= narrow;
    m_who->setFixedWidth(wide ? nameWidth : narrowName);
    m_stateBox->setFixedWidth(wide ? stateWidth : m_state->sizeHint().width());
}

void EngineLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void EngineLine::paintEvent(QPaintEvent*)
{
    if (m_first)
        return;
    QPainter painter(this);
    painter.setPen(QPen(m_theme.palette().line, 1));
    painter.drawLine(QPointF(0, 0.5), QPointF(width(), 0.5));
}

}

#include "moc_engineline.cpp"
