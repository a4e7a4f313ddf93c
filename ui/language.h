// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTranslator>

namespace myna::ui {

// The language of the program, switched while it runs: every widget gets LanguageChange and reads its texts again.
class Language final : public QObject
{
    Q_OBJECT

public:
    explicit Language(QObject* parent = nullptr);
    ~Language() override;

    // "en", "zh_CN", or empty for the system's; an unknown one is English.
    void choose(const QString& code);
    [[nodiscard]] QString current() const { return m_current; } // "en" or "zh_CN"

    // What `choose` makes of a code and a system locale.
    static QString resolved(const QString& code, const QLocale& system);

signals:
    void changed(const QString& language);

private:
    QTranslator m_own;
    QTranslator m_qt;
    QString m_current;
};

}
