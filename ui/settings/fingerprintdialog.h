// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serversviewmodel.h"

#include <QDialog>

namespace myna::ui {

// Shows the fingerprint of a certificate, to be compared with what the server itself shows. accepted() only when somebody says it is the
// same.
class FingerprintDialog final : public QDialog
{
    Q_OBJECT

public:
    FingerprintDialog(const Theme& theme, const viewmodels::Comparison& comparison, QWidget* parent = nullptr);

    // In lines of eight pairs, so that eyes find their place.
    static QString inLines(const QString& fingerprint);
};

}
