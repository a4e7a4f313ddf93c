// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tls/certificateauthority.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRandomGenerator>

#include <array>
#include <memory>

#include <openssl/x509.h>
#include <openssl/x509v3.h>

// All the code that knows OpenSSL's certificates.
namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

template<auto function>
struct Free
{
    template<typename T>
    void operator()(T* object) const
    {
        function(object);
    }
};
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

constexpr int authorityDays = 3652;
constexpr int serverDays = 395; // browsers believe nothing that is made for more than 398
constexpr qint64 secondsOfADay = 86400;

Error failure()
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", "The certificate could not be made.") };
}

Certificate certificateFrom(const QByteArray& der)
{
    const auto* at = reinterpret_cast<const unsigned char*>(der.constData());
    return Certificate(d2i_X509(nullptr, &at, long(der.size())));
}

Key keyFromDer(const QByteArray& der)
{
    const auto* at = reinterpret_cast<const unsigned char*>(der.constData());
    return Key(d2i_AutoPrivateKey(nullptr, &at, long(der.size())));
}

template<typename T, typename Writer>
QByteArray derOf(T* object, Writer write)
{
    const int size = write(object, nullptr);
    if (size <= 0)
        return {};
    QByteArray der(size, '\0');
    auto* at = reinterpret_cast<unsigned char*>(der.data());
    write(object, &at);
    return der;
}

bool setNumber(X509* certificate)
{
    std::array<quint32, 4> random {};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    auto* const bytes = reinterpret_cast<unsigned char*>(random.data());
    bytes[0] = (bytes[0] & 0x7f) | 0x40; // positive, and always as long
    return ASN1_STRING_set(X509_get_serialNumber(certificate), bytes, int(sizeof random)) == 1;
}

bool add(X509* certificate, X509* issuer, int kind, const QByteArray& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool addName(X509_NAME* name, const char* field, const QString& value)
{
    const QByteArray text = value.left(64).toUtf8(); // the standard's longest name
    return X509_NAME_add_entry_by_txt(
               name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.constData()), int(text.size()), -1, 0)
        == 1;
}

// Everything but the extensions and the signature.
Certificate draft(EVP_PKEY* key, const QString& commonName, const QDateTime& from, const QDateTime& until)
{
    Certificate certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 || !setNumber(certificate.get())
        || !ASN1_TIME_set(X509_getm_notBefore(certificate.get()), time_t(from.toSecsSinceEpoch()))
        || !ASN1_TIME_set(X509_getm_notAfter(certificate.get()), time_t(until.toSecsSinceEpoch()))
        || X509_set_pubkey(certificate.get(), key) != 1)
        return {};
    X509_NAME* const subject = X509_get_subject_name(certificate.get());
    return addName(subject, "O", u"Myna"_s) && addName(subject, "CN", commonName) ? std::move(certificate) : nullptr;
}

QByteArray entryFor(const QString& name)
{
    return (QHostAddress(name).isNull() ? "DNS:" : "IP:") + name.toLatin1();
}

Result<CertifiedKey> finished(X509* certificate, EVP_PKEY* key, EVP_PKEY* signer)
{
    if (X509_sign(certificate, signer, EVP_sha256()) <= 0)
        return failure();
    return CertifiedKey { derOf(certificate, i2d_X509), derOf(key, i2d_PrivateKey) };
}

QByteArray permitted(const QStringList& names)
{
    QStringList all { u"localhost"_s, u"local"_s, u"lan"_s, u"home.arpa"_s, u"internal"_s };
    for (const QString& name : names) {
        const QString host = name.startsWith(u"*."_s) ? name.mid(2) : name;
        if (QHostAddress(host).isNull() && !all.contains(host))
            all.append(host);
    }
    QByteArray value;
    for (const QString& name : all)
        value += (value.isEmpty() ? "permitted;DNS:" : ",permitted;DNS:") + name.toLatin1();
    return value;
}

}

Result<CertifiedKey> makeAuthority(const QString& commonName, const QStringList& names, const QDateTime& now)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate
        = key ? draft(key.get(), commonName, now.addDays(-1), now.addSecs(authorityDays * secondsOfADay)) : nullptr;
    X509* const c = certificate.get();
    // The constraint is not critical: the TLS of small devices does not know it, and would refuse what it does not know.
    const bool made = c && X509_set_issuer_name(c, X509_get_subject_name(c)) == 1
        && add(c, c, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") && add(c, c, NID_key_usage, "critical,keyCertSign,cRLSign")
        && add(c, c, NID_subject_key_identifier, "hash") && add(c, c, NID_name_constraints, permitted(names));
    return made ? finished(c, key.get(), key.get()) : failure();
}

Result<CertifiedKey> certify(const CertifiedKey& authority, const QStringList& names, const QDateTime& now)
{
    const Certificate issuer = certificateFrom(authority.certificate);
    const Key signer = keyFromDer(authority.key);
    const Key key(EVP_EC_gen("P-256"));
    if (!issuer || !signer || !key || names.isEmpty())
        return failure();
    const Certificate certificate = draft(key.get(), names.constFirst(), now.addDays(-1), now.addSecs(serverDays * secondsOfADay));
    X509* const c = certificate.get();
    QByteArrayList entries;
    for (const QString& name : names)
        entries.append(entryFor(name));
    const bool made = c && X509_set_issuer_name(c, X509_get_subject_name(issuer.get())) == 1
        && add(c, issuer.get(), NID_basic_constraints, "critical,CA:FALSE")
        && add(c, issuer.get(), NID_key_usage, "critical,digitalSignature") && add(c, issuer.get(), NID_ext_key_usage, "serverAuth")
        && add(c, issuer.get(), NID_subject_key_identifier, "hash") && add(c, issuer.get(), NID_authority_key_identifier, "keyid:always")
        && add(c, issuer.get(), NID_subject_alt_name, entries.join(','));
    if (!made)
        return failure();
    auto signedOne = finished(c, key.get(), signer.get());
    if (signedOne && !vouchesFor(authority.certificate, signedOne->certificate, now))
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna",
                "This server's authority may not vouch for one of these names: %1. It was made for others; remove the files root.crt and "
                "root.key to have a new one, and give that to your devices.")
                .arg(names.join(u", "_s)) };
    return signedOne;
}

bool belongTogether(const QByteArray& certificate, const QByteArray& key)
{
    const Certificate c = certificateFrom(certificate);
    const Key k = keyFromDer(key);
    return c && k && X509_check_private_key(c.get(), k.get()) == 1;
}

bool vouchesFor(const QByteArray& authority, const QByteArray& certificate, const QDateTime& at)
{
    const Certificate root = certificateFrom(authority);
    const Certificate c = certificateFrom(certificate);
    const std::unique_ptr<X509_STORE, Free<X509_STORE_free>> store(X509_STORE_new());
    const std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
    if (!root || !c || !store || !context || X509_STORE_add_cert(store.get(), root.get()) != 1
        || X509_STORE_CTX_init(context.get(), store.get(), c.get(), nullptr) != 1)
        return false;
    X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(rules, time_t(at.toSecsSinceEpoch()));
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER);
    return X509_verify_cert(context.get()) == 1;
}

}
