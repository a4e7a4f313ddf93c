// SPDX-License-Identifier: GPL-3.0-or-later
// store_writer FOLDER [URL] FIRST: binds devices and keeps turns with numbers from FIRST as quickly as it can, until it is killed. Writes
// the number of each on standard output when the store has acknowledged it. The password is in the environment.
#include "server/store/storedesk.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <unistd.h>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

void say(const QByteArray& line)
{
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, line.constData(), size_t(line.size()));
}

class Writer : public QObject
{
public:
    Writer(StorePlace place, int first)
        : m_desk(std::move(place))
        , m_next(first)
    {
        connect(&m_desk, &StoreDesk::warned, this, [](const QString& text) { qFatal("%s", qPrintable(text)); });
        m_desk.open([this](const Result<StorePicture>& picture) {
            if (!picture)
                qFatal("%s", qPrintable(picture.error().text));
            say("ready\n");
            next();
        });
    }

private:
    void next()
    {
        const QString number = QString::number(m_next);
        const QDateTime time = QDateTime::fromSecsSinceEpoch(1760000000, QTimeZone::utc());
        ActivationRecord code { number, number, u"client"_s, {}, {}, {}, time, time.addDays(1) };
        (void)m_desk.book().saveActivation(code).has_value();
        (void)m_desk.book().endActivation(code.code, u"bound"_s).has_value();
        (void)m_desk.book().saveDevice({ .deviceId = number, .clientId = u"client"_s, .boundAt = time, .lastSeen = time }).has_value();
        m_desk.addTurn({ .deviceId = number,
            .time = time,
            .heard = number,
            .said = (number + u' ').repeated(300),
            .details = { { u"number"_s, m_next } } });
        m_desk.settled(this, [this](const Result<>& settled) {
            if (!settled)
                qFatal("%s", qPrintable(settled.error().text));
            say(QByteArray::number(m_next++) + '\n');
            next();
        });
    }

    StoreDesk m_desk;
    int m_next;
};

}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    StorePlace place { arguments.value(1), {} };
    place.config.url = arguments.size() > 3 ? arguments[2] : QString();
    place.config.keepTurnsDays = 36500; // its turns are old
    place.config.password = qEnvironmentVariable("STORE_PASSWORD");
    Writer writer(std::move(place), arguments.last().toInt());
    return QCoreApplication::exec();
}
