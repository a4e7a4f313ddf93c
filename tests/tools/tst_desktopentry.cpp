// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "tools/desktopentry.h"
#include "tools/webpagefamily.h"

#include <QRandomGenerator>

using namespace myna;
using namespace myna::tools;
using namespace Qt::Literals::StringLiterals;

namespace {

// As GNOME's editor ships it, shortened.
const QByteArray editor = "# a comment\n"
                          "[Desktop Entry]\n"
                          "Name=Text Editor\n"
                          "Name[zh_CN]=文本编辑器\n"
                          "Name[zh_TW]=文字編輯器\n"
                          "Name[sr@latin]=Uređivač teksta\n"
                          "GenericName=Editor\n"
                          "Keywords=Text;Notepad;\n"
                          "Keywords[zh_CN]=记事本;编辑;\n"
                          "Exec=gedit %U\n"
                          "Icon=org.gnome.gedit\n"
                          "Type=Application\n"
                          "Categories=GNOME;Utility;\n"
                          "\n"
                          "[Desktop Action new-window]\n"
                          "Name=New Window\n"
                          "Exec=gedit --new-window\n";

DesktopEntry withExec(const QByteArray& exec)
{
    Result<DesktopEntry> entry = parseDesktopEntry("[Desktop Entry]\nType=Application\nName=A b\nName[de]=Ä\nIcon=ic\nExec=" + exec + "\n");
    [&] { QVERIFY(entry); }();
    DesktopEntry made = entry ? *entry : DesktopEntry();
    made.id = u"org.example.App"_s;
    made.file = u"/a/b.desktop"_s;
    return made;
}

}

class TstDesktopEntry : public test::TestCase
{
    Q_OBJECT

private slots:
    void anEntryIsRead()
    {
        const Result<DesktopEntry> entry = parseDesktopEntry(editor);
        QVERIFY(entry);
        QCOMPARE(entry->names.value({}), u"Text Editor"_s);
        QCOMPARE(entry->exec, u"gedit %U"_s); // not that of an action
        QCOMPARE(entry->keywords, (QStringList { u"Text"_s, u"Notepad"_s, u"记事本"_s, u"编辑"_s }));
        QVERIFY(!entry->noDisplay && !entry->hidden && !entry->terminal);
    }

    void namesComeInTheUsersLanguage_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("name");
        QTest::newRow("China") << u"zh_CN.UTF-8"_s << u"文本编辑器"_s;
        QTest::newRow("Taiwan") << u"zh_TW"_s << u"文字編輯器"_s;
        QTest::newRow("modifier") << u"sr_RS@latin"_s << u"Uređivač teksta"_s;
        QTest::newRow("without the modifier") << u"sr_RS"_s << u"Text Editor"_s;
        QTest::newRow("other") << u"fr_FR"_s << u"Text Editor"_s;
        QTest::newRow("none") << QString() << u"Text Editor"_s;
    }
    void namesComeInTheUsersLanguage()
    {
        QFETCH(QString, locale);
        QTEST(localised(parseDesktopEntry(editor)->names, locale), "name");
    }

    void commandsAreTakenApart_data()
    {
        QTest::addColumn<QByteArray>("exec");
        QTest::addColumn<QStringList>("command");
        const auto row
            = [](const char* name, const QByteArray& exec, const QStringList& command) { QTest::newRow(name) << exec << command; };
        row("files fall away", "vlc --started-from-file %U", { u"vlc"_s, u"--started-from-file"_s });
        row("old codes fall away", "a %d %D %n %N %v %m %f x", { u"a"_s, u"x"_s });
        row("icon, name, file", "a %i %c %k", { u"a"_s, u"--icon"_s, u"ic"_s, u"Ä"_s, u"/a/b.desktop"_s });
        row("percent", "a 100%%", { u"a"_s, u"100%"_s });
        row("quotes", "\"/opt/My App/run\" \"a b\" c", { u"/opt/My App/run"_s, u"a b"_s, u"c"_s });
        row("escapes in quotes", "a \"x\\\\\"y\\\\$z\\\\\\\\\"", { u"a"_s, u"x\"y$z\\"_s });
        row("no code in quotes", "a \"%f\"", { u"a"_s, u"%f"_s });
        row("a shell's words are words", "a ; rm -rf / | b `c` $(d)",
            { u"a"_s, u";"_s, u"rm"_s, u"-rf"_s, u"/"_s, u"|"_s, u"b"_s, u"`c`"_s, u"$(d)"_s });
        row("unknown code", "a %z", {});
        row("open quote", "a \"b", {});
        row("lonely percent", "a %", {});
        row("nothing", "%U", {});
        row("a variable instead of a program", "A=b c", {});
    }
    void commandsAreTakenApart()
    {
        QFETCH(QByteArray, exec);
        QFETCH(QStringList, command);
        QCOMPARE(commandOf(withExec(exec), u"de_DE"_s).value_or({}), command);
    }

    void whatIsNoApplicationIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("other group first") << QByteArray("[X]\nType=Application\nName=a\n");
        QTest::newRow("a link") << QByteArray("[Desktop Entry]\nType=Link\nName=a\n");
        QTest::newRow("no name") << QByteArray("[Desktop Entry]\nType=Application\nExec=a\n");
        QTest::newRow("only a translated name") << QByteArray("[Desktop Entry]\nType=Application\nName[de]=a\n");
        QTest::newRow("huge") << QByteArray("[Desktop Entry]\nType=Application\nName=a\n") + QByteArray(maxDesktopEntry, '#');
    }
    void whatIsNoApplicationIsRefused()
    {
        QFETCH(QByteArray, content);
        QVERIFY(!parseDesktopEntry(content));
    }

    void whatIsSaidIsFoundInEveryLanguage_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<int>("match");
        QTest::newRow("name") << u"text editor"_s << exactMatch;
        QTest::newRow("without the space") << u"TextEditor"_s << exactMatch;
        QTest::newRow("Chinese") << u"文本编辑器"_s << exactMatch;
        QTest::newRow("generic") << u"editor"_s << 80;
        QTest::newRow("keyword") << u"记事本"_s << 80;
        QTest::newRow("program") << u"gedit"_s << 80;
        QTest::newRow("beginning") << u"Text Ed"_s << 60;
        QTest::newRow("part") << u"编辑器"_s << 40;
        QTest::newRow("other") << u"Firefox"_s << 0;
        QTest::newRow("nothing") << u" "_s << 0;
    }
    void whatIsSaidIsFoundInEveryLanguage()
    {
        QFETCH(QString, said);
        QTEST(matchOf(*parseDesktopEntry(editor), said), "match");
    }

    void damagedEntriesHarmNobody()
    {
        QRandomGenerator random(20261121);
        int read = 0;
        for (int round = 0; round < 4000; ++round) {
            QByteArray content = editor;
            const int changes = random.bounded(1, 12);
            for (int i = 0; i < changes; ++i)
                content[random.bounded(int(content.size()))]
                    = char(random.bounded(2) ? "=[]%\"\\;\n @"[random.bounded(10)] : random.bounded(256));
            content.truncate(random.bounded(int(content.size()) + 1));
            const Result<DesktopEntry> entry = parseDesktopEntry(content);
            if (!entry)
                continue;
            ++read;
            QVERIFY(!entry->names.value({}).isEmpty());
            if (const Result<QStringList> command = commandOf(*entry, u"zh_CN"_s)) {
                QVERIFY(!command->isEmpty() && !command->first().isEmpty());
                QVERIFY(command->size() <= 200);
            }
            matchOf(*entry, u"text editor"_s);
        }
        QVERIFY(read > 100);
    }

    void onlyWebPagesAreOpened_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("address"); // empty: refused
        QTest::newRow("whole") << u"https://example.org/a?b=c#d"_s << u"https://example.org/a?b=c#d"_s;
        QTest::newRow("plain") << u"http://example.org:8080/"_s << u"http://example.org:8080/"_s;
        QTest::newRow("a name") << u" example.org/news "_s << u"https://example.org/news"_s;
        QTest::newRow("script") << u"javascript:alert(1)"_s << QString();
        QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
        QTest::newRow("FILE") << u"FILE:///etc/passwd"_s << QString();
        QTest::newRow("mail") << u"mailto:a@example.org"_s << QString();
        QTest::newRow("other program") << u"steam://run/1"_s << QString();
        QTest::newRow("false name") << u"https://bank.example@evil.example/"_s << QString();
        QTest::newRow("no host") << u"https:///a"_s << QString();
        QTest::newRow("an option") << u"--help"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("endless") << u"https://example.org/"_s + QString(4000, u'a') << QString();
    }
    void onlyWebPagesAreOpened()
    {
        QFETCH(QString, said);
        QFETCH(QString, address);
        const Result<QUrl> url = webAddress(said);
        QCOMPARE(url ? url->toString() : QString(), address);
        QStringList opened;
        WebPageFamily family([&](const QUrl& page) {
            opened << page.toString();
            return true;
        });
        std::vector<mcp::Tool> tools = family.tools();
        QCOMPARE(tools.size(), size_t(1));
        QCOMPARE(tools[0].standard, mcp::Decision::Ask);
        bool worked = false;
        tools[0].run(
            { { u"url"_s, said } }, [&](const Result<QString>& answer) { worked = answer.has_value(); }, this);
        QCOMPARE(worked, !address.isEmpty());
        QCOMPARE(opened, address.isEmpty() ? QStringList() : QStringList { address });
    }

    void withoutABrowserThereIsNoTool()
    {
        QVERIFY(WebPageFamily({}).tools().empty());
        QVERIFY(!desktopOpener()); // no window system in this program
    }
};

QTEST_GUILESS_MAIN(TstDesktopEntry)
#include "tst_desktopentry.moc"
