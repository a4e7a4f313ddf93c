// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace myna::viewmodels {

// How a state feels; each has a colour and a shape of its own.
enum class Tone { Neutral, Good, Busy, Warning, Bad };

}
