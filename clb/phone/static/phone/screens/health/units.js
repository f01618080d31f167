// Units in words.

import { gettext } from "../../core/words.js"

const UNITS = { weight_kg: "kg", height_cm: "cm", waist_cm: "cm", glucose_mmol_l: "mmol/L" }

export const unitOf = (field) => (field === "pulse_bpm" ? gettext("lần/phút") : UNITS[field] ?? "mmHg")
