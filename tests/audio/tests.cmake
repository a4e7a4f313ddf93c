# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/audio/tst_jitterbuffer.cpp DEPS audio)
myna_test(${CMAKE_SOURCE_DIR}/tests/audio/tst_uplink.cpp DEPS audio)
myna_test(${CMAKE_SOURCE_DIR}/tests/audio/tst_downlink.cpp DEPS audio)
myna_test(${CMAKE_SOURCE_DIR}/tests/audio/tst_watchdog.cpp DEPS audio)
myna_test(${CMAKE_SOURCE_DIR}/tests/audio/tst_devicewish.cpp DEPS audio)
myna_test(${CMAKE_SOURCE_DIR}/tests/audio/tst_audioengine.cpp DEPS audio)
