// Texts. The source is Vietnamese, so that nothing need be fetched; another language is fetched when it is chosen.

import { facts } from "./store.js"

let catalog = {}

/** The text in the language chosen. Named as makemessages expects it. */
export const gettext = (text) => {
  const found = catalog[text]
  return typeof found === "string" && found ? found : Array.isArray(found) && found[0] ? found[0] : text
}

/** fill("Còn %(n)s việc", {n: 3}) */
export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]))

const release = () => document.documentElement.dataset.version ?? ""

/** Take the language that was chosen on this phone; call once before anything is drawn. */
export async function loadLanguage() {
  const language = (await facts.get("language")) ?? "vi"
  document.documentElement.lang = language
  if (language === "vi") return language
  const kept = await facts.get(`words-${language}`)
  if (kept) catalog = kept.catalog
  // A newer app says new things: its words are there at the next start.
  if (kept?.release !== release()) fetchWords(language).catch(() => {})
  return language
}

/** Choose a language: its words are fetched and kept. Throws where there is no network. */
export async function chooseLanguage(language) {
  if (language !== "vi") await fetchWords(language)
  await facts.put("language", language)
}

async function fetchWords(language) {
  const answer = await fetch(`/dien-thoai/cau-chu/${language}.json`, { cache: "no-store" })
  if (!answer.ok) throw new Error(`${answer.status}`)
  const { catalog } = await answer.json()
  await facts.put(`words-${language}`, { catalog, release: release() })
}
