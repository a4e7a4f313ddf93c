// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/options.h"
#include "settings/settingsstore.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

using namespace myna::settings;
using namespace Qt::Literals::StringLiterals;

class TstSettingsStore : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void startsWithTheDefaults();
    void keepsEveryTypeOverARestart();
    void readsFormerKeys();
    void prefersTheNewKey();
    void takesAHandEditedFile();
    void ignoresValuesOfTheWrongType();
    void keepsABrokenFileAside_data();
    void keepsABrokenFileAside();
    void replacesAnOlderBrokenFile();
    void saysWhenTheFolderIsAFile();
    void saysWhenTheFileIsAFolder();
    void createsTheFolder();

private:
    [[nodiscard]] QString dir() const { return m_dir->path(); }
    [[nodiscard]] QString iniPath() const { return m_dir->filePath(u"settings.ini"_s); }
    void put(const QByteArray& bytes) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

const Option<int> renamed { "audio/volumePercent", 55, { "audio/loudness", "volume" } };

}

void TstSettingsStore::initTestCase()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TstSettingsStore::cleanup()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TstSettingsStore::put(const QByteArray& bytes) const
{
    QFile file(iniPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TstSettingsStore::startsWithTheDefaults()
{
    const SettingsStore store(dir());
    QCOMPARE(store.get(theme), u"system"_s);
    QCOMPARE(store.get(volume), 80);
    QCOMPARE(store.get(firstStartDone), false);
    QVERIFY(store.get(windowGeometry).isEmpty());
    QVERIFY(store.problem().isEmpty());
}

void TstSettingsStore::keepsEveryTypeOverARestart()
{
    const QByteArray bytes = QByteArray::fromHex("0001ff7f80");
    {
        SettingsStore store(dir());
        store.set(theme, u"dark"_s);
        store.set(inputDevice, u"麦克风, USB; \"1\" = 50%\\"_s);
        store.set(volume, 35);
        store.set(firstStartDone, true);
        store.set(windowGeometry, bytes);
        QCOMPARE(store.get(volume), 35);
        QVERIFY(store.problem().isEmpty());
    }
    SettingsStore store(dir());
    QCOMPARE(store.get(theme), u"dark"_s);
    QCOMPARE(store.get(inputDevice), u"麦克风, USB; \"1\" = 50%\\"_s);
    QCOMPARE(store.get(volume), 35);
    QCOMPARE(store.get(firstStartDone), true);
    QCOMPARE(store.get(windowGeometry), bytes);
    store.set(firstStartDone, false);
    QCOMPARE(SettingsStore(dir()).get(firstStartDone), false);
}

void TstSettingsStore::readsFormerKeys()
{
    put("[General]\nvolume=12\n");
    QCOMPARE(SettingsStore(dir()).get(renamed), 12);
    cleanup();
    put("[General]\nvolume=12\n\n[audio]\nloudness=34\n");
    QCOMPARE(SettingsStore(dir()).get(renamed), 34);
}

void TstSettingsStore::prefersTheNewKey()
{
    put("[audio]\nloudness=34\n");
    SettingsStore store(dir());
    store.set(renamed, 90);
    QCOMPARE(store.get(renamed), 90);
    QCOMPARE(SettingsStore(dir()).get(renamed), 90);
}

void TstSettingsStore::takesAHandEditedFile()
{
    put("\xef\xbb\xbf; my notes\n\n[ui]\ntheme = light\n[audio]\nvolume=\"7\"\n");
    const SettingsStore store(dir());
    QVERIFY2(store.problem().isEmpty(), qPrintable(store.problem()));
    QCOMPARE(store.get(theme), u"light"_s);
    QCOMPARE(store.get(volume), 7);
}

void TstSettingsStore::ignoresValuesOfTheWrongType()
{
    put("[audio]\nvolume=loud\n[server]\nport=one, two\n");
    const SettingsStore store(dir());
    QCOMPARE(store.get(volume), 80);
    QCOMPARE(store.get(serverPort), 8000);
}

void TstSettingsStore::keepsABrokenFileAside_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no assignments") << QByteArray("this is a letter,\nnot settings\n");
    QTest::newRow("half a section") << QByteArray("[audio\nvolume=3\n");
    QTest::newRow("zeros after a crash") << QByteArray(4096, '\0');
    QTest::newRow("zeros in the middle") << QByteArray("[audio]\nvolume=3\n\0\0\0", 20);
    QTest::newRow("not text") << QByteArray("\x89PNG\r\n\x1a\n=\xff\xfe\xfd");
    QTest::newRow("far too large") << "[audio]\nx=" + QByteArray(2 * 1024 * 1024, 'x');
}

void TstSettingsStore::keepsABrokenFileAside()
{
    QFETCH(QByteArray, bytes);
    put(bytes);
    {
        SettingsStore store(dir());
        QVERIFY(store.problem().contains(u"settings.ini.broken"_s));
        QCOMPARE(store.get(volume), 80);
        store.set(volume, 5);
    }
    QFile aside(iniPath() + ".broken"_L1);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), bytes);
    const SettingsStore again(dir());
    QVERIFY(again.problem().isEmpty());
    QCOMPARE(again.get(volume), 5);
}

void TstSettingsStore::replacesAnOlderBrokenFile()
{
    for (const QByteArray& bytes : { QByteArray("first\n"), QByteArray("second\n") }) {
        put(bytes);
        QVERIFY(!SettingsStore(dir()).problem().isEmpty());
    }
    QFile aside(iniPath() + ".broken"_L1);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), QByteArray("second\n"));
}

void TstSettingsStore::saysWhenTheFolderIsAFile()
{
    put("[audio]\nvolume=3\n");
    SettingsStore store(iniPath());
    QVERIFY(store.problem().contains(u"cannot be written"_s));
    // The program goes on with what it has in memory.
    store.set(volume, 5);
    QCOMPARE(store.get(volume), 5);
    QFile untouched(iniPath());
    QVERIFY(untouched.open(QIODevice::ReadOnly));
    QCOMPARE(untouched.readAll(), QByteArray("[audio]\nvolume=3\n"));
}

void TstSettingsStore::saysWhenTheFileIsAFolder()
{
    QVERIFY(QDir(dir()).mkpath(u"settings.ini/inside"_s));
    SettingsStore store(dir());
    QVERIFY(!store.problem().isEmpty());
    store.set(volume, 5);
    QCOMPARE(store.get(volume), 5);
}

void TstSettingsStore::createsTheFolder()
{
    const QString deep = dir() + "/a/b"_L1;
    SettingsStore store(deep);
    store.set(volume, 5);
    QVERIFY(store.problem().isEmpty());
    QCOMPARE(SettingsStore(deep).get(volume), 5);
}

QTEST_GUILESS_MAIN(TstSettingsStore)
#include "tst_settingsstore.moc"
