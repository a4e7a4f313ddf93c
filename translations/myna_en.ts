<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>myna</name>
    <message numerus="yes">
        <source>The connection could not be restored after %n tries. %1 It is tried again when the network changes.</source>
        <translation>
            <numerusform>The connection could not be restored after %n try. %1 It is tried again when the network changes.</numerusform>
            <numerusform>The connection could not be restored after %n tries. %1 It is tried again when the network changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many requests. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many requests. Try again in %n second.</numerusform>
            <numerusform>Too many requests. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turn(s)</source>
        <translation>
            <numerusform>%n turn</numerusform>
            <numerusform>%n turns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) could not be written to the server&apos;s database.</source>
        <translation>
            <numerusform>%n change could not be written to the server&apos;s database.</numerusform>
            <numerusform>%n changes could not be written to the server&apos;s database.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sets %n thing(s).</source>
        <translation>
            <numerusform>Sets %n thing.</numerusform>
            <numerusform>Sets %n things.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1, and %n more</numerusform>
            <numerusform>%1, and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s), not kept here</source>
        <translation>
            <numerusform>%n character, not kept here</numerusform>
            <numerusform>%n characters, not kept here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::mcp::Gate</name>
    <message numerus="yes">
        <source>The user was asked and did not answer within %n seconds.</source>
        <translation>
            <numerusform>The user was asked and did not answer within %n second.</numerusform>
            <numerusform>The user was asked and did not answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::ui::AskWindow</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more question(s) after this one</source>
        <translation>
            <numerusform>%n more question after this one</numerusform>
            <numerusform>%n more questions after this one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::ui::CallsView</name>
    <message numerus="yes">
        <source>Delete all %n call(s) from the list?</source>
        <translation>
            <numerusform>Delete the only call from the list?</numerusform>
            <numerusform>Delete all %n calls from the list?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::ui::HistoryGroup</name>
    <message numerus="yes">
        <source>This deletes %n older conversation(s) now.</source>
        <translation>
            <numerusform>This deletes one older conversation now.</numerusform>
            <numerusform>This deletes %n older conversations now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::ui::HistoryPage</name>
    <message numerus="yes">
        <source>Delete all %n conversation(s)?</source>
        <translation>
            <numerusform>Delete the only conversation?</numerusform>
            <numerusform>Delete all %n conversations?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::ui::RemindersView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::AuditViewModel</name>
    <message numerus="yes">
        <source>%n call(s) saved as %1</source>
        <translation>
            <numerusform>%n call saved as %1</numerusform>
            <numerusform>%n calls saved as %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::HistoryChoices</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::HistoryViewModel</name>
    <message numerus="yes">
        <source>%1 %n turn(s) of this session wait to be written.</source>
        <extracomment>%1: what is wrong</extracomment>
        <translation>
            <numerusform>%1 One turn of this session waits to be written.</numerusform>
            <numerusform>%1 %n turns of this session wait to be written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n older one(s) could not wait and are lost.</source>
        <translation>
            <numerusform>%1 One older turn could not wait and is lost.</numerusform>
            <numerusform>%1 %n older turns could not wait and are lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) saved as %1</source>
        <translation>
            <numerusform>%n conversation saved as %1</numerusform>
            <numerusform>%n conversations saved as %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::HomeViewModel</name>
    <message numerus="yes">
        <source>Connected, %n thing(s)</source>
        <translation>
            <numerusform>Connected, %n thing</numerusform>
            <numerusform>Connected, %n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be shown.</source>
        <translation>
            <numerusform>%n more cannot be shown.</numerusform>
            <numerusform>%n more cannot be shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::MusicChoices</name>
    <message numerus="yes">
        <source>%1: %n piece(s) that the assistant can play</source>
        <translation>
            <numerusform>%1: %n piece that the assistant can play</numerusform>
            <numerusform>%1: %n pieces that the assistant can play</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::PairingTexts</name>
    <message numerus="yes">
        <source>valid for %n hour(s)</source>
        <translation>
            <numerusform>valid for %n hour</numerusform>
            <numerusform>valid for %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>valid for %n minute(s)</source>
        <translation>
            <numerusform>valid for %n minute</numerusform>
            <numerusform>valid for %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::RemindersViewModel</name>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>in %n minute</numerusform>
            <numerusform>in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>in %n hour</numerusform>
            <numerusform>in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was imported. The file has %n entries to come</source>
        <translation>
            <numerusform>Nothing was imported. The file has %n entry to come</numerusform>
            <numerusform>Nothing was imported. The file has %n entries to come</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, and there is room for %n more.</source>
        <translation>
            <numerusform>, and there is room for %n more.</numerusform>
            <numerusform>, and there is room for %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries are in your calendar now.</source>
        <translation>
            <numerusform>%n entry is in your calendar now.</numerusform>
            <numerusform>%n entries are in your calendar now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that are over were left out.</source>
        <translation>
            <numerusform>%n that is over was left out.</numerusform>
            <numerusform>%n that are over were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerConfigViewModel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerConsole</name>
    <message numerus="yes">
        <source>%1 · %n device(s)</source>
        <translation>
            <numerusform>%1 · %n device</numerusform>
            <numerusform>%1 · %n devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerEnginesViewModel</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerMetricsViewModel</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerViewModel</name>
    <message numerus="yes">
        <source>running · %n device(s)</source>
        <translation>
            <numerusform>running · %n device</numerusform>
            <numerusform>running · %n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reachable on %n network(s).</source>
        <translation>
            <numerusform>Reachable on %n network.</numerusform>
            <numerusform>Reachable on %n networks.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServersViewModel</name>
    <message numerus="yes">
        <source>%n server(s) added.</source>
        <translation>
            <numerusform>%n server added.</numerusform>
            <numerusform>%n servers added.</numerusform>
        </translation>
    </message>
</context>
</TS>
