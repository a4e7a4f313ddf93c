// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/steps.h"
#include "widgets/buttons.h"
#include "widgets/faceview.h"
#include "widgets/progressring.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace myna::ui {

using audio::EchoTestResult;
using viewmodels::AudioWizardViewModel;

namespace {

struct Figure
{
    QString name;
    QString value;
    QString meaning;
};

QString withUnit(double value, const QString& unit)
{
    QString text = QLocale().toString(value, 'f', 0);
    if (text.startsWith(QLatin1Char('-')))
        text[0] = QChar(0x2212);
    return text + QChar(0x00a0) + unit;
}

QVector<Figure> figuresOf(const EchoTestResult& result)
{
    const QString unknown = QStringLiteral("–");
    const QString db = QStringLiteral("dB");
    const QString dbfs = QStringLiteral("dBFS");
    return {
        { EchoStep::tr("Delay of the echo"), result.heard ? withUnit(result.delayMs, QStringLiteral("ms")) : unknown,
            EchoStep::tr("From playing a sound to hearing it again. Myna keeps it and removes the echo there.") },
        { EchoStep::tr("Lost in the room"), result.heard ? withUnit(result.echoLossDb, db) : unknown,
            EchoStep::tr("How much quieter the echo arrives than it was played.") },
        { EchoStep::tr("Removed by Myna"), result.heard ? withUnit(result.removedDb, db) : unknown,
            EchoStep::tr("What the echo cancellation takes away on top of that.") },
        { EchoStep::tr("What is left"), result.heard ? withUnit(result.residualDbfs, dbfs) : unknown,
            EchoStep::tr("The echo that still reaches the server. Below the noise of the room it does not matter.") },
        { EchoStep::tr("Noise of the room"), withUnit(result.noiseDbfs, dbfs), EchoStep::tr("How loud it is when nobody speaks.") },
    };
}

}

EchoStep::EchoStep(const Theme& theme, AudioWizardViewModel& model, QWidget* parent)
    : WizardStepView(parent)
    , m_model(model)
    , m_face(new FaceView(theme, this))
    , m_ring(new ProgressRing(theme, this))
    , m_result(new QWidget(this))
    , m_figures(new QGridLayout(m_result))
    , m_start(new QPushButton(this))
{
    m_face->setFixedSize(132, 132);
    m_ring->setFixedSize(96, 96);
    m_figures->setContentsMargins(0, space::s, 0, 0);
    m_figures->setVerticalSpacing(space::s);
    m_figures->setHorizontalSpacing(space::xl);
    m_figures->setColumnStretch(2, 1);
    for (int row = 0; row < int(figuresOf({}).size()); ++row) {
        for (const int side : { 0, 1 }) {
            auto* label = new QLabel(m_result);
            styleText(label, side == 0 ? TextKind::Body : TextKind::Heading);
            label->setAlignment(side == 0 ? Qt::AlignLeft : Qt::AlignRight);
            m_figures->addWidget(label, row, side);
        }
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::l);
    column->addWidget(m_face);
    column->addWidget(m_ring);
    column->addWidget(m_result);
    column->addWidget(m_start, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_model.isTestingEcho())
            m_model.cancelEchoTest();
        else
            m_model.startEchoTest();
    });
    connect(&model, &AudioWizardViewModel::progressChanged, this, [this] { m_ring->setProgress(m_model.progress()); });
}

void EchoStep::refresh()
{
    const bool testing = m_model.isTestingEcho();
    const bool tested = m_model.echo().has_value();
    m_face->setVisible(!testing && !tested);
    m_ring->setVisible(testing);
    m_ring->setProgress(m_model.progress());
    m_ring->setAccessibleName(tr("Progress of the echo test"));
    m_result->setVisible(tested);
    m_start->setText(testing ? tr("Stop the test") : tested ? tr("Test again") : tr("Start the test"));
    styleButton(m_start, testing || tested ? ButtonKind::Secondary : ButtonKind::Primary);
    refreshResult();
}

void EchoStep::refreshResult()
{
    if (!m_model.echo())
        return;
    const QVector<Figure> figures = figuresOf(*m_model.echo());
    for (int row = 0; row < int(figures.size()); ++row) {
        auto* name = static_cast<QLabel*>(m_figures->itemAtPosition(row, 0)->widget());
        auto* value = static_cast<QLabel*>(m_figures->itemAtPosition(row, 1)->widget());
        name->setText(figures[row].name);
        value->setText(figures[row].value);
        name->setToolTip(figures[row].meaning);
        value->setToolTip(figures[row].meaning);
        value->setAccessibleName(figures[row].name);
        value->setAccessibleDescription(figures[row].meaning);
    }
}

QWidget* EchoStep::firstControl() const
{
    return m_start;
}

}
