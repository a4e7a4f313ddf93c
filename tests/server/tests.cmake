# SPDX-License-Identifier: GPL-3.0-or-later
# Engines, toolbox and dialogue of the embedded server.
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_numbers.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_assistant.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_sentencesplitter.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_pacerplan.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_encodingline.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_speechgate.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_sphinxrecogniser.cpp DEPS server TIMEOUT 300)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_espeaksynthesiser.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_devicetools.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_devicesession.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_spokenturn.cpp DEPS server)
myna_test(${CMAKE_SOURCE_DIR}/tests/server/tst_turnreportjson.cpp DEPS server)
