// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

namespace myna::server {

// A tool that waits for a person's word: asked aloud, answered by the next thing that is said. One at a time; silence and everything but a
// clear yes is a no.
class Consent
{
public:
    struct Wish
    {
        QString tool;
        QJsonObject arguments;
        bool operator==(const Wish&) const = default;
    };
    enum class Answer { Yes, No, Other };

    explicit Consent(std::chrono::milliseconds patience)
        : m_patience(patience)
    {
    }

    bool want(const Wish& wish); // false: another one waits already
    void asked(); // aloud, just now: the time to answer begins
    // What somebody said, when something waits and it is not too late; nothing waits afterwards.
    [[nodiscard]] std::optional<std::pair<Wish, Answer>> take(const QString& said, const QString& language);
    void drop() { m_wish.reset(); }
    [[nodiscard]] bool isWanted() const { return m_wish.has_value(); }
    [[nodiscard]] QString question(const QString& language) const; // "May I …?"

private:
    std::chrono::milliseconds m_patience;
    std::optional<Wish> m_wish;
    QElapsedTimer m_since; // valid once it was asked
};

Consent::Answer consentIn(const QString& said, const QString& language);

}
