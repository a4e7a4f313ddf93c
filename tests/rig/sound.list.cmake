# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/rig/tst_soundloop.cpp DEPS audio tools RIG)
myna_test(${CMAKE_SOURCE_DIR}/tests/rig/tst_soundfaults.cpp DEPS audio RIG)
myna_test(${CMAKE_SOURCE_DIR}/tests/rig/tst_soundchanges.cpp DEPS audio RIG)
myna_test(${CMAKE_SOURCE_DIR}/tests/rig/tst_soundexit.cpp DEPS audio RIG)
