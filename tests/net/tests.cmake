# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/net/tst_certificatepin.cpp DEPS net)
myna_test(${CMAKE_SOURCE_DIR}/tests/net/tst_proxyfinder.cpp DEPS net)
myna_test(${CMAKE_SOURCE_DIR}/tests/net/tst_openmeteo.cpp DEPS net)
