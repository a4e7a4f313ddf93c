// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/checkup.h"

#include "base/enumtable.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr auto levels = std::to_array<Word<Finding::Level>>({
    { Finding::Level::Ok, QLatin1String("ok") },
    { Finding::Level::Warning, QLatin1String("warning") },
    { Finding::Level::Error, QLatin1String("error") },
});

}

QLatin1String levelName(Finding::Level level)
{
    return wordOf(levels, level);
}

Checkup::Checkup(QVector<Check> checks, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_checks(std::move(checks))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        answer({ { m_checks[m_at].name, Finding::Level::Warning,
            u"No answer within %1 s."_s.arg(std::chrono::duration_cast<std::chrono::seconds>(m_limit.intervalAsDuration()).count()),
            u"A question of the system may be waiting on its screen; answer it and run this again."_s } });
    });
}

Checkup::~Checkup() = default;

void Checkup::start()
{
    m_at = -1;
    next();
}

void Checkup::next()
{
    if (++m_at >= m_checks.size()) {
        emit finished();
        return;
    }
    m_context = std::make_unique<QObject>();
    m_limit.start();
    // Never from inside a check, and once.
    const QPointer<QObject> asked = m_context.get();
    m_checks[m_at].look(m_context.get(), [this, asked](const QVector<Finding>& findings) {
        const auto pass = [this, asked, findings] {
            if (asked && asked == m_context.get())
                answer(findings);
        };
        if (asked)
            QMetaObject::invokeMethod(asked, pass, Qt::QueuedConnection);
    });
}

void Checkup::answer(const QVector<Finding>& findings)
{
    m_limit.stop();
    m_context.release()->deleteLater(); // this call comes out of it
    for (const Finding& finding : findings)
        emit found(finding);
    next();
}

}

#include "moc_checkup.cpp"
