// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/gate.h"
#include "mcp/toolfamily.h"
#include "things/thingregistry.h"

#include <QPointer>

namespace myna::mcp {

// The things of a home for a model: `home.list` says what there is. While few things can be changed each has the tool its spec names; of
// many, a model would read more about tools than about the question, so `home.set` and `home.operate` take the thing's name instead. What
// moves or is pressed (covers, buttons) asks the user first.
class HomeTools final : public ToolFamily
{
    Q_OBJECT

public:
    static constexpr int fewSettings = 10; // tools of their own; each costs a model about as much as a sentence
    static constexpr qsizetype maxListBytes = 6000; // of the answer of home.list

    explicit HomeTools(things::ThingRegistry& home, QObject* parent = nullptr);

    [[nodiscard]] std::vector<Tool> tools() override;

private:
    [[nodiscard]] Tool listing() const;
    [[nodiscard]] Tool setter(const things::Thing& thing, const things::PropertySpec& property) const;
    [[nodiscard]] Tool generic(bool moving) const;

    QPointer<things::ThingRegistry> m_home;
};

// What moves or is pressed: covers and buttons.
[[nodiscard]] bool isMoving(const things::Thing& thing);

// A thing's own tool and `home.set` or `home.operate` do the same: what was decided of one counts for the other.
[[nodiscard]] Gate::Deeds homeDeeds(const things::ThingRegistry& home);

}
