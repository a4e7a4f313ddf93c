// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/musictools.h"

#include "codec/soundreader.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

const QString playTool = u"play_music"_s;
constexpr qsizetype maxWish = 100;
constexpr double goodEnough = 0.5; // of the characters that were said, in their order

// Letters and numbers only, small.
QString comparable(const QString& text)
{
    QString plain;
    const QString folded = text.normalized(QString::NormalizationForm_KD);
    for (const QChar c : folded) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            plain += c.toLower();
    }
    return plain;
}

// The length of what both have in the same order.
qsizetype common(const QString& a, const QString& b)
{
    std::vector<qsizetype> row(size_t(b.size()) + 1, 0);
    for (const QChar c : a) {
        qsizetype diagonal = 0;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype above = row[size_t(j) + 1];
            row[size_t(j) + 1] = c == b[j] ? diagonal + 1 : std::max(above, row[size_t(j)]);
            diagonal = above;
        }
    }
    return row.back();
}

double likeness(const QString& wish, const QString& title)
{
    if (wish.isEmpty() || title.isEmpty())
        return 0;
    return 2.0 * double(common(wish, title)) / double(wish.size() + title.size());
}

bool isAny(const QString& wish)
{
    static const QStringList words { u""_s, u"random"_s, u"music"_s, u"something"_s, u"anything"_s, u"音乐"_s, u"随机"_s, u"歌"_s,
        u"随便"_s };
    return words.contains(comparable(wish));
}

// A file that can be played, whatever its name says. Errors: NotFound.
Result<QString> findMusic(const QString& folder, const QString& wish)
{
    QStringList files = musicFiles(folder, MusicTools::maxFiles);
    while (!files.isEmpty()) {
        const QString file = bestMatch(files, wish);
        if (file.isEmpty())
            break;
        if (codec::SoundReader::open(QDir(folder).filePath(file)))
            return file;
        files.removeOne(file);
    }
    return Error { Error::Code::NotFound, {} };
}

}

QStringList musicFiles(const QString& folder, qsizetype limit)
{
    static const QStringList kinds { u"*.mp3"_s, u"*.ogg"_s, u"*.oga"_s, u"*.opus"_s, u"*.flac"_s, u"*.wav"_s, u"*.aiff"_s, u"*.au"_s };
    QStringList files;
    const QDir root(folder);
    QDirIterator it(folder, kinds, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
    while (it.hasNext() && files.size() < limit)
        files.append(root.relativeFilePath(it.next()));
    files.sort();
    return files;
}

QString titleOf(const QString& file)
{
    static const QRegularExpression number(u"^[0-9]{1,3}[ ._-]+"_s);
    QString title = QFileInfo(file).completeBaseName().replace(u'_', u' ').simplified();
    const QString bare = QString(title).remove(number);
    return bare.isEmpty() ? title : bare;
}

QString bestMatch(const QStringList& files, const QString& wish)
{
    if (files.isEmpty())
        return {};
    if (isAny(wish))
        return files.at(QRandomGenerator::global()->bounded(files.size()));
    const QString wanted = comparable(wish);
    QString best;
    double bestScore = goodEnough;
    for (const QString& file : files) {
        const QString title = comparable(titleOf(file));
        const QString path = comparable(QFileInfo(file).path() + titleOf(file));
        double score = likeness(wanted, title);
        if (!title.isEmpty() && (title.contains(wanted) || wanted.contains(title)))
            score += 1;
        else if (path.contains(wanted)) // an artist or album
            score = std::max(score, goodEnough + 0.01);
        if (score > bestScore) {
            bestScore = score;
            best = file;
        }
    }
    return best;
}

MusicTools::MusicTools(EnginePool& workers, QString folder, const ToolSituation& situation, QObject* parent)
    : QObject(parent)
    , m_workers(workers)
    , m_folder(std::move(folder))
    , m_chinese(situation.language == "zh"_L1)
    , m_hands(situation.hands)
{
}

// Their descriptions are for the model, so they are not translated.
QVector<mcp::ToolSpec> MusicTools::tools() const
{
    if (m_folder.isEmpty() || !m_hands.play || !QFileInfo(m_folder).isDir())
        return {};
    return { { .name = playTool,
        .description = u"Plays music of this household to the person, after your words. Announce it in a few words."_s,
        .arguments = { { .name = u"song_name"_s,
            .description = u"A song, artist or album as the person said it; left out: anything"_s,
            .required = false } } } };
}

QString MusicTools::ownName(const QString& called) const
{
    return called == "music_player.search_and_play"_L1 ? playTool : called;
}

void MusicTools::call(const QString&, const QJsonObject& arguments, ToolResult done)
{
    const QString wish = arguments["song_name"_L1].toString(arguments["query"_L1].toString()).simplified().left(maxWish);
    const auto find = [folder = m_folder, wish] { return findMusic(folder, wish); };
    const bool begun = m_workers.run(this, find, [this, wish, done](const Result<QString>& file) {
        if (!file) {
            done(Error { Error::Code::NotFound,
                wish.isEmpty() ? (m_chinese ? u"音乐文件夹里没有音乐。"_s : u"There is no music in the music folder."_s)
                               : (m_chinese ? u"没有找到像“%1”的音乐。"_s : u"There is no music like \"%1\" here."_s).arg(wish) });
            return;
        }
        const QString title = titleOf(file.value());
        m_hands.play(QDir(m_folder).filePath(file.value()), title);
        done((m_chinese ? u"即将播放：%1"_s : u"Playing: %1"_s).arg(title));
    });
    if (!begun)
        done(Error {
            Error::Code::Unavailable, m_chinese ? u"服务器正忙，请稍后再试。"_s : u"The server is busy. Try again in a moment."_s });
}

}

#include "moc_musictools.cpp"
