// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverform.h"

#include "viewmodels/serverchoices.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

using protocol::ProxyKind;

bool isNamed(ProxyKind kind)
{
    return kind == ProxyKind::Http || kind == ProxyKind::Socks5;
}

QString proxyAddressOf(const protocol::ProxyChoice& proxy)
{
    if (proxy.host.isEmpty())
        return {};
    return (proxy.host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(proxy.host).arg(proxy.port);
}

}

ServerForm ServerForms::formOf(const pairing::ServerProfile& profile)
{
    return { .id = profile.id,
        .fixedAddress = profile.kind != pairing::ServerKind::Own,
        .name = profile.name,
        .address = (profile.websocketUrl.isEmpty() ? profile.otaUrl : profile.websocketUrl).toString(),
        .transport = profile.transport,
        .proxy = profile.reach.proxy.kind,
        .proxyAddress = proxyAddressOf(profile.reach.proxy),
        .proxyUser = profile.reach.proxy.user,
        .codeOnly = profile.activation == pairing::ActivationKind::CodeOnly,
        .keyAsBytes = profile.keyForm == pairing::KeyForm::Bytes,
        .payload = profile.shape == protocol::ActivationShape::Payload,
        .pushedBinding = profile.pushedBinding };
}

Result<pairing::ServerProfile> ServerForms::profileOf(const ServerForm& form, const pairing::ServerProfile& former)
{
    pairing::ServerProfile profile = former;
    profile.name = form.name;
    if (!form.fixedAddress) {
        profile.otaUrl.clear();
        profile.websocketUrl.clear();
        const Result<QUrl> url
            = isVoiceAddress(form.address) ? ServerChoices::judgeVoice(form.address) : ServerChoices::judge(form.address);
        if (!url)
            return url.error();
        (isVoiceAddress(form.address) ? profile.websocketUrl : profile.otaUrl) = *url;
        if (profile.otaUrl.host() != former.otaUrl.host() || profile.websocketUrl.host() != former.websocketUrl.host())
            profile.reach.pinnedCertificate.clear();
    }
    profile.transport = form.transport;
    profile.activation = form.codeOnly ? pairing::ActivationKind::CodeOnly : pairing::ActivationKind::Auto;
    profile.keyForm = form.keyAsBytes ? pairing::KeyForm::Bytes : pairing::KeyForm::Digits;
    profile.shape = form.payload ? protocol::ActivationShape::Payload : protocol::ActivationShape::Flat;
    profile.pushedBinding = form.pushedBinding;
    profile.reach.proxy = { .kind = form.proxy };
    if (isNamed(form.proxy)) {
        const QUrl proxy(u"proxy://"_s + form.proxyAddress.trimmed(), QUrl::StrictMode);
        if (!proxy.isValid() || proxy.host().isEmpty() || proxy.port() < 1 || !proxy.userInfo().isEmpty()) {
            return Error { Error::Code::Invalid, tr("The proxy needs a name and a port, such as proxy.example:3128.") };
        }
        profile.reach.proxy.host = proxy.host();
        profile.reach.proxy.port = quint16(proxy.port());
        profile.reach.proxy.user = form.proxyUser.trimmed();
    }
    return profile;
}

bool ServerForms::isVoiceAddress(const QString& typed)
{
    const QString text = typed.trimmed();
    return text.startsWith("ws://"_L1, Qt::CaseInsensitive) || text.startsWith("wss://"_L1, Qt::CaseInsensitive);
}

}
