// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/downmix.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace myna::codec {

namespace {

// How fast judgements change: a time constant of about ten blocks, so that one word does not move the mix.
constexpr double memory = 0.9;
// A channel this far (20 dB) below the loudest carries cable noise.
constexpr double silentShare = 0.01;
// Alike in the negative beyond chance and beyond two microphones some centimetres apart.
constexpr double inverted = -0.6;
// A new loudest channel must be clearly louder, or two equal ones would take turns.
constexpr double clearly = 1.5;

}

Downmix::Downmix(int channels)
    : m_channels(size_t(std::clamp(channels, 1, maxChannels)))
{
    Q_ASSERT(channels >= 1 && channels <= maxChannels);
}

std::vector<int16_t> Downmix::process(std::span<const int16_t> interleaved)
{
    const size_t width = m_channels.size();
    if (width == 1)
        return { interleaved.begin(), interleaved.end() };
    const size_t count = interleaved.size() / width;
    std::vector<int16_t> mono(count);
    if (count == 0)
        return mono;
    judge(interleaved);
    // Gains glide over the block: a step would click.
    for (size_t i = 0; i < count; ++i) {
        const float share = float(i + 1) / float(count);
        float sum = 0;
        for (size_t c = 0; c < width; ++c) {
            const Channel& channel = m_channels[c];
            sum += float(interleaved[i * width + c]) * (channel.gain + (channel.target - channel.gain) * share);
        }
        mono[i] = int16_t(std::clamp(std::lround(sum), -32768L, 32767L));
    }
    for (Channel& channel : m_channels)
        channel.gain = channel.target;
    return mono;
}

void Downmix::judge(std::span<const int16_t> interleaved)
{
    const size_t width = m_channels.size();
    const double kept = m_begun ? memory : 0;
    for (size_t c = 0; c < width; ++c) {
        double energy = 0;
        for (size_t i = c; i < interleaved.size(); i += width)
            energy += double(interleaved[i]) * interleaved[i];
        m_channels[c].energy = m_channels[c].energy * kept + energy;
    }
    const auto loudest = size_t(std::max_element(m_channels.begin(), m_channels.end(), [](const Channel& a, const Channel& b) {
        return a.energy < b.energy;
    }) - m_channels.begin());
    const bool changes = loudest != m_loudest && m_channels[loudest].energy > m_channels[m_loudest].energy * clearly;
    if (!m_begun || changes) {
        m_loudest = loudest;
        for (Channel& channel : m_channels)
            channel.likeness = 0;
    }
    float live = 0;
    for (size_t c = 0; c < width; ++c) {
        Channel& channel = m_channels[c];
        double product = 0;
        for (size_t i = 0; i + width <= interleaved.size(); i += width)
            product += double(interleaved[i + c]) * interleaved[i + m_loudest];
        channel.likeness = channel.likeness * kept + product;
        const double scale = std::sqrt(channel.energy * m_channels[m_loudest].energy);
        const bool counts = channel.energy >= m_channels[m_loudest].energy * silentShare;
        channel.target = !counts ? 0.0F : scale > 0 && channel.likeness < inverted * scale ? -1.0F : 1.0F;
        live += std::abs(channel.target);
    }
    for (Channel& channel : m_channels) {
        channel.target /= std::max(1.0F, live);
        if (!m_begun)
            channel.gain = channel.target;
    }
    m_begun = true;
}

}
