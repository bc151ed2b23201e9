/* Folders of Rawi's own in the user's home, where the XDG Base Directory Specification 0.8 puts
 * them. */
#ifndef RAWI_BASE_USER_FOLDER_H
#define RAWI_BASE_USER_FOLDER_H

#include "base/text.h"

/* Appends the folder that `variable` names (XDG_DATA_HOME…) where that is an absolute path, else
 * `below_home` (".local/share") in the home folder, and "/rawi". False, with nothing appended,
 * where there is no home either. */
bool rawi_user_folder(const char *variable, const char *below_home, rawi_text *folder);

/* Makes the folder and those above it that are missing; false with errno set where one cannot be
 * made, up to which `path` is then cut. */
bool rawi_make_folders(char *path);

#endif
