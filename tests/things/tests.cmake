# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/things/tst_thing.cpp DEPS things)
myna_test(${CMAKE_SOURCE_DIR}/tests/things/tst_iotdescriptors.cpp DEPS things)
myna_test(${CMAKE_SOURCE_DIR}/tests/things/tst_scenes.cpp DEPS things)
