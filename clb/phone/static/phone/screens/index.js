// Every screen that is not part of the shell: one import and one name a line, so that two people's lines merge.

import { fieldScreens } from "./field.js"
import { meetingScreens } from "./meeting/index.js"
import { moneyScreens } from "./money/index.js"

export const screens = [
  ...meetingScreens,
  ...moneyScreens,
  ...fieldScreens,
]
