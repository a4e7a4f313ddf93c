// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "settings/settingsstore.h"

#include <QObject>
#include <QUrl>

namespace myna::viewmodels {

// The choice whether other programs of this computer may control Myna, and what they need to know for it. Main thread.
class ControlViewModel final : public QObject
{
    Q_OBJECT

public:
    explicit ControlViewModel(settings::SettingsStore& store, QObject* parent = nullptr);

    [[nodiscard]] bool isOn() const;
    void setOn(bool on);

    [[nodiscard]] QString address() const; // empty: nobody is listened to
    [[nodiscard]] QString problem() const { return m_problem; } // in a sentence; empty: none
    [[nodiscard]] QString token() const; // a secret: for the clipboard, never shown

public slots:
    // Facts.
    void opened(const QUrl& address, const QByteArray& token);
    void closed();
    void refused(const myna::Error& error);

signals:
    void onChanged(bool on);
    void changed();

private:
    settings::SettingsStore& m_store;
    QUrl m_address;
    QByteArray m_token;
    QString m_problem;
};

}
