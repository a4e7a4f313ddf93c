# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name IN ITEMS controlfile controlapi)
  myna_test(${CMAKE_SOURCE_DIR}/tests/control/tst_${name}.cpp DEPS control)
endforeach()
