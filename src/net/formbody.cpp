// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/formbody.h"

#include <QUuid>

namespace myna::net {

FormBody::FormBody()
    : m_boundary("----myna" + QUuid::createUuid().toByteArray(QUuid::Id128))
{
}

void FormBody::add(const QByteArray& name, const QByteArray& value)
{
    m_parts += "--" + m_boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}

void FormBody::addFile(const QByteArray& name, const QByteArray& fileName, const QByteArray& type, const QByteArray& content)
{
    m_parts += "--" + m_boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName
        + "\"\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n";
}

}
