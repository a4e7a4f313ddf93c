# SPDX-License-Identifier: GPL-3.0-or-later
myna_test(${CMAKE_SOURCE_DIR}/tests/speech/tst_voiceprocessor.cpp DEPS speech)
myna_test(${CMAKE_SOURCE_DIR}/tests/speech/tst_wakephrase.cpp DEPS speech)
myna_test(${CMAKE_SOURCE_DIR}/tests/speech/tst_sphinxphrases.cpp HEAVY DEPS speech)
