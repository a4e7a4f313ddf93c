# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/settings/tst_settingsstore.cpp DEPS settings)
