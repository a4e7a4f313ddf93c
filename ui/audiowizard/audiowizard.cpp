// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/audiowizard.h"

#include "audiowizard/steps.h"
#include "widgets/buttons.h"
#include "widgets/errorpanel.h"
#include "widgets/faceview.h"
#include "widgets/icon.h"
#include "widgets/steplist.h"
#include "widgets/wizardframe.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace myna::ui {

using viewmodels::AudioWizardViewModel;
using viewmodels::WizardLine;
using viewmodels::WizardStep;
using viewmodels::WizardTrouble;

namespace {

Step::State shown(WizardLine::State state)
{
    switch (state) {
    case WizardLine::State::Waiting:
        return Step::State::Waiting;
    case WizardLine::State::Active:
        return Step::State::Active;
    case WizardLine::State::Done:
        return Step::State::Done;
    case WizardLine::State::Failed:
        return Step::State::Failed;
    }
    return Step::State::Waiting;
}

}

AudioWizard::AudioWizard(const Theme& theme, AudioWizardViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_frame(new WizardFrame(theme, this))
{
    setFocusPolicy(Qt::ClickFocus);
    buildSide();
    m_frame->setContent(buildContent());
    m_frame->setFooter(buildFooter());
    connect(&model, &AudioWizardViewModel::changed, this, &AudioWizard::refresh);
    refresh();
}

void AudioWizard::buildSide()
{
    auto* face = new FaceView(m_theme, this);
    face->setFixedSize(52, 52);
    m_heading = new QLabel(this);
    m_promise = new QLabel(this);
    m_steps = new StepList(m_theme, this);
    m_leave = new QPushButton(this);
    styleText(m_heading, TextKind::PageTitle);
    styleText(m_promise, TextKind::Secondary);
    m_heading->setWordWrap(true);
    m_promise->setWordWrap(true);
    styleButton(m_leave, ButtonKind::Quiet);
    constexpr int buttonPadding = 9; // the word of the button, not its edge, stands under the steps
    const QMargins inset(buttonPadding, 0, 0, 0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(inset);
    head->setSpacing(space::m);
    head->addWidget(face, 0, Qt::AlignVCenter);
    head->addWidget(m_heading, 1, Qt::AlignVCenter);
    auto* promise = new QHBoxLayout;
    promise->setContentsMargins(inset);
    promise->setSpacing(space::s);
    promise->addWidget(new IconLabel(m_theme, QStringLiteral("lock"), 16, &Palette::good, this), 0, Qt::AlignTop);
    promise->addWidget(m_promise, 1);
    auto* steps = new QHBoxLayout;
    steps->setContentsMargins(inset);
    steps->addWidget(m_steps);
    QVBoxLayout* column = m_frame->side();
    const QMargins around = column->contentsMargins();
    column->setContentsMargins(around.left() - buttonPadding, around.top(), around.right(), around.bottom());
    column->addLayout(head);
    column->addSpacing(space::xl);
    column->addLayout(steps, 1);
    column->addSpacing(space::m);
    column->addLayout(promise);
    column->addSpacing(space::s);
    column->addWidget(m_leave, 0, Qt::AlignLeft);
    connect(m_leave, &QPushButton::clicked, &m_model, &AudioWizardViewModel::leave);
}

QWidget* AudioWizard::buildContent()
{
    auto* content = new QWidget(this);
    m_title = new QLabel(content);
    m_text = new QLabel(content);
    // Not a stack: that would be as high as the highest step.
    m_big = new QWidget(content);
    auto* big = new QVBoxLayout(m_big);
    big->setContentsMargins(0, 0, 0, 0);
    m_views = { new DevicesStep(m_theme, m_model, m_big), new LevelStep(m_theme, m_model, m_big), new VoiceStep(m_theme, m_model, m_big),
        new EchoStep(m_theme, m_model, m_big), new ModeStep(m_theme, m_model, m_big), new DoneStep(m_theme, m_model, m_big) };
    for (WizardStepView* view : m_views)
        big->addWidget(view);
    m_trouble = new QWidget(m_big);
    m_error = new ErrorPanel(m_theme, m_trouble);
    auto* middle = new QVBoxLayout(m_trouble);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addStretch(1);
    middle->addWidget(m_error);
    middle->addStretch(2);
    big->addWidget(m_trouble);
    styleText(m_title, TextKind::BigTitle);
    styleText(m_text, TextKind::Body);
    m_text->setProperty("textRole", QStringLiteral("secondary"));
    for (QLabel* label : { m_title, m_text }) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::s, 0);
    column->setSpacing(space::s);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(space::l);
    column->addWidget(m_big, 1);
    connect(m_error, &ErrorPanel::repairWanted, &m_model, &AudioWizardViewModel::repair);
    connect(m_error, &ErrorPanel::alternativeWanted, &m_model, &AudioWizardViewModel::chooseAnother);
    return content;
}

QWidget* AudioWizard::buildFooter()
{
    auto* footer = new QWidget(this);
    m_back = new QPushButton(footer);
    m_continue = new QPushButton(footer);
    styleButton(m_back, ButtonKind::Secondary);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_continue);
    connect(m_back, &QPushButton::clicked, &m_model, &AudioWizardViewModel::back);
    connect(m_continue, &QPushButton::clicked, &m_model, &AudioWizardViewModel::next);
    return footer;
}

void AudioWizard::refresh()
{
    m_heading->setText(tr("Sound check"));
    m_promise->setText(tr("Nothing you say here leaves this computer."));
    QVector<Step> steps;
    for (const WizardLine& line : m_model.lines())
        steps.append({ line.title, line.detail, shown(line.state) });
    m_steps->setSteps(steps);

    const WizardStep step = m_model.step();
    const WizardTrouble trouble = m_model.trouble();
    // Among the devices the trouble stands beside its device, where it can be repaired by choosing another one.
    const bool failed = !trouble.what.isEmpty() && step != WizardStep::Devices;
    m_title->setText(m_model.title());
    m_text->setText(m_model.explanation());
    m_title->setVisible(!failed);
    m_text->setVisible(!failed);
    if (failed) {
        m_error->setTexts(trouble.what, trouble.why, m_model.repairText());
        m_error->setAlternative(trouble.repair == WizardTrouble::Repair::ChooseAnother ? QString() : tr("Choose another device"));
    }
    WizardStepView* view = m_views[size_t(step)];
    view->refresh();
    for (WizardStepView* other : m_views) {
        if (failed || other != view)
            other->hide();
    }
    m_trouble->setVisible(failed);
    view->setVisible(!failed);
    refreshFooter();
    const int now = failed ? int(m_views.size()) : int(step);
    const bool settled = m_model.isSettled();
    const bool before = std::exchange(m_settled, settled);
    const bool found = settled && !before;
    if (now == m_shown) {
        if (found && isVisible())
            m_continue->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_shown = now;
    if (isVisible())
        follow();
}

void AudioWizard::refreshFooter()
{
    m_leave->setText(m_model.leaveText());
    m_leave->setVisible(m_model.step() != WizardStep::Done);
    m_back->setText(tr("Back"));
    m_back->setVisible(m_model.canGoBack());
    m_continue->setText(m_model.continueText());
    m_continue->setEnabled(m_model.canContinue());
    styleButton(m_continue, m_model.isSettled() && m_model.trouble().what.isEmpty() ? ButtonKind::Primary : ButtonKind::Secondary);
}

void AudioWizard::follow()
{
    const bool failed = m_shown == int(m_views.size());
    QWidget* control = failed ? m_error->repairButton() : m_views[size_t(m_model.step())]->firstControl();
    (control ? control : static_cast<QWidget*>(m_continue))->setFocus(Qt::OtherFocusReason);
    m_big->setAccessibleName(m_model.title());
    m_big->setAccessibleDescription(m_model.explanation());
    QAccessibleEvent announcement(m_big, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

void AudioWizard::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void AudioWizard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_frame->setGeometry(rect());
}

void AudioWizard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void AudioWizard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        m_model.leave();
        return;
    }
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (auto* button = qobject_cast<QAbstractButton*>(focusWidget()); button && !button->isCheckable())
        button->click();
    else
        m_model.next();
}

}

#include "moc_audiowizard.cpp"
