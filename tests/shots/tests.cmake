# SPDX-License-Identifier: GPL-3.0-or-later
# Renders the pages with sample words into a folder: ui_shots FOLDER
add_executable(ui_shots ${CMAKE_SOURCE_DIR}/tests/shots/shots.cpp)
target_link_libraries(ui_shots PRIVATE Myna::ui myna_resources myna_translations)
