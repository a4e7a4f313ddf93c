# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/servers/tst_serverreach.cpp DEPS servers)
myna_test(${CMAKE_SOURCE_DIR}/tests/servers/tst_profilestore.cpp DEPS servers)
myna_test(${CMAKE_SOURCE_DIR}/tests/servers/tst_profileimport.cpp DEPS servers)
myna_test(${CMAKE_SOURCE_DIR}/tests/servers/tst_connectionprobe.cpp DEPS servers)
