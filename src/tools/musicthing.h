// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"
#include "tools/musiclibrary.h"
#include "tools/musicplayer.h"

namespace myna::tools {

// The music as a thing: what plays, how far it is, how loud, and the buttons. Unreachable while there is no music.
class MusicThing final : public things::Thing
{
    Q_OBJECT

public:
    // Both outlive it.
    MusicThing(MusicLibrary& library, MusicPlayer& player, QObject* parent = nullptr);

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override;

private:
    void show();

    MusicLibrary& m_library;
    MusicPlayer& m_player;
    QTimer m_progress; // runs while something plays
};

}
