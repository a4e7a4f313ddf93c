// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/soundreader.h"
#include "codec/tones.h"
#include "codec/wavfile.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtEndian>

#include <cmath>

using namespace myna;
using namespace myna::codec;

class TstWavFile : public test::TestCase
{
    Q_OBJECT

private slots:
    void returnsWhatWasWritten();
    void writesAnEmptyClip();
    void takesPathsInAnyScript();
    void mixesDownToMono();
    void saysWhatIsMissing();
    void refusesGarbage();
    void readsWhatIsLeftOfATruncatedFile();
    void refusesElevenMinutes();
    void saysWhereItCannotWrite();
    void survivesDamagedFiles();
    void readsMusicPieceByPiece_data();
    void readsMusicPieceByPiece();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    void put(const QString& name, const QByteArray& bytes) const;
    [[nodiscard]] QByteArray get(const QString& name) const;

    QTemporaryDir m_dir;
};

namespace {

template<typename T>
QByteArray little(T value)
{
    value = qToLittleEndian(value);
    return { reinterpret_cast<const char*>(&value), sizeof(T) };
}

// A PCM WAV header for `bytes` of 16-bit sound.
QByteArray header(int rateHz, int channels, quint32 bytes)
{
    return "RIFF" + little<quint32>(36 + bytes) + "WAVEfmt " + little<quint32>(16) + little<quint16>(1) + little<quint16>(quint16(channels))
        + little<quint32>(quint32(rateHz)) + little<quint32>(quint32(rateHz * channels * 2)) + little<quint16>(quint16(channels * 2))
        + little<quint16>(16) + "data" + little<quint32>(bytes);
}

}

void TstWavFile::put(const QString& name, const QByteArray& bytes) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TstWavFile::get(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TstWavFile::returnsWhatWasWritten()
{
    QRandomGenerator random(1);
    for (int rateHz : { 8000, 16000, 24000, 44100, 48000 }) {
        PcmFrame clip { { -32768, 32767, 0, 1, -1 }, rateHz };
        for (int i = 0; i < 20000; ++i)
            clip.samples.push_back(int16_t(random.bounded(-32768, 32768)));
        QVERIFY(writeWav(path(QStringLiteral("a.wav")), clip));
        const Result<PcmFrame> read = readWav(path(QStringLiteral("a.wav")));
        QVERIFY(read);
        QVERIFY(*read == clip);
        QCOMPARE(get(QStringLiteral("a.wav")).left(44), header(rateHz, 1, quint32(clip.samples.size() * 2)));
    }
}

void TstWavFile::writesAnEmptyClip()
{
    QVERIFY(writeWav(path(QStringLiteral("empty.wav")), { {}, 16000 }));
    const Result<PcmFrame> read = readWav(path(QStringLiteral("empty.wav")));
    QVERIFY(read);
    QVERIFY(*read == (PcmFrame { {}, 16000 }));
}

void TstWavFile::takesPathsInAnyScript()
{
    const QString name = QStringLiteral("八哥 – myna.wav");
    QVERIFY(writeWav(path(name), test::tone(16000, 440, 100)));
    QVERIFY(readWav(path(name)));
}

void TstWavFile::mixesDownToMono()
{
    put(QStringLiteral("stereo.wav"),
        header(16000, 2, 8) + little<qint16>(1000) + little<qint16>(3000) + little<qint16>(-32768) + little<qint16>(-32768));
    const Result<PcmFrame> read = readWav(path(QStringLiteral("stereo.wav")));
    QVERIFY(read);
    QVERIFY(*read == (PcmFrame { { 2000, -32768 }, 16000 }));
}

void TstWavFile::saysWhatIsMissing()
{
    const Result<PcmFrame> read = readWav(path(QStringLiteral("no.wav")));
    QVERIFY(!read);
    QCOMPARE(read.error().code, Error::Code::NotFound);
    QVERIFY(read.error().text.contains(QStringLiteral("no.wav")));
}

void TstWavFile::refusesGarbage()
{
    put(QStringLiteral("text.wav"), "this is not sound at all, only words");
    put(QStringLiteral("nothing.wav"), {});
    put(QStringLiteral("slow.wav"), header(100, 1, 4) + QByteArray(4, '\0'));
    for (const QString& name : { QStringLiteral("text.wav"), QStringLiteral("nothing.wav"), QStringLiteral("slow.wav") }) {
        const Result<PcmFrame> read = readWav(path(name));
        QVERIFY(!read);
        QCOMPARE(read.error().code, Error::Code::Invalid);
    }
}

void TstWavFile::readsWhatIsLeftOfATruncatedFile()
{
    put(QStringLiteral("cut.wav"), header(16000, 1, 4000) + QByteArray(100, '\1'));
    const Result<PcmFrame> read = readWav(path(QStringLiteral("cut.wav")));
    QVERIFY(read);
    QCOMPARE(int(read->samples.size()), 50);
}

void TstWavFile::refusesElevenMinutes()
{
    const auto write = [this](int seconds) {
        const quint32 bytes = quint32(seconds) * 4000 * 2;
        put(QStringLiteral("long.wav"), header(4000, 1, bytes) + QByteArray(bytes, '\0'));
        return readWav(path(QStringLiteral("long.wav")));
    };
    QVERIFY(write(600));
    const Result<PcmFrame> tooLong = write(601);
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().code, Error::Code::Invalid);
    QVERIFY(tooLong.error().text.contains(QStringLiteral("ten minutes")));
}

void TstWavFile::saysWhereItCannotWrite()
{
    const Result<> written = writeWav(path(QStringLiteral("no/such/folder/a.wav")), { { 1 }, 16000 });
    QVERIFY(!written);
    QCOMPARE(written.error().code, Error::Code::Unavailable);
    QVERIFY(written.error().text.contains(QStringLiteral("folder")));
}

void TstWavFile::survivesDamagedFiles()
{
    QVERIFY(writeWav(path(QStringLiteral("good.wav")), test::tone(16000, 440, 200)));
    const QByteArray good = get(QStringLiteral("good.wav"));
    QRandomGenerator random(9);
    for (int round = 0; round < 500; ++round) {
        QByteArray bad = good.left(random.bounded(int(good.size())) + 1);
        for (int change = 0; change < 3; ++change)
            bad[random.bounded(std::min(int(bad.size()), 60))] = char(random.bounded(256));
        put(QStringLiteral("bad.wav"), bad);
        const Result<PcmFrame> read = readWav(path(QStringLiteral("bad.wav")));
        if (!read)
            QCOMPARE(read.error().code, Error::Code::Invalid);
    }
}

void TstWavFile::readsMusicPieceByPiece_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("MP3") << QStringLiteral(MYNA_SOURCE_DIR "/tests/data/sound/tone.mp3");
    QTest::newRow("Ogg Vorbis") << QStringLiteral(MYNA_SOURCE_DIR "/tests/data/sound/tone.ogg");
}

void TstWavFile::readsMusicPieceByPiece()
{
    QFETCH(QString, file);
    auto opened = SoundReader::open(file);
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().text));
    SoundReader& reader = **opened;
    QCOMPARE(reader.rateHz(), 44100);
    QCOMPARE(reader.title(), QStringLiteral("Tone"));
    QCOMPARE(reader.artist(), QStringLiteral("Nobody"));
    QVERIFY(std::abs(reader.durationMs() - 1000) < 60); // encoders round up to their frames
    size_t samples = 0;
    double energy = 0;
    for (PcmFrame piece = reader.read(10000); !piece.samples.empty(); piece = reader.read(10000)) {
        QVERIFY(piece.samples.size() <= 10000);
        samples += piece.samples.size();
        for (const int16_t sample : piece.samples)
            energy += double(sample) * sample;
    }
    QVERIFY(samples > 43000 && samples < 47000);
    const double rms = std::sqrt(energy / double(samples));
    QVERIFY2(rms > 10500 && rms < 12500, qPrintable(QString::number(rms))); // of a sine at half of full scale: 11585
    QVERIFY(reader.seek(500));
    QVERIFY(!reader.read(100).samples.empty());
}

QTEST_GUILESS_MAIN(TstWavFile)
#include "tst_wavfile.moc"
