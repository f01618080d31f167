// The screens outside the meeting, for screens/index.js.

import { activityFixScreen, activityScreen } from "./activity/record.js"
import { borrowersScreen, borrowerScreen } from "./borrowers/visits.js"
import { careClientScreen } from "./care/client.js"
import { careScreen } from "./care/mine.js"
import { careFixScreen, careRecordScreen } from "./care/record.js"
import { fixScreen } from "./fixing.js"
import { consentScreen } from "./health/consent.js"
import { healthScreen } from "./health/list.js"
import { healthFixScreen, healthRecordScreen } from "./health/record.js"
import { peopleScreen } from "./people/list.js"
import { conflictScreen, contactScreen } from "./people/record.js"
import { checklistScreen } from "./supervision/checklist.js"
import { findingScreen } from "./supervision/finding.js"
import { recountScreen } from "./supervision/recount.js"
import { thereScreen } from "./supervision/there.js"
import { supervisionScreen, visitScreen } from "./supervision/visits.js"
import { keptScreen } from "./waiting.js"

export const fieldScreens = [
  careScreen, careRecordScreen, careFixScreen, careClientScreen,
  healthScreen, healthRecordScreen, healthFixScreen, consentScreen,
  activityScreen, activityFixScreen,
  peopleScreen, contactScreen, conflictScreen,
  supervisionScreen, visitScreen, thereScreen, checklistScreen, recountScreen, findingScreen,
  borrowersScreen, borrowerScreen,
  keptScreen, fixScreen,
]
