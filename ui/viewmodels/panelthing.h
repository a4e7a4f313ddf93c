// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"
#include "viewmodels/panelcard.h"
#include "viewmodels/paneltexts.h"
#include "viewmodels/readinghistory.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace myna::viewmodels {

struct PanelTiming
{
    std::function<QDateTime()> now = [] { return QDateTime::currentDateTime(); };
    std::chrono::milliseconds pace { 150 }; // between two changes while somebody drags: smooth to look at, little for a radio network
    std::chrono::milliseconds limit { 15000 }; // after this a change without an answer has failed
    std::chrono::milliseconds attribution { 5000 }; // a change so close to its cause was made by it
};

// What the user's own hand did, when it is over. However long somebody drags, that is one deed with the last value.
struct HandDeed
{
    QString property;
    QVariant value;
    Result<> result;
    QDateTime begun;
};

// One thing as the panel sees it: shows wishes at once, takes them back when they fail, keeps what was measured, knows who changed it.
class PanelThing final : public QObject
{
    Q_OBJECT

public:
    PanelThing(things::Thing& thing, const PanelTiming& timing, QObject* parent = nullptr);

    [[nodiscard]] PanelCard card() const; // without key, place and favour
    [[nodiscard]] const things::ThingSpec& spec() const { return m_spec; }
    [[nodiscard]] QVector<QPointF> history(const QString& property) const;

    void change(const QString& property, const QVariant& value); // at once; while one is on its way, the last wish follows it
    void drag(const QString& property, const QVariant& value); // more will follow: only some are sent
    void release(const QString& property); // the last one is sent now, if it was not
    // Who will make the next change that is not made here, if it comes soon.
    void expect(const QString& property, ChangedBy by, const QString& scene = {});
    // Who has just made a change, or makes it now.
    void attribute(const QString& property, ChangedBy by);
    void leave(); // the thing is not shown any more: what is on its way has failed
    void leave(const Error& why);

signals:
    void changed();
    void done(const myna::viewmodels::HandDeed& deed);

private:
    struct Wish
    {
        QVariant value;
        quint64 number = 0; // of the change that is on its way; 0: none
        bool isHeld = false;
        bool isUnsent = false;
        bool isDragged = false;
        HandDeed deed; // what was sent last
    };
    struct Cause
    {
        ChangedBy by = ChangedBy::Nobody;
        QString scene;
        QDateTime when;
    };

    [[nodiscard]] QVariant shown(const things::PropertySpec& property) const;
    [[nodiscard]] PanelControl control(const things::PropertySpec& property) const;
    void writeNote(PanelCard& card) const;
    void send(const QString& property);
    void sendPaced();
    void answered(const QString& property, quint64 number, const Result<>& result);
    void giveUp(const Error& error);
    void tell(Wish& wish);
    void valueChanged(const QString& property, const QVariant& value);
    void reachableChanged(bool reachable);

    QPointer<things::Thing> m_thing;
    things::ThingSpec m_spec;
    PanelTiming m_timing;
    QHash<QString, Wish> m_wishes;
    QHash<QString, ReadingHistory> m_histories;
    QHash<QString, Cause> m_causes;
    QHash<QString, LastChange> m_changes; // the last one of each property, also when nobody is known
    QString m_lastChanged; // property
    QString m_error;
    QTimer m_pace;
    QTimer m_limit;
    quint64 m_number = 0;
};

}
