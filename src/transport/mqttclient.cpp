// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/mqttclient.h"

#include "net/certificatepin.h"
#include "transport/closereason.h"
#include "transport/mqttclosing.h"
#include "transport/pinnedtls.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMutex>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <functional>
#include <map>
#include <optional>
#include <system_error>

#include <mosquitto.h>

using namespace Qt::Literals::StringLiterals;

// All the code that knows libmosquitto.
namespace myna::transport {

namespace {

constexpr int leastKeepAliveS = 5; // the library's
// How often the loop looks at the clock once it was asked to stop and the broker does not read.
constexpr int stoppingStepMs = 50;
// A loop that is not stuck in the system's name lookup is over by then.
constexpr std::chrono::milliseconds parting { 500 };

struct FreeMosquitto
{
    void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
};

// libmosquitto writes with plain write(), which raises SIGPIPE on a connection that is gone.
void blockBrokenPipeSignal()
{
#ifdef SIGPIPE
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
#endif
}

}

// What the two threads share. The last one to go frees the library's handle.
struct MqttClient::Wire
{
    protocol::MqttSection broker;
    MqttRoute route;
    MqttTiming timing;
    int longest = 0; // 0: nothing is dropped
    std::unique_ptr<PinnedTls> pin; // outlives the handle, which calls it
    std::unique_ptr<mosquitto, FreeMosquitto> handle;

    QMutex mutex;
    MqttClient* listener = nullptr; // guarded by mutex; null once nobody listens
    std::map<int, qint64> unsent; // guarded by mutex: bytes by message number
    qint64 queued = 0; // guarded by mutex

    std::atomic<bool> connecting { true }; // connect call not returned yet
    std::atomic<bool> stopping { false };
    std::atomic<qint64> waiting { 0 }; // bytes received, on their way to the listener
    // Of the loop's thread.
    std::atomic<bool> open { false };
    int refusal = 0; // the broker's answer
    bool flooded = false;
    QString lastError;

    Wire(MqttClient* owner, protocol::MqttSection where, MqttRoute way, MqttTiming limits);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    bool prepare();
    [[nodiscard]] bool introduce() const; // who we are, to the broker and to the proxy
    bool protect(); // TLS
    void post(std::function<void(MqttClient*)> fact);
    void run();
    [[nodiscard]] Closing verdict(int result, int systemError) const;
    [[nodiscard]] std::optional<Closing> proxyVerdict(int result, int systemError) const;
    [[nodiscard]] Closing tlsVerdict() const;
    void stop();

    static void onConnect(mosquitto*, void* self, int answer);
    static void onSubscribe(mosquitto*, void* self, int id, int count, const int* granted);
    static void onPublish(mosquitto*, void* self, int id);
    static void onMessage(mosquitto*, void* self, const mosquitto_message* message);
    static void onLog(mosquitto*, void* self, int level, const char* text);
};

class MqttClient::Loop final : public QThread
{
public:
    explicit Loop(std::shared_ptr<Wire> wire)
        : m_wire(std::move(wire))
    {
        setObjectName(u"mqtt"_s);
        connect(this, &QThread::finished, this, &QObject::deleteLater);
    }

protected:
    void run() override
    {
        m_wire->run();
        m_wire.reset();
    }

private:
    std::shared_ptr<Wire> m_wire;
};

MqttClient::Wire::Wire(MqttClient* owner, protocol::MqttSection where, MqttRoute way, MqttTiming limits)
    : broker(std::move(where))
    , route(std::move(way))
    , timing(limits)
    , listener(owner)
{
}

// libmosquitto 2.0.11 forgets to free the proxy's name and password; it does free them for others.
MqttClient::Wire::~Wire()
{
    if (handle && route.socks)
        mosquitto_socks5_set(handle.get(), "", 1, nullptr, nullptr);
}

bool MqttClient::Wire::prepare()
{
    [[maybe_unused]] static const int started = mosquitto_lib_init();
    const QByteArray id = broker.clientId.toUtf8();
    handle.reset(mosquitto_new(id.isEmpty() ? nullptr : id.constData(), true, this));
    if (!handle)
        return false;
    mosquitto* const wire = handle.get();
    mosquitto_threaded_set(wire, true);
    mosquitto_connect_callback_set(wire, &Wire::onConnect);
    mosquitto_subscribe_callback_set(wire, &Wire::onSubscribe);
    mosquitto_publish_callback_set(wire, &Wire::onPublish);
    mosquitto_message_callback_set(wire, &Wire::onMessage);
    mosquitto_log_callback_set(wire, &Wire::onLog);
    return introduce() && (!broker.secure() || protect());
}

bool MqttClient::Wire::introduce() const
{
    const QByteArray user = broker.username.toUtf8();
    const QByteArray password = broker.password.toUtf8();
    if (!user.isEmpty()
        && mosquitto_username_pw_set(handle.get(), user.constData(), password.isEmpty() ? nullptr : password.constData())
            != MOSQ_ERR_SUCCESS)
        return false;
    if (!route.socks)
        return true;
    // The library offers a password only with a name, and reads through null when a proxy asks for one that was not set.
    const QByteArray proxyUser = route.socks->user.isEmpty() ? QByteArray("anonymous") : route.socks->user.toUtf8();
    return mosquitto_socks5_set(handle.get(), route.socks->host.toUtf8().constData(), route.socks->port, proxyUser.constData(),
               route.socks->password.toUtf8().constData())
        == MOSQ_ERR_SUCCESS;
}

bool MqttClient::Wire::protect()
{
    mosquitto* const wire = handle.get();
    if (!route.pinnedCertificate.isEmpty()) {
        pin = std::make_unique<PinnedTls>(route.pinnedCertificate);
        return pin->context() && mosquitto_int_option(wire, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0) == MOSQ_ERR_SUCCESS
            && mosquitto_void_option(wire, MOSQ_OPT_SSL_CTX, pin->context()) == MOSQ_ERR_SUCCESS;
    }
    constexpr int verifyPeer = 1; // OpenSSL's SSL_VERIFY_PEER
    return mosquitto_int_option(wire, MOSQ_OPT_TLS_USE_OS_CERTS, 1) == MOSQ_ERR_SUCCESS
        && mosquitto_tls_opts_set(wire, verifyPeer, "tlsv1.2", nullptr) == MOSQ_ERR_SUCCESS;
}

void MqttClient::Wire::post(std::function<void(MqttClient*)> fact)
{
    const QMutexLocker locked(&mutex);
    if (listener) {
        QMetaObject::invokeMethod(
            listener, [to = listener, fact = std::move(fact)] { fact(to); }, Qt::QueuedConnection);
    }
}

void MqttClient::Wire::run()
{
    blockBrokenPipeSignal();
    const int keepAliveS = std::max(leastKeepAliveS, int(timing.keepAlive.count()));
    errno = 0;
    int result = mosquitto_connect_async(handle.get(), broker.host.toUtf8().constData(), broker.port, keepAliveS);
    int systemError = errno;
    connecting = false;
    QElapsedTimer sinceStop;
    while (result == MOSQ_ERR_SUCCESS && mosquitto_socket(handle.get()) >= 0) {
        if (stopping && !sinceStop.isValid()) {
            sinceStop.start();
            mosquitto_disconnect(handle.get());
        }
        if (sinceStop.isValid() && std::chrono::milliseconds(sinceStop.elapsed()) > timing.closing)
            break;
        errno = 0;
        // Sleeps until something is to be read or written, or the next ping is due.
        result = mosquitto_loop(handle.get(), sinceStop.isValid() ? stoppingStepMs : keepAliveS * 1000, 1);
        systemError = errno;
    }
    post([closing = verdict(result, systemError)](MqttClient* client) { client->end(closing); });
}

Closing MqttClient::Wire::verdict(int result, int systemError) const
{
    if (flooded) {
        return { .error = { Error::Code::Protocol,
                     QCoreApplication::translate("myna", "The server sent more than can be taken in, so the connection was closed.") } };
    }
    if (stopping)
        return { .clean = true, .error = { Error::Code::Cancelled, {} } };
    if (refusal != 0)
        return refusedByBroker(broker, refusal);
    if (const auto closing = proxyVerdict(result, systemError))
        return *closing;
    switch (result) {
    case MOSQ_ERR_EAI:
        return brokerNotFound(broker);
    case MOSQ_ERR_TLS:
        return tlsVerdict();
    case MOSQ_ERR_KEEPALIVE:
        return { .error = { Error::Code::Timeout,
                     QCoreApplication::translate("myna", "The other end has not answered for %1 s, so the connection was given up.")
                         .arg(2 * qint64(timing.keepAlive.count())) } };
    case MOSQ_ERR_ERRNO:
        return brokerTrouble(broker, open, systemError);
    case MOSQ_ERR_PROTOCOL:
    case MOSQ_ERR_MALFORMED_PACKET:
        return {
            .error = { Error::Code::Protocol,
                QCoreApplication::translate("myna", "%1 answers, but not as an MQTT broker. Check the address and port.").arg(broker.host) }
        };
    default:
        return brokerTrouble(broker, open, 0);
    }
}

// Trouble of the proxy's, as far as the library tells it from the broker's.
std::optional<Closing> MqttClient::Wire::proxyVerdict(int result, int systemError) const
{
    if (!route.socks || open)
        return std::nullopt;
    switch (result) {
    case MOSQ_ERR_EAI:
    case MOSQ_ERR_NO_CONN:
        return brokerProxyTrouble(broker, QString::fromUtf8(mosquitto_strerror(result)));
    case MOSQ_ERR_ERRNO:
        return brokerProxyTrouble(broker, QString::fromStdString(std::generic_category().message(systemError)));
    case MOSQ_ERR_AUTH:
    case MOSQ_ERR_PROXY:
    case MOSQ_ERR_INVAL:
        return brokerProxyTrouble(
            broker, QCoreApplication::translate("myna", "it refused us; it may want another name and password", "a proxy"));
    default:
        return std::nullopt;
    }
}

Closing MqttClient::Wire::tlsVerdict() const
{
    if (!pin || pin->finding() == QSslError::NoError)
        return brokerTlsTrouble(broker, lastError);
    return untrustedCertificate(brokerUrl(broker), net::whyUntrusted({ QSslError(pin->finding()) }, true));
}

// From either thread. The loop looks at `stopping` after its connect call returned, so one of the two always sees the other.
void MqttClient::Wire::stop()
{
    stopping = true;
    if (!connecting)
        mosquitto_disconnect(handle.get()); // also wakes the loop
}

void MqttClient::Wire::onConnect(mosquitto* /*handle*/, void* self, int answer)
{
    auto* wire = static_cast<Wire*>(self);
    wire->refusal = answer;
    if (answer != 0)
        return; // the library hangs up by itself
    wire->open = true;
    wire->post([](MqttClient* client) { client->onConnected(); });
}

void MqttClient::Wire::onSubscribe(mosquitto* /*handle*/, void* self, int /*id*/, int count, const int* granted)
{
    constexpr int denied = 0x80;
    const bool good = count > 0 && granted[0] < denied;
    static_cast<Wire*>(self)->post([good](MqttClient* client) { emit client->subscribed(good); });
}

void MqttClient::Wire::onPublish(mosquitto* /*handle*/, void* self, int id)
{
    auto* wire = static_cast<Wire*>(self);
    const QMutexLocker locked(&wire->mutex);
    if (const auto found = wire->unsent.find(id); found != wire->unsent.end()) {
        wire->queued -= found->second;
        wire->unsent.erase(found);
    }
}

void MqttClient::Wire::onMessage(mosquitto* handle, void* self, const mosquitto_message* message)
{
    auto* wire = static_cast<Wire*>(self);
    const int size = message->payloadlen;
    if (wire->longest > 0 && size > wire->longest)
        return;
    if (size < 0 || size > maxMqttMessageBytes || wire->waiting + size > maxMqttWaitingBytes) {
        wire->flooded = true;
        mosquitto_disconnect(handle);
        return;
    }
    wire->waiting += size;
    wire->post([payload = QByteArray(static_cast<const char*>(message->payload), size), topic = QString::fromUtf8(message->topic),
                   retained = message->retain](MqttClient* client) { client->onReceived(payload, topic, retained); });
}

// The library's own words, kept for the reason of a failed handshake and written nowhere.
void MqttClient::Wire::onLog(mosquitto* /*handle*/, void* self, int level, const char* text)
{
    constexpr qsizetype maxDetail = 160;
    if (level != MOSQ_LOG_ERR)
        return;
    QString line = QString::fromUtf8(text).simplified();
    line = line.mid(line.lastIndexOf(u':') + 1).trimmed().left(maxDetail);
    auto* wire = static_cast<Wire*>(self);
    if (!wire->lastError.contains("verif"_L1))
        wire->lastError = line;
}

MqttClient::MqttClient(protocol::MqttSection broker, MqttRoute route, MqttTiming timing, QObject* parent)
    : QObject(parent)
    , m_broker(std::move(broker))
    , m_route(std::move(route))
    , m_timing(timing)
    , m_limit(this)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        end(m_phase == Phase::Opening ? brokerTimeout(m_broker, m_timing.connect)
                                      : Closing { .clean = true, .error = { Error::Code::Cancelled, {} } });
    });
}

MqttClient::~MqttClient()
{
    if (!m_wire)
        return;
    {
        const QMutexLocker locked(&m_wire->mutex);
        m_wire->listener = nullptr;
    }
    m_wire->stop();
    if (m_loop && m_loop->wait(QDeadlineTimer(parting)))
        delete m_loop;
}

void MqttClient::dropLongerThan(int bytes)
{
    m_longest = std::min(bytes, maxMqttMessageBytes);
}

void MqttClient::open()
{
    if (m_phase != Phase::New)
        return;
    m_phase = Phase::Opening;
    m_wire = std::make_shared<Wire>(this, m_broker, m_route, m_timing);
    m_wire->longest = m_longest;
    if (!m_wire->prepare()) {
        const Closing closing { .error
            = { Error::Code::Unavailable, QCoreApplication::translate("myna", "An MQTT connection cannot be made on this computer.") } };
        m_wire->post([closing](MqttClient* client) { client->end(closing); });
        return;
    }
    m_limit.start(m_timing.connect);
    m_loop = new Loop(m_wire); // deletes itself
    connect(m_loop, &QObject::destroyed, this, [this] { m_loop = nullptr; });
    m_loop->start();
}

void MqttClient::close()
{
    if (m_phase != Phase::Opening && m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    m_limit.start(m_timing.closing);
    m_wire->stop();
}

void MqttClient::subscribe(const QString& topic)
{
    if (isOpen())
        mosquitto_subscribe(m_wire->handle.get(), nullptr, topic.toUtf8().constData(), 1);
}

void MqttClient::unsubscribe(const QString& topic)
{
    if (isOpen())
        mosquitto_unsubscribe(m_wire->handle.get(), nullptr, topic.toUtf8().constData());
}

void MqttClient::publish(const QString& topic, const QByteArray& payload, MqttDelivery delivery)
{
    if (!isOpen())
        return;
    // Held over the call: the loop may report the message as sent before its number is known here.
    const QMutexLocker locked(&m_wire->mutex);
    int id = 0;
    if (mosquitto_publish(m_wire->handle.get(), &id, topic.toUtf8().constData(), int(payload.size()), payload.constData(),
            std::clamp(delivery.qos, 0, 1), delivery.retain)
        != MOSQ_ERR_SUCCESS)
        return;
    m_wire->unsent.emplace(id, payload.size());
    m_wire->queued += payload.size();
}

qint64 MqttClient::queuedBytes() const
{
    if (!m_wire)
        return 0;
    const QMutexLocker locked(&m_wire->mutex);
    return m_wire->queued;
}

void MqttClient::onConnected()
{
    if (m_phase != Phase::Opening)
        return;
    m_phase = Phase::Open;
    m_limit.stop();
    emit opened();
}

void MqttClient::onReceived(const QByteArray& payload, const QString& topic, bool retained)
{
    m_wire->waiting -= payload.size();
    if (m_phase == Phase::Open)
        emit received(payload, topic, retained);
}

void MqttClient::end(const Closing& closing)
{
    if (m_phase == Phase::Ended)
        return;
    m_phase = Phase::Ended;
    m_limit.stop();
    m_wire->stop();
    emit ended(closing);
}

}

#include "moc_mqttclient.cpp"
