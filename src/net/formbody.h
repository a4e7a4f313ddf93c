// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace myna::net {

// A `multipart/form-data` body (RFC 7578) in the making. Names, file names and types are ours: they have no quotes and no line ends in
// them.
class FormBody
{
public:
    FormBody(); // with a boundary that no content has in it

    void add(const QByteArray& name, const QByteArray& value);
    void addFile(const QByteArray& name, const QByteArray& fileName, const QByteArray& type, const QByteArray& content);

    [[nodiscard]] QByteArray contentType() const { return "multipart/form-data; boundary=" + m_boundary; }
    [[nodiscard]] QByteArray bytes() const { return m_parts + "--" + m_boundary + "--\r\n"; }

private:
    QByteArray m_boundary;
    QByteArray m_parts;
};

}
