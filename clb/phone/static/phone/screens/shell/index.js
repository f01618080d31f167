// The shell's own screens.

import { newPerson } from "./new_person.js"
import { changePin } from "./pin.js"
import { parked } from "./parked.js"
import { settings } from "./settings.js"
import { signOut } from "./sign_out.js"
import { start } from "./start.js"
import { told } from "./told.js"
import { waiting } from "./waiting.js"

export const shellScreens = [start, newPerson, waiting, parked, told, settings, changePin, signOut]
