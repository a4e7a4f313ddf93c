// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/fileworker.h"
#include "database/storethread.h"
#include "history/turnstore.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace myna::history {

// The history as the main thread sees it: turns go in, questions are answered later. The file is read and written on a thread of its own,
// so nobody waits for a disk. What cannot be written waits here and is tried again with the next turn.
class TurnHistory final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostWaiting = 256; // turns that are not written yet; then the oldest go

    explicit TurnHistory(QString folder, QObject* parent = nullptr);
    ~TurnHistory() override; // ends the thread; use stop() first, so that nothing waits in it

    void open(); // at the start, so that a damaged file is noticed then; everything else opens it, too
    void keep(const Turn& turn);
    void tryAgain(); // to write what waits
    void stop(); // after what waits was tried once more: stopped(); then nothing is kept and nobody answered

    [[nodiscard]] Error trouble() const { return m_trouble; } // why turns wait; text empty: none does
    [[nodiscard]] int waiting() const { return int(m_waiting.size()); }
    [[nodiscard]] int lost() const { return m_lost; }

    // Works on the file, then answers here, if `asker` still lives. `work` runs on the thread of the file.
    template<typename T>
    void ask(QObject* asker, std::function<Result<T>(TurnStore&)> work, std::function<void(const Result<T>&)> then)
    {
        if (!m_ended)
            m_store.ask<T>(asker, std::move(work), std::move(then));
    }

signals:
    void kept(const myna::history::Turn& turn);
    void troubleChanged();
    void warned(const QString& text); // a damaged file was kept aside
    void stopped();

private:
    void writeNext();
    void written(const Result<Turn>& result);
    void setTrouble(const Error& error);
    void endIfDone();

    database::StoreThread<database::FileWorker<TurnStore>, TurnStore> m_store;
    std::deque<Turn> m_waiting;
    std::optional<Turn> m_writing;
    Error m_trouble;
    int m_lost = 0;
    bool m_stopping = false;
    bool m_ended = false; // the worker may be gone
};

}
