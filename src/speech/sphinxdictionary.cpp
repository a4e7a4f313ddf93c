// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sphinxdictionary.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace myna::speech {

namespace {

// More letters wrong than this is another word.
constexpr int farthest = 2;

Result<QByteArray> dictionary()
{
    const auto model = findSphinxModel();
    if (!model)
        return model.error();
    QFile file(QDir(*model).filePath(u"../cmudict-en-us.dict"_s));
    if (!file.open(QIODevice::ReadOnly))
        return unavailable(
            QT_TRANSLATE_NOOP("myna", "The dictionary of the speech recogniser is damaged or too old. Reinstall pocketsphinx-en-us."));
    return file.readAll();
}

// A line is "word S OU N D S"; further ways to say the word are "word(2)" and so on.
template<typename Take>
void eachLine(const QByteArray& text, Take take)
{
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = text.indexOf('\n', begin);
        end = end < 0 ? text.size() : end + 1;
        const QByteArrayView line(text.constData() + begin, end - begin);
        begin = end;
        const qsizetype space = line.indexOf(' ');
        if (space <= 0)
            continue;
        const qsizetype bracket = line.first(space).indexOf('(');
        take(line.first(bracket > 0 ? bracket : space), line);
    }
}

// How many letters must be changed, added or left out.
int lettersBetween(QByteArrayView a, QByteArrayView b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (size_t j = 1; j < row.size(); ++j) {
            const int changed = diagonal + (a[i] == b[qsizetype(j) - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({ changed, row[j] + 1, row[j - 1] + 1 }));
        }
    }
    return row.back();
}

}

Error unavailable(const char* sentence)
{
    return { Error::Code::Unavailable, QCoreApplication::translate("myna", sentence) };
}

Result<QString> findSphinxModel()
{
    QStringList places = QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation);
    places += { u"/usr/local/share"_s, u"/usr/share"_s, QCoreApplication::applicationDirPath() + u"/../share"_s };
    for (const QString& place : std::as_const(places)) {
        const QString model = place + u"/pocketsphinx/model/en-us/en-us"_s;
        if (QFile::exists(model + u"/mdef"_s))
            return model;
    }
    return unavailable(QT_TRANSLATE_NOOP(
        "myna", "The English speech model is not installed. Install the package pocketsphinx-en-us, or type instead of speaking."));
}

Result<QVector<Pronunciation>> pronunciations(const QSet<QString>& words)
{
    const auto text = dictionary();
    if (!text)
        return text.error();
    QSet<QByteArray> wanted;
    for (const QString& word : words)
        wanted.insert(word.toUtf8());
    QVector<Pronunciation> found;
    eachLine(*text, [&](QByteArrayView word, QByteArrayView line) {
        // Borrows the letters: a copy for each of 134,000 lines would take most of the time.
        if (wanted.contains(QByteArray::fromRawData(word.data(), word.size())))
            found.append({ QString::fromUtf8(word), line.toByteArray() });
    });
    return found;
}

QStringList wordsLike(const QString& word, int limit)
{
    const auto text = dictionary();
    if (!text || word.isEmpty())
        return {};
    const QByteArray typed = word.toUtf8();
    std::vector<std::pair<int, QByteArray>> similar;
    eachLine(*text, [&](QByteArrayView other, QByteArrayView line) {
        const bool another = line[other.size()] == '(';
        if (another || std::abs(other.size() - typed.size()) > farthest)
            return;
        if (const int distance = lettersBetween(typed, other); distance <= farthest)
            similar.emplace_back(distance, other.toByteArray());
    });
    std::stable_sort(similar.begin(), similar.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QStringList words;
    for (const auto& [distance, letters] : similar) {
        if (words.size() < limit)
            words.append(QString::fromUtf8(letters));
    }
    return words;
}

}
