// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/enginepool.h"
#include "server/toolbox/conversationhands.h"
#include "server/toolbox/toolbox.h"

#include <QObject>
#include <QStringList>

namespace myna::server {

// Music of the server's owner for whoever asks: a folder of sound files, known by their names and those of their folders.
class MusicTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    static constexpr qsizetype maxFiles = 20000;

    // `folder` with its whole path. `workers` look into it, and outlive this.
    MusicTools(EnginePool& workers, QString folder, const ToolSituation& situation, QObject* parent = nullptr);

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override; // none without a folder that is there
    [[nodiscard]] QString ownName(const QString& called) const override;
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override; // Errors: NotFound, Unavailable

private:
    EnginePool& m_workers;
    QString m_folder;
    bool m_chinese;
    ConversationHands m_hands;
};

// Sound files below a folder, relative to it, in order.
QStringList musicFiles(const QString& folder, qsizetype limit);
// The one that is most like what somebody said; empty: none is. `wish` empty: any one.
QString bestMatch(const QStringList& files, const QString& wish);
QString titleOf(const QString& file); // its name without number and ending

}
