// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/echotest.h"
#include "protocol/message.h"

#include <QCoreApplication>

#include <optional>

namespace myna::viewmodels {

// What the result of an echo test means for talking, in the language of the moment.
class EchoTexts
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::EchoTexts)

public:
    using Verdict = audio::EchoTestResult::Verdict;

    [[nodiscard]] static bool isAnswer(Verdict verdict); // something about the room; otherwise something is in the way
    [[nodiscard]] static std::optional<protocol::ListenMode> suggestedMode(Verdict verdict); // none: nothing was measured
    [[nodiscard]] static QString title(Verdict verdict);
    [[nodiscard]] static QString word(Verdict verdict);
    [[nodiscard]] static QString reason(const audio::EchoTestResult& result);
    [[nodiscard]] static QString suggestion(Verdict verdict); // why this mode
};

}
