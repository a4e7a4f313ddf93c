// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/pairingpage.h"

#include "pairing/codepanel.h"
#include "viewmodels/pairingviewmodel.h"
#include "widgets/busydots.h"
#include "widgets/buttons.h"
#include "widgets/errorpanel.h"
#include "widgets/faceview.h"
#include "widgets/steplist.h"
#include "widgets/wizardframe.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace myna::ui {

using viewmodels::PairingScene;
using viewmodels::StepState;

namespace {

Step::State shown(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return Step::State::Waiting;
    case StepState::Active:
        return Step::State::Active;
    case StepState::Done:
        return Step::State::Done;
    case StepState::Failed:
        return Step::State::Failed;
    }
    return Step::State::Waiting;
}

// Idle and checking look the same: a face and a sentence.
enum Scene { CheckingScene, CodeScene, FailedScene, PairedScene };

int sceneIndex(PairingScene scene)
{
    switch (scene) {
    case PairingScene::Idle:
    case PairingScene::Checking:
        return CheckingScene;
    case PairingScene::Code:
        return CodeScene;
    case PairingScene::Failed:
        return FailedScene;
    case PairingScene::Paired:
        return PairedScene;
    }
    return CheckingScene;
}

QLabel* centred(QWidget* parent, TextKind kind)
{
    auto* label = new QLabel(parent);
    styleText(label, kind);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    return label;
}

}

PairingPage::PairingPage(viewmodels::PairingViewModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_frame(new WizardFrame(theme, this))
    , m_scenes(new QStackedWidget(this))
{
    fillSide();
    m_scenes->addWidget(makeChecking());
    m_code = new CodePanel(model, theme, m_scenes);
    m_scenes->addWidget(m_code);
    m_scenes->addWidget(makeFailed());
    m_scenes->addWidget(makePaired());
    m_frame->setContent(m_scenes);
    setMinimumSize(560, 400);
    connect(&model, &viewmodels::PairingViewModel::changed, this, &PairingPage::refresh);
    connect(&model, &viewmodels::PairingViewModel::countdownChanged, m_code, &CodePanel::refreshCountdown);
    refresh();
}

void PairingPage::fillSide()
{
    m_sideFace = new FaceView(m_theme, m_frame);
    m_sideFace->setFixedSize(52, 52);
    m_heading = new QLabel(m_frame);
    m_with = new QLabel(m_frame);
    m_steps = new StepList(m_theme, m_frame);
    m_cancel = new QPushButton(m_frame);
    styleText(m_heading, TextKind::PageTitle);
    styleText(m_with, TextKind::Secondary);
    m_heading->setWordWrap(true);
    m_with->setWordWrap(true);
    styleButton(m_cancel, ButtonKind::Danger);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch(1);
    words->addWidget(m_heading);
    words->addWidget(m_with);
    words->addStretch(1);
    // The word of the button below, not its edge, stands under the steps.
    constexpr int buttonPadding = 9;
    auto* head = new QHBoxLayout;
    head->setContentsMargins(buttonPadding, 0, 0, 0);
    head->setSpacing(space::m);
    head->addWidget(m_sideFace, 0, Qt::AlignVCenter);
    head->addLayout(words, 1);
    QVBoxLayout* column = m_frame->side();
    auto* steps = new QHBoxLayout;
    steps->setContentsMargins(buttonPadding, 0, 0, 0);
    steps->addWidget(m_steps);
    const QMargins around = column->contentsMargins();
    column->setContentsMargins(around.left() - buttonPadding, around.top(), around.right(), around.bottom());
    column->addLayout(head);
    column->addSpacing(space::xl);
    column->addLayout(steps);
    column->addStretch(1);
    column->addWidget(m_cancel, 0, Qt::AlignLeft);
    connect(m_cancel, &QPushButton::clicked, &m_model, &viewmodels::PairingViewModel::cancel);
}

QWidget* PairingPage::makeChecking()
{
    auto* scene = new QWidget(m_scenes);
    m_checkingFace = new FaceView(m_theme, scene);
    m_checkingFace->setFixedSize(132, 132);
    m_checkingTitle = centred(scene, TextKind::BigTitle);
    m_checkingText = centred(scene, TextKind::Body);
    m_checkingText->setProperty("textRole", QStringLiteral("secondary"));
    m_busy = new BusyDots(m_theme, scene);
    QSizePolicy keepsRoom = m_busy->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(keepsRoom);
    auto* column = new QVBoxLayout(scene);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addStretch(1);
    column->addWidget(m_checkingFace, 0, Qt::AlignHCenter);
    column->addSpacing(space::m);
    column->addWidget(m_checkingTitle);
    column->addWidget(m_checkingText);
    column->addSpacing(space::l);
    column->addWidget(m_busy, 0, Qt::AlignHCenter);
    column->addStretch(1);
    return scene;
}

QWidget* PairingPage::makeFailed()
{
    auto* scene = new QWidget(m_scenes);
    m_error = new ErrorPanel(m_theme, scene);
    auto* column = new QVBoxLayout(scene);
    column->setContentsMargins(0, 0, 0, 0);
    column->addStretch(1);
    column->addWidget(m_error);
    column->addStretch(1);
    connect(m_error, &ErrorPanel::repairWanted, &m_model, &viewmodels::PairingViewModel::repair);
    connect(m_error, &ErrorPanel::alternativeWanted, &m_model, &viewmodels::PairingViewModel::otherRepair);
    return scene;
}

QWidget* PairingPage::makePaired()
{
    auto* scene = new QWidget(m_scenes);
    m_pairedFace = new FaceView(m_theme, scene);
    m_pairedFace->setFixedSize(160, 160);
    m_pairedFace->setEmotion(QStringLiteral("happy"));
    m_pairedTitle = centred(scene, TextKind::BigTitle);
    m_pairedText = centred(scene, TextKind::Body);
    m_pairedText->setProperty("textRole", QStringLiteral("secondary"));
    m_continue = new QPushButton(scene);
    styleButton(m_continue, ButtonKind::Primary);
    auto* column = new QVBoxLayout(scene);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addStretch(1);
    column->addWidget(m_pairedFace, 0, Qt::AlignHCenter);
    column->addSpacing(space::m);
    column->addWidget(m_pairedTitle);
    column->addWidget(m_pairedText);
    column->addSpacing(space::l);
    column->addWidget(m_continue, 0, Qt::AlignHCenter);
    column->addStretch(1);
    connect(m_continue, &QPushButton::clicked, &m_model, &viewmodels::PairingViewModel::finishNow);
    return scene;
}

void PairingPage::refresh()
{
    m_heading->setText(tr("Pair this computer"));
    const QString server = m_model.serverName();
    m_with->setText(server.isEmpty() ? QString() : m_model.onThisComputer() ? tr("with its own server") : tr("with %1").arg(server));
    m_cancel->setText(tr("Cancel"));
    QVector<Step> steps;
    for (const auto& step : m_model.steps())
        steps.append({ step.title, step.detail, shown(step.state) });
    m_steps->setSteps(steps);

    const int scene = sceneIndex(m_model.scene());
    m_checkingFace->setThinking(m_model.scene() == PairingScene::Checking);
    m_checkingTitle->setText(m_model.title());
    m_checkingText->setText(m_model.explanation());
    m_busy->setVisible(m_model.progressVisible());
    if (scene == FailedScene) {
        m_error->setTexts(m_model.title(), m_model.explanation(), m_model.repairText());
        m_error->setAlternative(m_model.otherRepairText());
    }
    m_pairedTitle->setText(m_model.title());
    m_pairedText->setText(m_model.explanation());
    m_continue->setText(tr("Continue"));
    m_cancel->setVisible(scene != PairedScene);
    m_code->refresh();
    m_scenes->setCurrentIndex(scene);
    if (scene == m_shown)
        return;
    m_shown = scene;
    // The keyboard follows the big thing, unless it is somewhere else on purpose.
    if (scene == CodeScene)
        m_code->focusMain();
    else if (scene == FailedScene)
        m_error->repairButton()->setFocus(Qt::OtherFocusReason);
    else if (scene == PairedScene)
        m_continue->setFocus(Qt::OtherFocusReason);
    m_scenes->setAccessibleName(m_model.title());
    m_scenes->setAccessibleDescription(m_model.explanation());
    QAccessibleEvent announcement(m_scenes, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

void PairingPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_frame->setGeometry(rect());
}

void PairingPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void PairingPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_shown != PairedScene) {
        m_model.cancel();
        return;
    }
    QWidget::keyPressEvent(event);
}

}

#include "moc_pairingpage.cpp"
