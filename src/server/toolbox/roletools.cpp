// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/roletools.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

RoleTools::RoleTools(const ToolSituation& situation)
    : m_roles(situation.own.roles)
    , m_chinese(situation.language == "zh"_L1)
    , m_hands(situation.hands)
{
}

// Their descriptions are for the model, so they are not translated.
QVector<mcp::ToolSpec> RoleTools::tools() const
{
    if (m_roles.isEmpty() || !m_hands.takeRole)
        return {};
    return { { .name = u"change_role"_s,
        .description = u"Makes you somebody else for the rest of this conversation, when the person wants that."_s,
        .arguments = { { .name = u"role"_s, .description = u"Who"_s, .choices = m_roles.keys() } } } };
}

void RoleTools::call(const QString&, const QJsonObject& arguments, ToolResult done)
{
    const QString wanted = arguments["role"_L1].toString().simplified();
    const auto likes = [&wanted](const QString& role) {
        return !wanted.isEmpty() && (role.contains(wanted, Qt::CaseInsensitive) || wanted.contains(role, Qt::CaseInsensitive));
    };
    const QStringList names = m_roles.keys();
    const auto found = std::find_if(names.cbegin(), names.cend(), likes);
    if (found == names.cend()) {
        done(Error { Error::Code::NotFound,
            (m_chinese ? u"没有“%1”这个角色，只有：%2。"_s : u"There is no role %1. There are: %2."_s)
                .arg(wanted.left(80), names.join(m_chinese ? u"、"_s : u", "_s)) });
        return;
    }
    m_hands.takeRole(m_roles.value(*found));
    done(u"From now on you are this: %1\nGreet the person in this role, in a few words."_s.arg(m_roles.value(*found)));
}

}
