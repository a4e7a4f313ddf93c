// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/toolfield.h"
#include "viewmodels/toolplace.h"

#include <QAbstractListModel>
#include <QHash>

namespace myna::viewmodels {

// Every tool that can be called by hand, place by place; and the last exchange of each. The rows are the tools of the chosen place in which
// all words of the search are found.
class ToolsViewModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { TitleRole = Qt::UserRole + 1, NameRole, AllowedRole };

    explicit ToolsViewModel(QObject* parent = nullptr);

    // Places outlive their stay here.
    void addPlace(ToolPlace& place);
    void removePlace(ToolPlace& place);
    [[nodiscard]] QStringList places() const; // names
    [[nodiscard]] int currentPlace() const;
    [[nodiscard]] bool isThisComputer() const { return m_place && m_place->isThisComputer(); } // the chosen place
    [[nodiscard]] const QString& words() const { return m_words; }
    [[nodiscard]] int toolCount() const; // of the place, whatever is searched for

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    // Of the chosen tool; null: none is.
    [[nodiscard]] const ToolPlace::Offer* chosen() const;
    [[nodiscard]] int chosenRow() const; // -1: none, or not among the rows
    [[nodiscard]] QVector<ToolField> fields() const;
    [[nodiscard]] bool isCalling() const { return m_calling; }
    [[nodiscard]] const ToolExchange* exchange() const; // null: it was not called

public slots:
    void choosePlace(int place);
    void setWords(const QString& words);
    void choose(const QString& tool); // its name
    void call(const QMap<QString, QString>& typed); // refused(), or changed() now and with the answer
    void retranslate();

signals:
    void placesChanged();
    void chosenChanged(); // another tool, or another shape of it
    void changed(); // calling or exchange
    void refused(const QMap<QString, QString>& wrong); // field to sentence

private:
    void refresh();
    [[nodiscard]] QString keyOf(const QString& tool) const;

    QVector<ToolPlace*> m_places;
    ToolPlace* m_place = nullptr;
    QString m_words;
    QVector<ToolPlace::Offer> m_offers; // of the place
    QVector<qsizetype> m_rows; // into them
    QString m_chosen;
    bool m_calling = false;
    quint64 m_era = 0; // of the choice: an older answer is kept, and not shown
    QHash<QString, ToolExchange> m_exchanges;
};

}
