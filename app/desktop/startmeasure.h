// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWindow;

namespace myna::desktop {

// Prints one line of JSON when a window has painted for the first time: milliseconds since the process began, and resident memory in kB.
class StartMeasure final : public QObject
{
    Q_OBJECT

public:
    explicit StartMeasure(QWindow* window, QObject* parent = nullptr);

signals:
    void printed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}
