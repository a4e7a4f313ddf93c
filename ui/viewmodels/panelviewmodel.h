// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolcall.h"
#include "settings/settingsstore.h"
#include "things/scene.h"
#include "things/thingsources.h"
#include "viewmodels/panelthing.h"

#include <QMap>

#include <map>
#include <memory>

namespace myna::viewmodels {

// What one line above the cards says about a source: that it is on its way, or what is wrong with it.
struct PanelNotice
{
    Tone tone = Tone::Neutral;
    bool isBusy = false;
    QString text; // empty: nothing to say
    QString repair; // the word on the button to the settings; empty: none
    bool operator==(const PanelNotice&) const = default;
};

// All things of all sources as cards in sections: favourites first, then room by room; what is looked for narrows them.
class PanelViewModel final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    PanelViewModel(things::ThingSources& sources, settings::SettingsStore& settings, PanelTiming timing = {}, QObject* parent = nullptr);
    ~PanelViewModel() override;

    [[nodiscard]] const QVector<PanelSection>& sections() const { return m_sections; }
    [[nodiscard]] int count() const { return int(m_things.size()); } // also of those that the search hides
    [[nodiscard]] PanelCard card(const QString& key) const;
    [[nodiscard]] QVector<QPointF> history(const QString& key, const QString& property) const; // x in seconds since 1970
    [[nodiscard]] double nowSeconds() const;

    [[nodiscard]] const QString& search() const { return m_search; }
    void setSearch(const QString& words);
    void setFavourite(const QString& key, bool favourite);

    void change(const QString& key, const QString& property, const QVariant& value);
    void drag(const QString& key, const QString& property, const QVariant& value);
    void release(const QString& key, const QString& property);
    void leave(); // the program ends: what is on its way is told as it stands

    // Who changes something that was not changed here.
    void calledByVoice(const QString& tool);
    void sceneStarted(const things::Scene& scene);

    // About the source `id`; an empty text takes it away.
    void setNotice(const QString& id, const PanelNotice& notice);
    [[nodiscard]] PanelNotice notice() const; // the gravest
    // There is nothing of a home yet, and a way to it.
    void setHomeInvited(bool invited);
    [[nodiscard]] bool isHomeInvited() const { return m_homeInvited; }

    void retranslate(); // the language changed

signals:
    void sectionsChanged();
    void cardChanged(const QString& key);
    void noticeChanged();
    void doneByHand(const myna::mcp::CallReport& report); // somebody operated a card here

private:
    void take();
    void takeOne(const QString& key);
    void tell(const PanelThing& thing, const HandDeed& deed);
    void arrange();
    [[nodiscard]] QString placeOf(const things::ThingSource& source, const things::ThingSpec& spec) const;
    [[nodiscard]] bool isFound(const PanelThing& thing, const QString& place) const;
    [[nodiscard]] PanelThing* find(const QString& key) const;

    things::ThingSources& m_sources;
    settings::SettingsStore& m_settings;
    PanelTiming m_timing;
    std::map<QString, std::unique_ptr<PanelThing>> m_things;
    QMap<QString, QString> m_places;
    QVector<PanelSection> m_sections;
    QStringList m_favourites; // also of things that are not there now
    QString m_search;
    QMap<QString, PanelNotice> m_notices;
    bool m_homeInvited = false;
};

}
