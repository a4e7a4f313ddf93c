// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/echotester.h"

#include "audio/echosound.h"
#include "base/invoke.h"

#include <utility>

namespace myna::audio {

namespace {

EchoTestResult without(EchoTestResult::Cause device)
{
    EchoTestResult result;
    result.cause = device;
    return result;
}

}

EchoTester::EchoTester(CaptureChain& chain, QObject* parent, std::chrono::milliseconds limit)
    : QObject(parent)
    , m_chain(chain)
    , m_longest(limit)
    , m_limit(this)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &EchoTester::end);
}

EchoTester::~EchoTester()
{
    cancel();
}

void EchoTester::start(bool hasMicrophone, bool hasLoudspeaker)
{
    assertThreadOf(this);
    cancel();
    if (!hasMicrophone || !hasLoudspeaker) {
        using Cause = EchoTestResult::Cause;
        emit finished(without(hasMicrophone ? Cause::LoudspeakerMissing : Cause::MicrophoneMissing));
        return;
    }
    m_probe = std::make_unique<EchoProbe>();
    m_before = m_chain.processing();
    m_delayBefore = m_chain.echoDelayMs();
    m_chain.setEchoDelay(-1); // other devices, another delay
    m_toldDelay = false;
    m_ending = false;
    // Gain control would raise what is left of the echo while nothing else is there, and the figures would be its own.
    speech::Processing processing = m_before;
    processing.echoCancellation = true;
    processing.gainControl = false;
    m_chain.set(processing);
    m_chain.setObserver([this](const CaptureChain::View& frame) { heard(frame); });
    m_limit.start(m_longest);
    emit soundWanted(EchoTestSound::make());
}

void EchoTester::cancel()
{
    if (!m_probe)
        return;
    m_limit.stop();
    m_chain.setObserver({});
    m_chain.set(m_before);
    if (!m_toldDelay)
        m_chain.setEchoDelay(m_delayBefore);
    m_probe.reset();
}

void EchoTester::heard(const CaptureChain::View& frame)
{
    if (m_ending)
        return;
    m_ending = m_probe->put(frame);
    if (!m_toldDelay && m_probe->delayMs()) {
        m_toldDelay = true;
        m_chain.setEchoDelay(*m_probe->delayMs());
    }
    // Not from inside the chain, which is in the middle of a frame.
    if (m_ending)
        m_limit.start(0);
}

void EchoTester::end()
{
    const EchoTestResult result = m_probe->result();
    cancel();
    emit finished(result);
}

}

#include "moc_echotester.cpp"
