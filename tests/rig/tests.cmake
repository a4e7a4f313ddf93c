# SPDX-License-Identifier: GPL-3.0-or-later
# Each part that needs real daemons lists its programs in a fragment of its own.
file(GLOB rig_lists CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/*.list.cmake")
foreach(rig_list IN LISTS rig_lists)
  include("${rig_list}")
endforeach()
