// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/panelcard.h"

#include <QHash>
#include <QPointF>
#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace myna::ui {

class Card;
class ElidedLabel;
class PropertyControl;
class ToggleSwitch;

// One thing: what it is, how it is, and a control for each of its properties. The keyboard walks over cards with the arrow keys, switches
// with Space and goes inside with Tab.
class ThingCard final : public QWidget
{
    Q_OBJECT

public:
    explicit ThingCard(const Theme& theme, QWidget* parent = nullptr);

    void present(const viewmodels::PanelCard& card);
    void presentHistory(const QString& property, const QVector<QPointF>& points, double now);
    [[nodiscard]] const viewmodels::PanelCard& card() const { return m_shown; }

signals:
    void changeWanted(const QString& property, const QVariant& value);
    void dragged(const QString& property, const QVariant& value);
    void released(const QString& property);
    void favouriteWanted(bool favourite);
    void moveWanted(Qt::Key key); // an arrow: to the card there

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHead();
    void buildControls(const viewmodels::PanelCard& card);
    void addActions(const viewmodels::PanelCard& card);
    void showHead();
    void dress();
    void retranslate();

    const Theme& m_theme;
    viewmodels::PanelCard m_shown;
    Card* m_card;
    ElidedLabel* m_title = nullptr;
    ElidedLabel* m_state = nullptr;
    QLabel* m_headline = nullptr;
    QToolButton* m_star = nullptr; // the drawing of its kind, which becomes a star for who looks for one
    ToggleSwitch* m_switch = nullptr;
    QWidget* m_body = nullptr; // the controls; made anew when the thing turns into another
    QHash<QString, PropertyControl*> m_controls;
    QLabel* m_note = nullptr;
};

}
