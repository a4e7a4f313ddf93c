// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/clipboardfamily.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// A model reads no book, and servers cut longer answers off anyway.
constexpr qsizetype maxText = 20000;

// Wayland hands the clipboard only to the program whose window is in front.
bool isOutOfReach()
{
    return QGuiApplication::platformName().startsWith("wayland"_L1) && !QGuiApplication::focusWindow();
}

Error outOfReach()
{
    return { Error::Code::Unavailable, u"On this desktop the clipboard can be used only while a window of Myna is in front."_s };
}

// Password managers mark what nobody else should keep.
bool isSecret(const QMimeData& content)
{
    return content.data(u"x-kde-passwordManagerHint"_s) == "secret";
}

Result<QString> read()
{
    if (isOutOfReach())
        return outOfReach();
    const QMimeData* content = QGuiApplication::clipboard()->mimeData();
    if (!content || content->formats().isEmpty())
        return Error { Error::Code::NotFound, u"The clipboard is empty."_s };
    if (isSecret(*content))
        return Error { Error::Code::Refused, u"The clipboard holds a password, which is not given out."_s };
    if (!content->hasText())
        return Error { Error::Code::NotFound, u"What is in the clipboard is no text."_s };
    const QString text = content->text();
    return text.size() > maxText ? text.left(maxText) + u"…"_s : text;
}

Result<QString> write(const QString& text)
{
    if (isOutOfReach())
        return outOfReach();
    if (text.size() > maxText)
        return Error { Error::Code::Invalid, u"The text is too long for the clipboard: at most %1 characters."_s.arg(maxText) };
    QGuiApplication::clipboard()->setText(text);
    return u"true"_s;
}

}

std::vector<mcp::Tool> ClipboardFamily::tools()
{
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return {};
    return {
        { .spec = { .name = u"self.clipboard.read"_s,
              .description = u"Gives the text that the user copied last, for example to translate or to explain it."_s,
              .title = tr("Read the clipboard"),
              .isPrivate = true },
            .run = [](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) { answer(read()); },
            .standard = mcp::Decision::Ask },
        { .spec = { .name = u"self.clipboard.write"_s,
              .description = u"Puts a text into the clipboard so that the user can paste it. What was there before is replaced."_s,
              .arguments = { { .name = u"text"_s, .description = u"the text to copy"_s } },
              .title = tr("Copy a text to the clipboard") },
            .run
            = [](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) { answer(write(arguments["text"_L1].toString())); },
            // Who pastes into a terminal does what the clipboard says.
            .standard = mcp::Decision::Ask },
    };
}

}

#include "moc_clipboardfamily.cpp"
