// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/clienttools.h"

#include "tools/clipboardfamily.h"
#include "tools/webpagefamily.h"

namespace myna::client {

ClientTools::ClientTools(DeviceDesk& desk, WindowHands hands, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_hands(std::move(hands))
{
    addComputer();
}

ClientTools::~ClientTools() = default;

void ClientTools::add(std::unique_ptr<mcp::ToolFamily> family)
{
    m_families.push_back(std::move(family));
}

// What this computer is and has.
void ClientTools::addComputer()
{
    add(std::make_unique<tools::ClipboardFamily>());
    add(std::make_unique<tools::WebPageFamily>(tools::desktopOpener()));
}

void ClientTools::reachBy(const protocol::ConnectionProfile&) { }

}

#include "moc_clienttools.cpp"
