// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serverdevicesviewmodel.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace myna::ui {

// One device of the server: what it is called, how it is served, and what can be done with it now. Closes itself when the device is gone.
class DeviceDialog final : public QDialog
{
    Q_OBJECT

public:
    // `model` outlives it.
    DeviceDialog(viewmodels::ServerDevicesViewModel& model, const QString& deviceId, const Theme& theme, QWidget* parent = nullptr);

signals:
    void removalWanted(const QString& deviceId);

private:
    void build();
    [[nodiscard]] QWidget* buildNow();
    [[nodiscard]] QWidget* buildServing();
    [[nodiscard]] QWidget* buildButtons();
    [[nodiscard]] QLineEdit* addField(QFormLayout* rows, const QString& name, const QString& hint = {});
    void fill();
    void fillFirmware();
    void refresh();
    void say(bool asked);
    void askForReason();
    void save();

    viewmodels::ServerDevicesViewModel& m_model;
    QString m_id;
    const Theme& m_theme;
    viewmodels::DeviceForm m_form;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_quarantine = nullptr;
    QLabel* m_problem = nullptr;
    QLineEdit* m_words = nullptr;
    QPushButton* m_say = nullptr;
    QPushButton* m_ask = nullptr;
    QPushButton* m_disconnect = nullptr;
    QPushButton* m_keepAway = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_group = nullptr;
    QComboBox* m_language = nullptr;
    QLineEdit* m_voice = nullptr;
    QPlainTextEdit* m_prompt = nullptr;
    QMap<QString, QLineEdit*> m_engines;
    QLineEdit* m_blocked = nullptr;
    QComboBox* m_memory = nullptr;
    QComboBox* m_firmware = nullptr;
    bool m_saving = false;
};

}
