// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

namespace myna::test {

// Speaks Home Assistant's WebSocket API as it is published, with the states it is given; a service changes them as a simple home would.
class HassStub final : public QObject
{
    Q_OBJECT

public:
    explicit HassStub(const QByteArray& token);

    [[nodiscard]] QUrl url() const; // http://…, as in a browser
    void setState(const QString& entity, const QString& state, const QJsonObject& attributes); // told to whoever subscribed
    void removeEntity(const QString& entity);
    void setRegistries(const QJsonArray& areas, const QJsonArray& devices, const QJsonArray& entities);
    void drop(); // the connection, not the home
    bool obeys = true; // otherwise services succeed and change nothing
    QString refusal; // services answer with this error

    [[nodiscard]] const QVector<QJsonObject>& calls() const { return m_calls; }
    [[nodiscard]] int visits() const { return m_visits; }

private:
    void onText(const QString& text);
    void send(const QJsonObject& message);
    void answer(const QJsonObject& question, const QJsonValue& result);
    void carryOut(const QJsonObject& call);
    void tellChange(const QString& entity, const QJsonValue& state);

    QByteArray m_token;
    QWebSocketServer m_server;
    QPointer<QWebSocket> m_peer;
    bool m_known = false; // it showed the token
    int m_subscription = 0;
    int m_visits = 0;
    QMap<QString, QJsonObject> m_states;
    QJsonArray m_areas;
    QJsonArray m_devices;
    QJsonArray m_entities;
    QVector<QJsonObject> m_calls;
};

}
