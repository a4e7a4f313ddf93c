# SPDX-License-Identifier: GPL-3.0-or-later
# Renders the pages with sample words into a folder: ui_shots FOLDER
add_executable(ui_shots EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/shots/shots.cpp ${CMAKE_SOURCE_DIR}/tests/shots/servershots.cpp
  ${CMAKE_SOURCE_DIR}/tests/shots/panelshots.cpp ${CMAKE_SOURCE_DIR}/tests/shots/gateshots.cpp
  ${CMAKE_SOURCE_DIR}/tests/shots/dayshots.cpp)
target_include_directories(ui_shots PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(ui_shots PRIVATE Myna::ui myna_resources myna_translations)
