# SPDX-License-Identifier: GPL-3.0-or-later
# What the packages bring along beside the programs.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  myna_test(${CMAKE_SOURCE_DIR}/tests/packaging/tst_service.cpp DEPS base)
  add_dependencies(tst_service mynad)
endif()
