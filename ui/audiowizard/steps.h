// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/audiowizardviewmodel.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace myna::ui {

class FaceView;
class IconLabel;
class LevelMeter;
class LevelScale;
class ModeOption;
class ProgressRing;
class VoiceBars;

// The big thing of one step. Shows what the view model says whenever refresh() is called; also after a change of language.
class WizardStepView : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    virtual void refresh() = 0;
    [[nodiscard]] virtual QWidget* firstControl() const { return nullptr; } // where the keyboard begins
};

class DevicesStep final : public WizardStepView
{
    Q_OBJECT

public:
    DevicesStep(const Theme& theme, viewmodels::AudioWizardViewModel& model, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] QWidget* firstControl() const override;

private:
    viewmodels::AudioWizardViewModel& m_model;
    QLabel* m_inputName;
    QLabel* m_outputName;
    QComboBox* m_input;
    QComboBox* m_output;
    LevelMeter* m_meter;
    QLabel* m_inputProblem;
    QLabel* m_outputProblem;
    QPushButton* m_lookAgain;
    QPushButton* m_chime;
};

class LevelStep final : public WizardStepView
{
    Q_OBJECT

public:
    LevelStep(const Theme& theme, viewmodels::AudioWizardViewModel& model, QWidget* parent = nullptr);
    void refresh() override;

private:
    viewmodels::AudioWizardViewModel& m_model;
    LevelScale* m_scale;
    IconLabel* m_mark;
    QLabel* m_verdict;
};

class VoiceStep final : public WizardStepView
{
    Q_OBJECT

public:
    VoiceStep(const Theme& theme, viewmodels::AudioWizardViewModel& model, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] QWidget* firstControl() const override;

private:
    void refreshProgress();

    viewmodels::AudioWizardViewModel& m_model;
    QLabel* m_sentence;
    VoiceBars* m_bars;
    QPushButton* m_record;
    QPushButton* m_again;
    QLabel* m_state;
};

class EchoStep final : public WizardStepView
{
    Q_OBJECT

public:
    EchoStep(const Theme& theme, viewmodels::AudioWizardViewModel& model, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] QWidget* firstControl() const override;

private:
    void refreshResult();

    viewmodels::AudioWizardViewModel& m_model;
    FaceView* m_face;
    ProgressRing* m_ring;
    QWidget* m_result;
    QGridLayout* m_figures;
    QPushButton* m_start;
};

class ModeStep final : public WizardStepView
{
    Q_OBJECT

public:
    ModeStep(const Theme& theme, viewmodels::AudioWizardViewModel& model, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] QWidget* firstControl() const override;

private:
    viewmodels::AudioWizardViewModel& m_model;
    QButtonGroup* m_group;
    ModeOption* m_hold;
    ModeOption* m_auto;
    ModeOption* m_duplex;
    QLabel* m_warning;
};

class DoneStep final : public WizardStepView
{
    Q_OBJECT

public:
    DoneStep(const Theme& theme, viewmodels::AudioWizardViewModel& model, QWidget* parent = nullptr);
    void refresh() override { }
};

}
