// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace myna::daemon {

// What somebody types, line by line, from standard input. Lines are cut at 4,000 characters. Main thread.
class LineReader final : public QObject
{
    Q_OBJECT

public:
    explicit LineReader(QObject* parent = nullptr);
    ~LineReader() override;

    void start();
    [[nodiscard]] static bool isTerminal(); // a person, not a file or another program

signals:
    void lineRead(const QString& line); // without its end
    void ended(); // once; nothing comes after it

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
