// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs.h"

#include <QDate>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <algorithm>

namespace myna::ui {

QFileDialog* saveDialog(QWidget* parent, const QString& title, const QString& stem, const QVector<SaveFormat>& formats)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const SaveFormat& format : formats)
        filters += format.filter;
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(formats.first().suffix);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(QStringLiteral("%1-%2.%3").arg(stem, QDate::currentDate().toString(Qt::ISODate), formats.first().suffix));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, formats](const QString& chosen) {
        const auto format = std::ranges::find(formats, chosen, &SaveFormat::filter);
        if (format != formats.end())
            dialog->setDefaultSuffix(format->suffix);
    });
    return dialog;
}

QMessageBox* hardQuestion(QWidget* parent, const HardQuestion& words)
{
    auto* question = new QMessageBox(QMessageBox::Warning, words.title, words.text, QMessageBox::NoButton, parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(words.consequence);
    QPushButton* yes = question->addButton(words.yes, QMessageBox::DestructiveRole);
    QPushButton* no = question->addButton(words.no, QMessageBox::RejectRole);
    question->setDefaultButton(no);
    question->setEscapeButton(no);
    QObject::connect(yes, &QPushButton::clicked, question, &QMessageBox::accepted);
    return question;
}

}
