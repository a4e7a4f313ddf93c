// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

class QFileDialog;
class QMessageBox;
class QWidget;

namespace myna::ui {

struct SaveFormat
{
    QString filter; // "Table (*.csv)"
    QString suffix; // csv
};

// Where to save a file called `stem` and the day, in the first format unless another is chosen. To be connected and opened; deletes itself.
QFileDialog* saveDialog(QWidget* parent, const QString& title, const QString& stem, const QVector<SaveFormat>& formats);

struct HardQuestion
{
    QString title;
    QString text;
    QString consequence;
    QString yes;
    QString no; // what Enter and Escape mean
};

// Before something that cannot be taken back: accepted() is yes. To be connected and opened; deletes itself.
QMessageBox* hardQuestion(QWidget* parent, const HardQuestion& words);

}
