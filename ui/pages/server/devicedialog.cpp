// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/devicedialog.h"

#include "widgets/buttons.h"
#include "widgets/flowlayout.h"
#include "widgets/scrollpage.h"

#include <QComboBox>
#include <QFormLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::DeviceForm;
using viewmodels::ServerDevicesViewModel;

namespace {

constexpr int deviceFieldWidth = 340; // px
constexpr int longestName = 100; // characters, as the server takes them
constexpr int longestWords = 1000;
constexpr int longestPrompt = 8000;
const auto engineKinds = std::to_array<const char*>({ "ASR", "LLM", "TTS" });

QPushButton* button(const QString& text, ButtonKind kind, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    styleButton(made, kind);
    made->setAutoDefault(false);
    return made;
}

QComboBox* choice(QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setMinimumSize(deviceFieldWidth, hitTarget + 4);
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

void choose(QComboBox* box, const QVariant& value)
{
    if (box->findData(value) < 0)
        box->addItem(value.toString(), value);
    box->setCurrentIndex(box->findData(value));
}

}

DeviceDialog::DeviceDialog(ServerDevicesViewModel& model, const QString& deviceId, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_model(model)
    , m_id(deviceId)
    , m_theme(theme)
    , m_form(model.formOf(deviceId))
{
    build();
    fill();
    refresh();
    resize(600, 720);
    connect(&model, &ServerDevicesViewModel::changed, this, &DeviceDialog::refresh);
    connect(&model, &ServerDevicesViewModel::firmwareChanged, this, &DeviceDialog::fillFirmware);
    connect(&model, &ServerDevicesViewModel::done, this, [this](const QString& id) {
        if (id == m_id && m_saving)
            accept();
    });
    connect(&model, &ServerDevicesViewModel::refused, this, [this](const QString& id, const QString& why) {
        if (id != m_id)
            return;
        m_saving = false;
        m_problem->setText(why);
        m_problem->show();
    });
    model.loadFirmware();
}

void DeviceDialog::build()
{
    setWindowTitle(tr("Device"));
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(28, space::xl, 28, space::l);
    column->setSpacing(space::m);
    m_title = new QLabel(inner);
    m_facts = new QLabel(inner);
    m_quarantine = new QLabel(inner);
    styleText(m_title, TextKind::PageTitle);
    styleText(m_facts, TextKind::Secondary);
    styleText(m_quarantine, TextKind::Body);
    m_quarantine->setProperty("textRole", u"bad"_s);
    for (QLabel* label : { m_title, m_facts, m_quarantine }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    const auto section = [&](const QString& name, QWidget* content) {
        auto* title = new QLabel(name, inner);
        styleText(title, TextKind::SectionTitle);
        column->addSpacing(space::s);
        column->addWidget(title);
        column->addWidget(content);
    };
    section(tr("Now"), buildNow());
    section(tr("From its next conversation on"), buildServing());
    column->addStretch();
    auto* scroll = new QScrollArea(this);
    setScrollPage(scroll, inner);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll, 1);
    whole->addWidget(buildButtons());
}

// What happens at once.
QWidget* DeviceDialog::buildNow()
{
    auto* now = new QWidget(this);
    auto* column = new QVBoxLayout(now);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    m_words = new QLineEdit(now);
    m_words->setMaxLength(longestWords);
    m_words->setMinimumHeight(hitTarget + 4);
    m_words->setPlaceholderText(tr("Something to say, or a question for it"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_say = button(tr("Say it"), ButtonKind::Secondary, now);
    m_ask = button(tr("Ask it"), ButtonKind::Secondary, now);
    m_say->setToolTip(tr("The device speaks these words."));
    m_ask->setToolTip(tr("As if somebody had asked this at the device; it answers there."));
    auto* words = new QHBoxLayout;
    words->setSpacing(space::s);
    words->addWidget(m_words, 1);
    words->addWidget(m_say);
    words->addWidget(m_ask);
    column->addLayout(words);
    m_disconnect = button(tr("Disconnect"), ButtonKind::Secondary, now);
    m_keepAway = button({}, ButtonKind::Secondary, now);
    auto* forget = button(tr("Forget its memory"), ButtonKind::Quiet, now);
    auto* remove = button(tr("Remove…"), ButtonKind::Danger, now);
    auto* deeds = new FlowLayout(space::s);
    for (QPushButton* deed : { m_disconnect, m_keepAway, forget, remove })
        deeds->addWidget(deed);
    column->addLayout(deeds);
    connect(m_words, &QLineEdit::returnPressed, this, [this] { say(false); });
    connect(m_words, &QLineEdit::textChanged, this, &DeviceDialog::refresh);
    connect(m_say, &QPushButton::clicked, this, [this] { say(false); });
    connect(m_ask, &QPushButton::clicked, this, [this] { say(true); });
    connect(m_disconnect, &QPushButton::clicked, this, [this] { m_model.disconnectDevice(m_id); });
    connect(m_keepAway, &QPushButton::clicked, this, &DeviceDialog::askForReason);
    connect(forget, &QPushButton::clicked, this, [this] { m_model.forget(m_id); });
    connect(remove, &QPushButton::clicked, this, [this] { emit removalWanted(m_id); });
    return now;
}

QLineEdit* DeviceDialog::addField(QFormLayout* rows, const QString& name, const QString& hint)
{
    auto* field = new QLineEdit(this);
    field->setMinimumSize(deviceFieldWidth, hitTarget + 4);
    field->setMaxLength(longestName);
    field->setPlaceholderText(hint);
    field->setAccessibleName(name);
    rows->addRow(name, field);
    return field;
}

// How it is served from its next conversation on.
QWidget* DeviceDialog::buildServing()
{
    auto* serving = new QWidget(this);
    auto* rows = new QFormLayout(serving);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(space::l);
    rows->setVerticalSpacing(10);
    rows->setRowWrapPolicy(QFormLayout::WrapLongRows);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const QString usual = tr("as everybody");
    m_name = addField(rows, tr("Name"));
    m_group = addField(rows, tr("Group"), tr("none"));
    m_language = choice(this);
    m_language->addItem(tr("As everybody"), QString());
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->addItem(u"中文"_s, u"zh"_s);
    m_language->setAccessibleName(tr("Language"));
    rows->addRow(tr("Language"), m_language);
    m_voice = addField(rows, tr("Voice"), usual);
    m_prompt = new QPlainTextEdit(this);
    m_prompt->setTabChangesFocus(true);
    m_prompt->setFixedHeight(96);
    m_prompt->setPlaceholderText(tr("Who it is and how it talks; empty: as everybody"));
    m_prompt->setAccessibleName(tr("Character"));
    rows->addRow(tr("Character"), m_prompt);
    for (const char* kind : engineKinds)
        m_engines.insert(QString::fromLatin1(kind), addField(rows, tr("%1 engines").arg(QLatin1String(kind)), usual));
    m_blocked = addField(rows, tr("Blocked tools"), tr("none"));
    m_blocked->setMaxLength(longestWords);
    m_memory = choice(this);
    m_memory->addItem(tr("As everybody"), u"usual"_s);
    m_memory->addItem(tr("It remembers its talks"), u"yes"_s);
    m_memory->addItem(tr("It remembers nothing"), u"no"_s);
    m_memory->setAccessibleName(tr("Memory"));
    rows->addRow(tr("Memory"), m_memory);
    m_firmware = choice(this);
    m_firmware->setAccessibleName(tr("Firmware"));
    rows->addRow(tr("Firmware"), m_firmware);
    return serving;
}

QWidget* DeviceDialog::buildButtons()
{
    auto* foot = new QWidget(this);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(28, space::m, 28, space::l + space::xs);
    row->setSpacing(space::s);
    m_problem = new QLabel(foot);
    styleText(m_problem, TextKind::Secondary);
    m_problem->setProperty("textRole", u"bad"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* cancel = button(tr("Close"), ButtonKind::Secondary, foot);
    auto* keep = button(tr("Save"), ButtonKind::Primary, foot);
    row->addWidget(m_problem, 1);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(keep);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(keep, &QPushButton::clicked, this, &DeviceDialog::save);
    return foot;
}

void DeviceDialog::fill()
{
    m_name->setText(m_form.name);
    m_group->setText(m_form.group);
    choose(m_language, m_form.language);
    m_voice->setText(m_form.voice);
    m_prompt->setPlainText(m_form.prompt);
    for (auto it = m_engines.begin(); it != m_engines.end(); ++it)
        it.value()->setText(m_form.engines.value(it.key()));
    m_blocked->setText(m_form.blockedTools);
    choose(m_memory, !m_form.remembers ? u"usual"_s : *m_form.remembers ? u"yes"_s : u"no"_s);
    fillFirmware();
}

void DeviceDialog::fillFirmware()
{
    const QVariant chosen = m_firmware->count() > 0 ? m_firmware->currentData() : QVariant(m_form.firmware);
    m_firmware->clear();
    m_firmware->addItem(tr("The newest that fits"), QString());
    m_firmware->addItem(tr("None"), u"none"_s);
    for (const admin::Firmware& file : m_model.firmware())
        m_firmware->addItem(u"%1 · %2"_s.arg(file.file, file.version), file.file);
    choose(m_firmware, chosen);
}

void DeviceDialog::refresh()
{
    const admin::Device* device = m_model.find(m_id);
    if (!device) {
        reject();
        return;
    }
    const bool there = device->state != admin::DeviceState::Offline;
    m_title->setText(m_model.nameOf(m_id));
    m_facts->setText(m_model.factsOf(m_id).join(u" · "_s));
    m_quarantine->setVisible(!device->quarantine.isEmpty());
    m_quarantine->setText(tr("It is kept away: %1").arg(device->quarantine));
    m_keepAway->setText(device->quarantine.isEmpty() ? tr("Keep away…") : tr("Release"));
    m_disconnect->setEnabled(there);
    m_words->setEnabled(there);
    const bool words = there && !m_words->text().trimmed().isEmpty();
    m_say->setEnabled(words);
    m_ask->setEnabled(words);
}

void DeviceDialog::say(bool asked)
{
    const QString words = m_words->text().trimmed();
    if (words.isEmpty())
        return;
    asked ? m_model.ask(m_id, words) : m_model.say(m_id, words);
    m_words->clear();
}

void DeviceDialog::askForReason()
{
    const admin::Device* device = m_model.find(m_id);
    if (device && !device->quarantine.isEmpty()) {
        m_model.release(m_id);
        return;
    }
    auto* question = new QInputDialog(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Keep this device away"));
    question->setLabelText(tr("Why? It is disconnected and refused until you release it."));
    question->setOkButtonText(tr("Keep away"));
    question->setCancelButtonText(tr("Cancel"));
    connect(question, &QInputDialog::textValueSelected, this, [this](const QString& reason) { m_model.quarantine(m_id, reason); });
    question->open();
}

void DeviceDialog::save()
{
    DeviceForm form = m_form;
    form.name = m_name->text();
    form.group = m_group->text();
    form.firmware = m_firmware->currentData().toString();
    form.language = m_language->currentData().toString();
    form.voice = m_voice->text();
    form.prompt = m_prompt->toPlainText().left(longestPrompt);
    for (auto it = m_engines.begin(); it != m_engines.end(); ++it) {
        if (const QString names = it.value()->text().trimmed(); names.isEmpty())
            form.engines.remove(it.key());
        else
            form.engines.insert(it.key(), names);
    }
    form.blockedTools = m_blocked->text();
    const QString memory = m_memory->currentData().toString();
    form.remembers = memory == u"usual" ? std::nullopt : std::optional(memory == u"yes");
    m_problem->hide();
    m_saving = true;
    m_model.change(m_id, form);
}

}

#include "moc_devicedialog.cpp"
