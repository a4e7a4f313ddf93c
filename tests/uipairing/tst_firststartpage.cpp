// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/choicecard.h"
#include "pages/firststartpage.h"
#include "support/testcase.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using myna::pairing::ServerChoice;
using myna::ui::ChoiceCard;
using myna::ui::FirstStartPage;
using myna::ui::Theme;

namespace {

ChoiceCard* card(QWidget& page, const QString& title)
{
    for (ChoiceCard* candidate : page.findChildren<ChoiceCard*>()) {
        if (candidate->accessibleName() == title)
            return candidate;
    }
    return nullptr;
}

bool says(QWidget& page, const QString& words)
{
    for (QLabel* label : page.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(words))
            return true;
    }
    return false;
}

}

class TstFirstStartPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    FirstStartPage& shown(QWidget& window) const
    {
        auto& page = *new FirstStartPage(m_theme, &window);
        window.resize(1120, 740);
        page.resize(window.size());
        window.show();
        return page;
    }

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void oneClickChooses()
    {
        QWidget window;
        FirstStartPage& page = shown(window);
        QSignalSpy chosen(&page, &FirstStartPage::chosen);
        card(page, u"Run a server on this computer"_s)->click();
        card(page, u"Official service"_s)->click();
        QCOMPARE(chosen.count(), 2);
        QCOMPARE(chosen.at(0).at(0).value<ServerChoice>().id, u"local"_s);
        QCOMPARE(chosen.at(1).at(0).value<ServerChoice>().id, u"official"_s);
    }

    void theKeyboardIsEnough()
    {
        QWidget window;
        FirstStartPage& page = shown(window);
        QSignalSpy chosen(&page, &FirstStartPage::chosen);
        for (ChoiceCard* choice : page.findChildren<ChoiceCard*>()) {
            QVERIFY(choice->focusPolicy() & Qt::TabFocus);
            QVERIFY(!choice->accessibleDescription().isEmpty());
        }
        QTest::keyClick(card(page, u"Official service"_s), Qt::Key_Return);
        QTest::keyClick(card(page, u"Official service"_s), Qt::Key_Space);
        QCOMPARE(chosen.count(), 2);
        QTest::keyClick(card(page, u"My own server"_s), Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
        auto* field = page.findChild<QLineEdit*>();
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, u"desk.local:8003"_s);
        QVERIFY(says(page, u"http://desk.local:8003/xiaozhi/ota/"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 3);
        QCOMPARE(chosen.at(2).at(0).value<ServerChoice>(), (ServerChoice { u"own"_s, QUrl(u"http://desk.local:8003/xiaozhi/ota/"_s) }));
    }

    void aWrongAddressSaysWhy_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QString() << u"Type the address"_s;
        QTest::newRow("ftp") << u"ftp://a.example/"_s << u"http:// or https://"_s;
        QTest::newRow("web socket") << u"ws://a.example/xiaozhi/v1/"_s << u"address for conversations"_s;
        QTest::newRow("spaces") << u"my server"_s << u"no spaces"_s;
    }

    void aWrongAddressSaysWhy()
    {
        QFETCH(QString, typed);
        QFETCH(QString, words);
        QWidget window;
        FirstStartPage& page = shown(window);
        QSignalSpy chosen(&page, &FirstStartPage::chosen);
        page.askForAddress(QString());
        auto* field = page.findChild<QLineEdit*>();
        QTest::keyClicks(field, typed);
        QVERIFY(!says(page, words)); // no complaint while somebody types
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 0);
        QVERIFY(says(page, words));
        field->clear();
        QTest::keyClicks(field, u"http://a.example/xiaozhi/ota/"_s);
        QVERIFY(!says(page, words));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
    }

    void theLanguageIsAWish()
    {
        QWidget window;
        FirstStartPage& page = shown(window);
        QSignalSpy language(&page, &FirstStartPage::languageWanted);
        page.setLanguage(u"zh_CN"_s);
        QCOMPARE(language.count(), 0);
        for (QPushButton* candidate : page.findChildren<QPushButton*>()) {
            if (candidate->text() == u"English"_s)
                candidate->click();
        }
        QCOMPARE(language.value(0), QVariantList { u"en"_s });
    }
};

QTEST_MAIN(TstFirstStartPage)
#include "tst_firststartpage.moc"
