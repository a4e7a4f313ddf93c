// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/statisticspage.h"

#include "pages/statisticscard.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/dialogs.h"
#include "widgets/elidedlabel.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/scrollpage.h"
#include "widgets/swatch.h"
#include "widgets/textrole.h"
#include "widgets/turnbars.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace myna::ui {

using viewmodels::FigureGroup;
using viewmodels::StatisticsViewModel;

namespace {

constexpr int cardWidth = 300; // px: with less, figures and names meet
constexpr int mostColumns = 3;
constexpr int gap = 12;

}

StatisticsPage::StatisticsPage(const Theme& theme, StatisticsViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_titleExtra(new QWidget(this))
    , m_export(new QPushButton(m_titleExtra))
{
    auto* row = new QHBoxLayout(m_titleExtra);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_export);
    styleButton(m_export, ButtonKind::Secondary);
    m_titleExtra->hide(); // until the window puts it into its title bar
    connect(m_export, &QPushButton::clicked, this, &StatisticsPage::askForFile);
    connect(&model, &StatisticsViewModel::changed, this, &StatisticsPage::refresh);
    connect(&model, &StatisticsViewModel::turnsChanged, this, &StatisticsPage::refreshTurns);
    retranslate();
}

void StatisticsPage::build()
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    m_empty = new EmptyState(m_theme, QStringLiteral("statistics"), this);
    m_scroll = new QScrollArea(this);
    whole->addWidget(m_empty);
    whole->addWidget(m_scroll);
    auto* content = new QWidget(m_scroll);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(gap);
    m_said = new QLabel(content);
    styleText(m_said, TextKind::Secondary);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_said->hide();
    column->addWidget(m_said);
    column->addWidget(buildDevices(content));
    m_grid = new QGridLayout;
    m_grid->setSpacing(gap);
    column->addLayout(m_grid, 1);
    for (int group = 0; group < viewmodels::figureGroups; ++group) {
        m_cards << new StatisticsCard(m_theme, m_model, FigureGroup(group), content);
        m_cells << m_cards.last();
    }
    m_cells << buildTurns(content);
    setScrollPage(m_scroll, content);
    connect(m_empty, &EmptyState::actionWanted, this, &StatisticsPage::talkWanted);
}

QWidget* StatisticsPage::buildDevices(QWidget* parent)
{
    auto* card = new Card(m_theme, parent);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::xl);
    const auto add = [&](const QString& iconName, QLabel*& name, ElidedLabel*& value) {
        auto* one = new QHBoxLayout;
        one->setSpacing(space::m);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        name = new QLabel(card);
        value = new ElidedLabel(card);
        styleText(name, TextKind::Secondary);
        styleText(value, TextKind::Heading);
        words->addWidget(name);
        words->addWidget(value);
        one->addWidget(new IconLabel(m_theme, iconName, 22, &Palette::secondary, card));
        one->addLayout(words, 1);
        row->addLayout(one, 1);
    };
    add(QStringLiteral("mic"), m_microphoneName, m_microphone);
    add(QStringLiteral("speaker"), m_loudspeakerName, m_loudspeaker);
    card->body()->setContentsMargins(18, 10, 18, 12);
    card->body()->addLayout(row);
    return card;
}

QWidget* StatisticsPage::buildTurns(QWidget* parent)
{
    auto* card = new Card(m_theme, parent);
    m_turnsTitle = new QLabel(card);
    m_turnsText = new QLabel(card);
    m_turns = new TurnBars(m_theme, card);
    styleText(m_turnsTitle, TextKind::Heading);
    styleText(m_turnsText, TextKind::Secondary);
    m_turnsText->setWordWrap(true);
    card->body()->setContentsMargins(18, 14, 18, 14);
    card->body()->setSpacing(6);
    card->body()->addWidget(m_turnsTitle);
    card->body()->addWidget(m_turns, 1);
    auto* legend = new QHBoxLayout;
    legend->setSpacing(0);
    const std::array<Swatch::Colour, 3> colours { &Palette::timelineHeard, &Palette::timelineThought, &Palette::timelineVoice };
    for (size_t i = 0; i < colours.size(); ++i) {
        m_turnParts[i] = new QLabel(card);
        styleText(m_turnParts[i], TextKind::Small);
        legend->addWidget(new Swatch(m_theme, colours[i], card));
        legend->addSpacing(2);
        legend->addWidget(m_turnParts[i]);
        legend->addSpacing(space::m);
    }
    legend->addStretch(1);
    card->body()->addLayout(legend);
    card->body()->addWidget(m_turnsText);
    return card;
}

void StatisticsPage::arrange()
{
    if (!m_grid)
        return;
    const int columns = std::clamp((width() - 2 * space::xl + gap) / (cardWidth + gap), 1, mostColumns);
    if (columns == m_columns)
        return;
    for (int column = 0; column < mostColumns; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    for (int i = 0; i < int(m_cells.size()); ++i)
        m_grid->addWidget(m_cells[i], i / columns, i % columns);
}

void StatisticsPage::refresh()
{
    if (!m_grid || !isVisible())
        return;
    const bool filled = m_model.hasFigures();
    m_empty->setVisible(!filled);
    m_scroll->setVisible(filled);
    m_export->setEnabled(filled);
    if (!filled)
        return;
    const auto withRate
        = [](const QString& name, const QString& rate) { return rate.isEmpty() ? name : tr("%1 · %2", "device, rate").arg(name, rate); };
    m_microphoneName->setText(withRate(tr("Microphone"), m_model.microphoneRate()));
    m_loudspeakerName->setText(withRate(tr("Loudspeaker"), m_model.loudspeakerRate()));
    m_microphone->setWords(m_model.microphone());
    m_loudspeaker->setWords(m_model.loudspeaker());
    for (StatisticsCard* card : m_cards)
        card->refresh();
}

void StatisticsPage::refreshTurns()
{
    if (!m_grid)
        return;
    m_turns->setTurns(m_model.turns());
    const QString summary = m_model.turnsText();
    m_turnsText->setText(summary.isEmpty() ? tr("No answer yet since Myna was started.") : summary);
    m_turns->setAccessibleName(m_turnsTitle->text());
    m_turns->setAccessibleDescription(m_turnsText->text());
    refresh();
}

void StatisticsPage::retranslate()
{
    m_export->setText(tr("Export…"));
    m_export->setAccessibleName(m_export->text());
    m_export->setToolTip(tr("Saves the last five minutes as a table, for example to show somebody who helps you."));
    m_export->setAccessibleDescription(m_export->toolTip());
    if (!m_grid)
        return;
    m_empty->setTexts(tr("No figures yet"),
        tr("Talk once and the figures appear here: how loud you are, how the sound travels, what it costs."), tr("Go and talk"));
    m_turnsTitle->setText(tr("Time to the first sound"));
    m_turnParts[0]->setText(tr("heard"));
    m_turnParts[1]->setText(tr("thought"));
    m_turnParts[2]->setText(tr("found the voice"));
    m_turnsTitle->setToolTip(
        tr("From the end of your sentence to the beginning of the answer, for the last answers. Below one second is good."));
    m_turns->setToolTip(m_turnsTitle->toolTip());
    m_turnsText->setToolTip(m_turnsTitle->toolTip());
    refreshTurns();
}

void StatisticsPage::askForFile()
{
    QFileDialog* dialog = saveDialog(this, tr("Save the figures"), QStringLiteral("myna"),
        { { tr("Table (*.csv)"), QStringLiteral("csv") }, { tr("For programs (*.json)"), QStringLiteral("json") } });
    connect(dialog, &QFileDialog::fileSelected, this, &StatisticsPage::exportTo);
    dialog->open();
}

void StatisticsPage::exportTo(const QString& path)
{
    const Result<> written = m_model.exportTo(path);
    if (!m_said)
        return;
    m_said->setText(written ? tr("Saved as %1").arg(QDir::toNativeSeparators(path)) : written.error().text);
    setTextRole(m_said, written ? QStringLiteral("good") : QStringLiteral("bad"));
    m_said->show();
    m_scroll->ensureWidgetVisible(m_said);
}

void StatisticsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_grid) {
        build();
        retranslate();
        arrange();
    }
    m_model.setWatched(true);
    refresh();
}

void StatisticsPage::hideEvent(QHideEvent* event)
{
    m_model.setWatched(false);
    if (m_said)
        m_said->hide();
    QWidget::hideEvent(event);
}

void StatisticsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void StatisticsPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_statisticspage.cpp"
