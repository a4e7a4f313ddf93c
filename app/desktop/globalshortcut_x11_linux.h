// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/globalshortcut.h"

namespace myna::desktop {

// A grabbed key of an X11 display: only this key comes here, others are not seen, and a key that somebody else has grabbed is refused. On a
// connection of its own, so that neither Qt's events nor its error handling are touched.
class X11Shortcut final : public GlobalShortcut
{
    Q_OBJECT

public:
    explicit X11Shortcut(KeyPurpose purpose = KeyPurpose::Talk, QObject* parent = nullptr);
    ~X11Shortcut() override;

    void bind(const QKeySequence& key) override;
    void unbind() override;

private:
    struct Display;

    bool open();
    [[nodiscard]] std::optional<Error> grab(const QKeySequence& key);
    void ungrab();
    void readEvents();
    void handle(void* event);
    void followLayout();
    void letGo();
    void lose();

    std::unique_ptr<Display> m_display;
    QKeySequence m_key;
    bool m_down = false;
};

}
