// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Prints what each stage from the microphone to the packet costs.
void benchUplink();
