// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace myna::server {

// An answer as a small display can show it: without Markdown, HTML, emoji and line breaks. Addresses stay. Empty when there is neither a
// letter nor a number in it.
QString readable(const QString& text);
// The same as a voice can say it: of an address only whose it is. Empty as above.
QString speakable(const QString& text);
// The characters that HTML's entities stand for: "&amp;", "&#8230;". What is none that can be read, or not known, stays as it is.
QString withoutEntities(const QString& text);
// The cells of a table's row, with commas between them; empty for the line under its head.
QString tableRow(const QString& line);

}
