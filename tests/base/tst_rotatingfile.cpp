// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rotatingfile.h"
#include "support/testcase.h"

#include <QDir>
#include <QTemporaryDir>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

class TstRotatingFile : public test::TestCase
{
    Q_OBJECT

private slots:
    void startsAnewWhenFull();
    void goesOnWhereItStopped();
    void keepsALongLineWhole();
    void doesNothingWithoutAFolder();
};

namespace {

QByteArray contentOf(const QTemporaryDir& dir, const QString& name)
{
    QFile file(dir.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

void TstRotatingFile::startsAnewWhenFull()
{
    const QTemporaryDir dir;
    RotatingFile file(dir.filePath(u"a.log"_s), 3, 10);
    for (int line = 1; line <= 7; ++line)
        file.write("line" + QByteArray::number(line) + '\n'); // 6 bytes: one a file
    QCOMPARE(contentOf(dir, u"a.log"_s), QByteArray("line7\n"));
    QCOMPARE(contentOf(dir, u"a.log.1"_s), QByteArray("line6\n"));
    QCOMPARE(contentOf(dir, u"a.log.2"_s), QByteArray("line5\n"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 3);
}

void TstRotatingFile::goesOnWhereItStopped()
{
    const QTemporaryDir dir;
    RotatingFile(dir.filePath(u"a.log"_s), 2, 20).write("one\n");
    RotatingFile(dir.filePath(u"a.log"_s), 2, 20).write("two\n");
    QCOMPARE(contentOf(dir, u"a.log"_s), QByteArray("one\ntwo\n"));
}

void TstRotatingFile::keepsALongLineWhole()
{
    const QTemporaryDir dir;
    RotatingFile file(dir.filePath(u"a.log"_s), 2, 10);
    const QByteArray line(100, 'x');
    file.write(line);
    QCOMPARE(contentOf(dir, u"a.log"_s), line);
    file.write("y");
    QCOMPARE(contentOf(dir, u"a.log.1"_s), line);
}

void TstRotatingFile::doesNothingWithoutAFolder()
{
    const QTemporaryDir dir;
    RotatingFile file(dir.filePath(u"no/a.log"_s), 2, 10);
    QVERIFY(!file.isOpen());
    file.write("lost\n");
    QVERIFY(!QFile::exists(dir.filePath(u"no"_s)));
}

QTEST_GUILESS_MAIN(TstRotatingFile)
#include "tst_rotatingfile.moc"
