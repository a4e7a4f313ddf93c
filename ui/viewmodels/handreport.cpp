// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/handreport.h"

#include <QCoreApplication>

namespace myna::viewmodels {

QString closedBefore()
{
    return QCoreApplication::translate("myna", "Myna was closed before it was done.");
}

mcp::CallReport handReport(const HandWork& work, const Result<QString>& result)
{
    const bool isLate = !result && result.error().code == Error::Code::Timeout;
    return { .name = work.name,
        .arguments = work.arguments,
        .result = result ? result.value() : result.error().text,
        .failed = !result,
        .title = work.title,
        .caller = { .asker = mcp::Asker::Hand },
        .outcome = result ? mcp::Outcome::Done
            : isLate      ? mcp::Outcome::TooLate
                          : mcp::Outcome::Failed,
        .reason = QCoreApplication::translate("myna::mcp::Gate", "You did it yourself."),
        .begun = work.begun.toUTC(),
        .took = std::chrono::milliseconds(work.begun.msecsTo(work.ended)) };
}

}
