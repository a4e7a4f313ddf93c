// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace myna::ui {

Language::Language(QObject* parent)
    : QObject(parent)
{
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

QString Language::resolved(const QString& code, const QLocale& system)
{
    const QLocale wanted = code.isEmpty() ? system : QLocale(code);
    return wanted.language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

void Language::choose(const QString& code)
{
    const QLocale system = QLocale::system();
    const QString language = resolved(code, system);
    if (language == m_current)
        return;
    m_current = language;
    // Numbers and times follow the system's region when it speaks this language.
    const QLocale locale(language);
    QLocale::setDefault(system.language() == locale.language() ? system : locale);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (m_qt.load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(QStringLiteral(":/i18n/myna_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_own);
    emit changed(language);
}

}

#include "moc_language.cpp"
