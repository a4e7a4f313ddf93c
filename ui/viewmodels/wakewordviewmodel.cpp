// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/wakewordviewmodel.h"

#include "speech/wakephrase.h"

#include <utility>

namespace myna::viewmodels {

namespace {

Result<QString> dictionaryCheck(const QString& typed)
{
    const auto phrase = speech::checkWakePhrase(typed);
    if (!phrase)
        return phrase.error();
    return phrase->text;
}

}

WakeWordViewModel::WakeWordViewModel(settings::SettingsStore& store, QObject* parent)
    : WakeWordViewModel(store, dictionaryCheck, {}, parent)
{
}

WakeWordViewModel::WakeWordViewModel(settings::SettingsStore& store, Check check, Timing timing, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_check(std::move(check))
    , m_timing(timing)
{
    for (QTimer* timer : { &m_typing, &m_lamp, &m_test })
        timer->setSingleShot(true);
    connect(&m_typing, &QTimer::timeout, this, &WakeWordViewModel::judge);
    connect(&m_lamp, &QTimer::timeout, this, &WakeWordViewModel::testChanged);
    connect(&m_test, &QTimer::timeout, this, [this] { setTesting(false); });
}

QStringList WakeWordViewModel::phrases() const
{
    const QStringList kept = m_store.get(settings::wakePhrases).mid(0, speech::maxWakePhrases);
    return kept.isEmpty() ? speech::suggestedWakePhrases().mid(0, 1) : kept;
}

bool WakeWordViewModel::canAdd() const
{
    return phrases().size() < speech::maxWakePhrases;
}

void WakeWordViewModel::setOn(bool on)
{
    if (on == isOn())
        return;
    m_store.set(settings::wakeWord, on);
    if (!wantsSpotter())
        setProblem({});
    emit changed();
    changeSpotter();
}

void WakeWordViewModel::setSensitivity(int sensitivity)
{
    const int bounded = qBound(0, sensitivity, 100);
    if (bounded == this->sensitivity())
        return;
    m_store.set(settings::wakeSensitivity, bounded);
    emit changed();
    changeSpotter();
}

void WakeWordViewModel::setInterrupts(bool interrupts)
{
    if (interrupts == this->interrupts())
        return;
    m_store.set(settings::wakeInterrupts, interrupts);
    emit changed();
}

void WakeWordViewModel::type(const QString& text)
{
    m_typed = text;
    m_typing.start(m_timing.typing);
}

void WakeWordViewModel::judge()
{
    Verdict verdict;
    if (!m_typed.trimmed().isEmpty()) {
        const Result<QString> phrase = judged(m_typed);
        verdict = phrase ? Verdict { tr("“%1” can be listened for.").arg(*phrase), true } : Verdict { phrase.error().text, false };
    }
    if (std::exchange(m_verdict, verdict) != verdict)
        emit verdictChanged();
}

Result<QString> WakeWordViewModel::judged(const QString& typed) const
{
    Result<QString> phrase = m_check(typed);
    if (phrase && phrases().contains(*phrase))
        return Error { Error::Code::Invalid, tr("“%1” is in the list already.").arg(*phrase) };
    if (phrase && !canAdd())
        return Error { Error::Code::Invalid, tr("There are %1 phrases already. Remove one first.").arg(phrases().size()) };
    return phrase;
}

Result<> WakeWordViewModel::addPhrase(const QString& typed)
{
    const Result<QString> phrase = judged(typed);
    if (!phrase) {
        m_typed = typed;
        judge();
        return phrase.error();
    }
    m_store.set(settings::wakePhrases, phrases() << *phrase);
    m_typed.clear();
    m_typing.stop();
    judge();
    emit changed();
    changeSpotter();
    return {};
}

void WakeWordViewModel::removePhrase(const QString& phrase)
{
    QStringList kept = phrases();
    if (!canRemove() || kept.removeAll(phrase) == 0)
        return;
    m_store.set(settings::wakePhrases, kept);
    judge();
    emit changed();
    changeSpotter();
}

void WakeWordViewModel::setTesting(bool testing)
{
    if (testing == m_testing)
        return;
    m_testing = testing;
    m_score = 0;
    m_heard.clear();
    m_lamp.stop();
    if (testing)
        m_test.start(m_timing.test);
    else
        m_test.stop();
    if (!wantsSpotter())
        setProblem({});
    emit testChanged();
    changeSpotter();
}

void WakeWordViewModel::changeSpotter()
{
    m_armed = false; // until spotterArmed()
    emit spotterChanged();
}

void WakeWordViewModel::setProblem(const QString& problem)
{
    if (std::exchange(m_problem, problem) != problem)
        emit problemChanged();
}

void WakeWordViewModel::spotterArmed()
{
    m_armed = wantsSpotter();
    setProblem({});
}

void WakeWordViewModel::spotterFailed(const Error& problem)
{
    m_armed = false;
    setTesting(false);
    setProblem(problem.text);
}

void WakeWordViewModel::spotterScore(const QString& phrase, int score)
{
    if (!m_testing || (m_score == score && m_heard == phrase))
        return;
    m_score = score;
    m_heard = phrase;
    emit testChanged();
}

void WakeWordViewModel::spotted(const QString& phrase, int score)
{
    if (!m_testing) {
        if (isOn())
            emit woken(phrase);
        return;
    }
    m_score = score;
    m_heard = phrase;
    m_lamp.start(m_timing.lamp);
    emit testChanged();
}

}

#include "moc_wakewordviewmodel.cpp"
