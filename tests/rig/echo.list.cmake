# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/rig/tst_echoloop.cpp DEPS audio RIG)
