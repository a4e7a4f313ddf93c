// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/controlgroup.h"
#include "settings/options.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "widgets/toggleswitch.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::ui;
using myna::Error;
using myna::viewmodels::ControlViewModel;

class TstControlGroup : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        QTemporaryDir folder;
        myna::settings::SettingsStore store { folder.path() };
        ControlViewModel model { store };
        ControlGroup group;
        explicit Shown(const Theme& theme)
            : group(theme, model)
        {
            group.resize(760, 300);
            group.show();
        }
        ToggleSwitch* toggle() { return group.findChild<ToggleSwitch*>(); }
        QPushButton* copy() { return group.findChild<QPushButton*>(); }
        bool shows(const QString& words) { return myna::test::shows(group, words); }
    };

private slots:
    void initTestCase() { m_theme.setReducedMotion(true); }

    void isOffUntilTheUserWantsIt()
    {
        Shown s(m_theme);
        QVERIFY(!s.model.isOn());
        QVERIFY(!s.toggle()->isChecked());
        QVERIFY(!s.copy()->isVisible());
        QSignalSpy wishes(&s.model, &ControlViewModel::onChanged);
        QTest::mouseClick(s.toggle(), Qt::LeftButton);
        QCOMPARE(wishes, (QList<QVariantList> { { true } }));
        QVERIFY(s.store.get(myna::settings::localControl));
        s.model.setOn(true); // is on
        QCOMPARE(wishes.size(), 1);
    }

    void showsTheAddressAndCopiesTheTokenWithoutShowingIt()
    {
        Shown s(m_theme);
        s.model.setOn(true);
        s.model.opened(QUrl(u"http://127.0.0.1:41234"_s), "0123abcd");
        QVERIFY(s.shows(u"http://127.0.0.1:41234"_s));
        QVERIFY(!s.shows(u"0123abcd"_s));
        const QString before = s.copy()->text();
        QCOMPARE(s.copy()->accessibleName(), before);
        QTest::mouseClick(s.copy(), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"0123abcd"_s);
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(u"x-kde-passwordManagerHint"_s), "secret");
        QVERIFY(s.copy()->text() != before);
        QTRY_COMPARE(s.copy()->text(), before);
        s.model.setOn(false);
        s.model.closed();
        QVERIFY(!s.copy()->isVisible());
        QVERIFY(s.model.token().isEmpty());
    }

    void saysWhyItCannot()
    {
        Shown s(m_theme);
        s.model.setOn(true);
        s.model.refused({ Error::Code::Unavailable, u"Another program is controlled."_s });
        QVERIFY(s.shows(u"Another program is controlled."_s));
        QVERIFY(!s.copy()->isVisible());
        s.model.opened(QUrl(u"http://127.0.0.1:41234"_s), "x");
        QVERIFY(!s.shows(u"Another program is controlled."_s));
    }
};

QTEST_MAIN(TstControlGroup)
#include "tst_controlgroup.moc"
