// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

#include <memory>
#include <vector>

namespace myna::things {

// All things of this device, in the order they were added. Lives on the main thread.
class ThingRegistry final : public QObject
{
    Q_OBJECT

public:
    explicit ThingRegistry(QObject* parent = nullptr);
    ~ThingRegistry() override;

    // Names are unique; a second thing of the same name is refused. Errors: Invalid.
    Result<> add(std::unique_ptr<Thing> thing);
    void remove(const QString& name); // a thing that is gone for good; one that is only away stays and says so
    [[nodiscard]] QVector<Thing*> things() const;
    [[nodiscard]] Thing* find(QStringView name) const; // null when there is none

signals:
    void added(const QString& thing);
    void removed(const QString& thing);
    void reachableChanged(const QString& thing, bool reachable);
    void changed(const QString& thing, const QString& property, const QVariant& value);

private:
    std::vector<std::unique_ptr<Thing>> m_things;
};

}
