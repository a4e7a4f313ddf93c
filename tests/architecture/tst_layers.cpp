// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace {

// Who may include whom: the table of ARCHITECTURE.md. Each module may always include itself.
const QMap<QString, QStringList>& allowed()
{
    static const QMap<QString, QStringList> table {
        { u"base"_s, {} },
        { u"settings"_s, { u"base"_s } },
        { u"protocol"_s, { u"base"_s } },
        { u"codec"_s, { u"base"_s } },
        { u"things"_s, { u"base"_s } },
        { u"http"_s, { u"base"_s } },
        { u"net"_s, { u"base"_s, u"protocol"_s } },
        { u"admin"_s, { u"base"_s, u"protocol"_s, u"net"_s } },
        { u"transport"_s, { u"base"_s, u"protocol"_s, u"net"_s } },
        { u"speech"_s, { u"base"_s, u"codec"_s } },
        { u"audio"_s, { u"base"_s, u"protocol"_s, u"codec"_s, u"speech"_s } },
        { u"pairing"_s, { u"base"_s, u"protocol"_s, u"net"_s, u"transport"_s } },
        { u"database"_s, { u"base"_s } },
        { u"history"_s, { u"base"_s, u"protocol"_s, u"database"_s } },
        { u"servers"_s, { u"base"_s, u"protocol"_s, u"net"_s, u"pairing"_s, u"transport"_s } },
        { u"home"_s, { u"base"_s, u"protocol"_s, u"net"_s, u"things"_s, u"transport"_s } },
        { u"mcp"_s, { u"base"_s, u"protocol"_s, u"database"_s, u"things"_s } },
        { u"session"_s, { u"base"_s, u"protocol"_s, u"transport"_s } },
        { u"tools"_s, { u"base"_s, u"protocol"_s, u"net"_s, u"codec"_s, u"audio"_s, u"database"_s, u"things"_s, u"mcp"_s } },
        { u"control"_s, { u"base"_s, u"http"_s, u"protocol"_s, u"session"_s, u"pairing"_s } },
        { u"server"_s,
            { u"base"_s, u"database"_s, u"http"_s, u"protocol"_s, u"net"_s, u"codec"_s, u"transport"_s, u"mcp"_s, u"speech"_s } },
    };
    return table;
}

// A foreign library is named in exactly one source file; where two know different halves of it, each is here with its reason.
const QMap<QString, QString>& homes()
{
    static const QMap<QString, QString> table {
        { u"opus/|opus.h"_s, u"src/codec/speechcodec.cpp"_s },
        { u"soxr.h"_s, u"src/codec/resampler.cpp"_s },
        { u"speex/speex_resampler.h"_s, u"src/codec/quickresampler.cpp"_s },
        { u"sndfile"_s, u"src/codec/wavfile.cpp"_s },
        { u"pulse/"_s, u"src/audio/pulseline_linux.h"_s },
        { u"qt6keychain/"_s, u"src/pairing/keychainstore.cpp"_s },
        { u"boost/"_s, u"src/http/requestparser.cpp"_s },
        { u"unicode/"_s, u"src/server/toolbox/chinesedate.cpp"_s },
        { u"yaml-cpp/"_s, u"src/server/config/yamltree.cpp"_s },
        { u"pocketsphinx"_s, u"src/speech/sphinxdecoder.cpp"_s },
        { u"espeak"_s, u"src/server/engines/synthesiser/espeakvoice.cpp"_s },
        { u"webrtc/"_s, u"src/speech/voiceprocessor.cpp"_s },
        { u"xcb/"_s, u"src/tools/windows_linux.cpp|app/desktop/globalshortcut_x11_linux.cpp"_s },
        { u"QDBus"_s, u"src/tools/bus_linux.cpp|app/desktop/globalshortcut_portal_linux.cpp"_s }, // calls; a portal with types of its own
        { u"Carbon/"_s, u"app/desktop/globalshortcut_mac.mm"_s },
        { u"qrencode.h"_s, u"ui/widgets/qrview.cpp"_s },
        { u"mosquitto.h"_s, u"src/transport/mqttclient.cpp"_s },
        { u"libical/"_s, u"src/tools/calendarfile.cpp"_s },
        { u"openssl/(?!ssl.h|x509)"_s, u"src/transport/packetcipher.cpp"_s },
        { u"openssl/x509"_s, u"src/server/tls/certificateauthority.cpp"_s },
        { u"openssl/ssl.h"_s, u"src/transport/pinnedtls.cpp"_s },
        { u"QSqlDatabase"_s, u"src/database/sqlconnection.h"_s },
        { u"qcustomplot.h"_s, u"ui/widgets/historyplot.cpp"_s },
    };
    return table;
}

struct Include
{
    QString file;
    int line = 0;
    QString target;
    bool quoted = false;
};

QVector<Include> includesBelow(const QString& folder)
{
    static const QRegularExpression pattern(u"^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]"_s);
    QVector<Include> found;
    QDirIterator it(folder, { u"*.h"_s, u"*.cpp"_s, u"*.mm"_s }, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        int number = 0;
        while (!file.atEnd()) {
            ++number;
            const auto match = pattern.match(QString::fromUtf8(file.readLine()));
            if (match.hasMatch())
                found.append({ QDir(QStringLiteral(MYNA_SOURCE_DIR)).relativeFilePath(file.fileName()), number, match.captured(2),
                    match.captured(1) == u"\""_s });
        }
    }
    return found;
}

QString root()
{
    return QStringLiteral(MYNA_SOURCE_DIR "/");
}

}

class TstLayers : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void everyModuleIsInTheTable()
    {
        const QStringList modules = QDir(root() + u"src"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(modules.size() >= 10);
        for (const QString& module : modules)
            QVERIFY2(allowed().contains(module), qPrintable(u"src/%1 is not in the table of tst_layers"_s.arg(module)));
    }

    void modulesIncludeOnlyWhatTheTableAllows()
    {
        QStringList wrong;
        for (const Include& include : includesBelow(root() + u"src"_s)) {
            if (!include.quoted || include.target.startsWith(u"moc_"_s) || include.target.endsWith(u".moc"_s))
                continue;
            const QString own = include.file.section(u'/', 1, 1);
            const QString other = include.target.section(u'/', 0, 0);
            if (!include.target.contains(u'/'))
                wrong << u"%1:%2 includes \"%3\" without its folder"_s.arg(include.file).arg(include.line).arg(include.target);
            else if (other != own && !allowed().value(own).contains(other))
                wrong << u"%1:%2 may not include \"%3\""_s.arg(include.file).arg(include.line).arg(include.target);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // moc is called for each header by itself, and what it makes is compiled where it is included.
    void everyClassForMocIsCompiled()
    {
        static const QRegularExpression forMoc(u"^\\s*Q_(OBJECT|GADGET|NAMESPACE)\\b"_s, QRegularExpression::MultilineOption);
        QStringList lost;
        int found = 0;
        for (const QString& part : { u"src"_s, u"ui"_s, u"app"_s, u"tests/support"_s }) {
            QSet<QString> compiled;
            for (const Include& include : includesBelow(root() + part))
                compiled.insert(include.target);
            for (QDirIterator it(root() + part, { u"*.h"_s }, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
                QFile header(it.next());
                QVERIFY(header.open(QIODevice::ReadOnly));
                if (!forMoc.match(QString::fromUtf8(header.readAll())).hasMatch())
                    continue;
                ++found;
                if (const QString moc = u"moc_%1.cpp"_s.arg(it.fileInfo().completeBaseName()); !compiled.contains(moc))
                    lost << u"%1: no .cpp of %2 ends with #include \"%3\""_s.arg(it.filePath(), part, moc);
            }
        }
        QVERIFY(found > 300);
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(u'\n')));
    }

    void pagesSeeOnlyViewModels()
    {
        // Values that view models hand on (message, thing, server rows) may be named by pages; the objects behind them may not.
        static const QSet<QString> open { u"base"_s, u"viewmodels"_s, u"pages"_s, u"pairing"_s, u"settings"_s, u"widgets"_s };
        QStringList wrong;
        for (const Include& include : includesBelow(root() + u"ui"_s)) {
            if (!include.quoted || !include.target.contains(u'/') || include.file.startsWith(u"ui/viewmodels"_s))
                continue;
            const QString other = include.target.section(u'/', 0, 0);
            const bool ownFolder = QFile::exists(root() + u"ui/"_s + include.target);
            if (!ownFolder && !(open.contains(other) && other == u"base"_s))
                wrong << u"%1:%2 may not include \"%3\""_s.arg(include.file).arg(include.line).arg(include.target);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void viewModelsKnowNoWidgetsAndNoServerInternals()
    {
        QStringList wrong;
        for (const Include& include : includesBelow(root() + u"ui/viewmodels"_s)) {
            static const QRegularExpression widgets(u"^(QWidget|QLabel|QPushButton|QDialog|QPainter|QApplication|QtWidgets)"_s);
            const bool internals = include.target.startsWith(u"server/"_s) && include.target != u"server/localserver.h"_s;
            if (internals || widgets.match(include.target).hasMatch())
                wrong << u"%1:%2 may not include \"%3\""_s.arg(include.file).arg(include.line).arg(include.target);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void everyForeignLibraryHasOneHome()
    {
        QVector<Include> all;
        for (const QString& folder : { u"src"_s, u"ui"_s, u"app"_s })
            all += includesBelow(root() + folder);
        QVERIFY(all.size() > 100);
        QStringList wrong;
        for (auto it = homes().cbegin(); it != homes().cend(); ++it) {
            const QRegularExpression library(u"^("_s + it.key() + u")"_s);
            for (const Include& include : all) {
                if (!include.quoted && library.match(include.target).hasMatch() && !it.value().split(u'|').contains(include.file))
                    wrong << u"%1:%2 names <%3>, whose home is %4"_s.arg(include.file).arg(include.line).arg(include.target, it.value());
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void productCodeNeverSleepsPollsOrWaits()
    {
        static const QRegularExpression forbidden(u"QThread::(m|u)?sleep|std::this_thread::sleep|waitFor(Connected|Finished|ReadyRead|"
                                                  u"BytesWritten|Disconnected)|processEvents\\(\\)|"
                                                  "ignoreSslErrors\\(\\)|VerifyNone|QueryPeer"_s);
        // A port of ours asks clients for no certificates: they are proven by tokens. Its side of TLS is the only place for that word.
        static const QString portsOwn = u"setPeerVerifyMode(QSslSocket::VerifyNone)"_s;
        QStringList wrong;
        for (const QString& folder : { u"src"_s, u"ui"_s, u"app"_s }) {
            QDirIterator it(root() + folder, { u"*.h"_s, u"*.cpp"_s }, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                QString source = QString::fromUtf8(file.readAll());
                if (file.fileName().endsWith(u"/src/http/porttls.cpp"_s))
                    source.remove(portsOwn);
                const auto match = forbidden.match(source);
                if (match.hasMatch())
                    wrong << file.fileName() + u": "_s + match.captured(0);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TstLayers)
#include "tst_layers.moc"
