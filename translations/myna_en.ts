<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>myna</name>
    <message numerus="yes">
        <source>The connection could not be restored after %n tries. %1</source>
        <translation>
            <numerusform>The connection could not be restored after %n try. %1</numerusform>
            <numerusform>The connection could not be restored after %n tries. %1</numerusform>
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
</TS>
