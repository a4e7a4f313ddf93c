// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/propertycontrol.h"

#include "widgets/elidedlabel.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/toggleswitch.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QWheelEvent>

#include <algorithm>

namespace myna::ui {

using viewmodels::ControlKind;
using viewmodels::PanelControl;

namespace {

constexpr int mostSegments = 3;
constexpr qsizetype mostSegmentLetters = 24; // of all: more do not fit into a card

ElidedLabel* captionOf(const PanelControl& control, QWidget* parent)
{
    auto* caption = new ElidedLabel(parent);
    styleText(caption, TextKind::Secondary);
    caption->setWords(capitalised(control.title));
    return caption;
}

class SwitchLine final : public PropertyControl
{
public:
    SwitchLine(const Theme& theme, const PanelControl& control, QWidget* parent)
        : PropertyControl(parent)
        , m_switch(new ToggleSwitch(theme, this))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(captionOf(control, this), 1);
        row->addWidget(m_switch);
        setFocusProxy(m_switch);
        connect(m_switch, &QAbstractButton::clicked, this, [this](bool on) { emit changeWanted(on); });
    }
    void present(const PanelControl& control) override { m_switch->setChecked(control.value.toBool()); }

private:
    ToggleSwitch* m_switch;
};

class Segments final : public PropertyControl
{
public:
    Segments(const PanelControl& control, QWidget* parent)
        : PropertyControl(parent)
        , m_choices(control.choices)
        , m_segments(new SegmentedControl(this))
    {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(space::xs);
        column->addWidget(captionOf(control, this));
        column->addWidget(m_segments, 0, Qt::AlignLeft);
        for (int i = 0; i < control.choices.size(); ++i)
            m_segments->addSegment(i, capitalised(control.choiceTexts.value(i)));
        connect(m_segments, &SegmentedControl::chosen, this, [this](int id) { emit changeWanted(m_choices.value(id)); });
    }
    void present(const PanelControl& control) override { m_segments->setCurrent(int(m_choices.indexOf(control.value.toString()))); }

private:
    QStringList m_choices;
    SegmentedControl* m_segments;
};

// The page scrolls under the pointer; a choice that turns with the wheel would change by accident.
class CalmCombo final : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

class ChoiceLine final : public PropertyControl
{
public:
    ChoiceLine(const PanelControl& control, QWidget* parent)
        : PropertyControl(parent)
        , m_combo(new CalmCombo(this))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(space::m);
        row->addWidget(captionOf(control, this), 2);
        row->addWidget(m_combo, 3);
        m_combo->setMinimumHeight(hitTarget);
        m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_combo->setMinimumContentsLength(8);
        for (qsizetype i = 0; i < control.choices.size(); ++i)
            m_combo->addItem(capitalised(control.choiceTexts.value(i)), control.choices.at(i));
        setFocusProxy(m_combo);
        connect(m_combo, &QComboBox::activated, this, [this](int row) { emit changeWanted(m_combo->itemData(row)); });
    }
    void present(const PanelControl& control) override { m_combo->setCurrentIndex(m_combo->findData(control.value)); }

private:
    QComboBox* m_combo;
};

class TextLine final : public PropertyControl
{
public:
    TextLine(const PanelControl& control, QWidget* parent)
        : PropertyControl(parent)
        , m_edit(new QLineEdit(this))
    {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(space::xs);
        column->addWidget(captionOf(control, this));
        column->addWidget(m_edit);
        m_edit->setMaxLength(1024);
        setFocusProxy(m_edit);
        connect(m_edit, &QLineEdit::editingFinished, this, [this] {
            if (m_edit->isModified()) {
                m_edit->setModified(false);
                emit changeWanted(m_edit->text());
            }
        });
    }
    void present(const PanelControl& control) override
    {
        if (!m_edit->isModified() && m_edit->text() != control.value.toString())
            m_edit->setText(control.value.toString());
    }

private:
    QLineEdit* m_edit;
};

PropertyControl* make(const Theme& theme, const PanelControl& control, Captions captions, QWidget* parent)
{
    const qsizetype letters = control.choiceTexts.join(QString()).size();
    switch (control.kind) {
    case ControlKind::Switch:
        return new SwitchLine(theme, control, parent);
    case ControlKind::Slider:
        return makeSlider(control, captions, parent);
    case ControlKind::Stepper:
        return makeStepper(theme, control, parent);
    case ControlKind::Choice:
        if (control.choices.size() <= mostSegments && letters <= mostSegmentLetters)
            return new Segments(control, parent);
        return new ChoiceLine(control, parent);
    case ControlKind::Colour:
        return makeColours(theme, parent);
    case ControlKind::Text:
        return new TextLine(control, parent);
    case ControlKind::Action:
    case ControlKind::Reading:
        return makeReading(theme, control, captions, parent);
    }
    return nullptr;
}

}

QString capitalised(const QString& text)
{
    return text.isEmpty() ? text : text.at(0).toUpper() + text.mid(1);
}

PropertyControl* makeControl(const Theme& theme, const PanelControl& control, const QString& thing, Captions captions, QWidget* parent)
{
    PropertyControl* made = make(theme, control, captions, parent);
    const QList<QWidget*> parts = made->findChildren<QWidget*>();
    for (QWidget* part : parts) {
        if (part->focusPolicy() != Qt::NoFocus)
            part->setAccessibleName(
                QStringLiteral("%1: %2").arg(thing, part->accessibleName().isEmpty() ? control.title : part->accessibleName()));
    }
    made->present(control);
    return made;
}

}

#include "moc_propertycontrol.cpp"
