// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "home/homelink.h"

#include <QObject>
#include <QVector>

namespace myna::viewmodels {

// Where the things of the home are, how the connection to them is, and which of them is "the lamp". Main thread.
class HomeViewModel final : public QObject
{
    Q_OBJECT

public:
    struct LampChoice
    {
        QString thing; // as HomeDesk takes it
        QString title;
        bool operator==(const LampChoice&) const = default;
    };

    explicit HomeViewModel(home::HomeLink& link, QObject* parent = nullptr); // outlives it

    // As remembered, without its secret.
    [[nodiscard]] const home::HomePlace& place() const { return m_place; }
    void setPlace(const home::HomePlace& place);
    // Wishes to connect there. An empty secret means the kept one, if the place is the same.
    void connectTo(const home::HomePlace& place);
    void disconnect();

    [[nodiscard]] QString state() const; // a sentence; empty: nothing is connected
    [[nodiscard]] QString problem() const; // a sentence; empty: none
    [[nodiscard]] bool isConnected() const { return m_link.state() == home::LinkState::Connected; }

    [[nodiscard]] QVector<LampChoice> lamps() const; // the likely one, the one on the screen, each light
    [[nodiscard]] const QString& lamp() const { return m_lamp; }
    void setLamp(const QString& thing); // a fact at the start, a wish later

public slots:
    void secretNotKept(const myna::Error& error);

signals:
    void placeWanted(const myna::home::HomePlace& place, bool newSecret);
    void lampWanted(const QString& thing);
    void changed();

private:
    home::HomeLink& m_link;
    home::HomePlace m_place;
    Error m_refusal; // of what was entered
    Error m_notKept;
    QString m_lamp;
};

}
