// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/buttons.h"

#include "theme.h"

#include <QAbstractButton>
#include <QStyle>
#include <QVariant>

namespace myna::ui {

namespace {

QLatin1String nameOf(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Primary:
        return QLatin1String("primary");
    case ButtonKind::Secondary:
        return QLatin1String("secondary");
    case ButtonKind::Link:
        return QLatin1String("link");
    case ButtonKind::Danger:
        return QLatin1String("danger");
    case ButtonKind::Quiet:
        return QLatin1String("quiet");
    }
    return {};
}

}

void styleButton(QAbstractButton* button, ButtonKind kind)
{
    button->setProperty("kind", QString(nameOf(kind)));
    button->setMinimumSize(hitTarget, hitTarget + 2);
    button->setCursor(Qt::PointingHandCursor);
    // Already shown buttons change their look only when asked to.
    button->style()->unpolish(button);
    button->style()->polish(button);
}

}
