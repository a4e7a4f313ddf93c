# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/mcp/tst_tool.cpp DEPS mcp)
myna_test(${CMAKE_SOURCE_DIR}/tests/mcp/tst_mcpserver.cpp DEPS mcp)
myna_test(${CMAKE_SOURCE_DIR}/tests/mcp/tst_thingtools.cpp DEPS mcp)
myna_test(${CMAKE_SOURCE_DIR}/tests/mcp/tst_toolgate.cpp DEPS mcp)
myna_test(${CMAKE_SOURCE_DIR}/tests/mcp/tst_auditlog.cpp DEPS mcp)
