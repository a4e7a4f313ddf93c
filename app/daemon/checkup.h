// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <QVector>

#include <chrono>
#include <functional>
#include <memory>

namespace myna::daemon {

// One line of the doctor's: what was looked at, how it is, and what to do when it is not well.
struct Finding
{
    enum class Level { Ok, Warning, Error };
    QString check; // for programs: "keychain"
    Level level = Level::Ok;
    QString text;
    QString repair; // empty when nothing is to be done
};

QLatin1String levelName(Finding::Level level); // ok|warning|error

// Looks at one thing. Answers once, at once or later; `context` ends what is still under way.
struct Check
{
    using Answer = std::function<void(const QVector<Finding>&)>;
    QString name;
    std::function<void(QObject* context, Answer answer)> look;
};

// Runs checks one after the other. One that does not answer in time is a warning, and its late answer is dropped.
class Checkup final : public QObject
{
    Q_OBJECT

public:
    explicit Checkup(QVector<Check> checks, std::chrono::milliseconds limit = std::chrono::seconds(20), QObject* parent = nullptr);
    ~Checkup() override;

    void start();

signals:
    void found(const myna::daemon::Finding& finding);
    void finished();

private:
    void next();
    void answer(const QVector<Finding>& findings);

    QVector<Check> m_checks;
    qsizetype m_at = -1;
    QTimer m_limit;
    std::unique_ptr<QObject> m_context; // of the check under way
};

}

Q_DECLARE_METATYPE(myna::daemon::Finding)
