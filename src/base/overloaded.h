// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace myna {

// One function object of several lambdas, for std::visit: each alternative of the variant finds the one that takes it.
template<typename... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template<typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}
