// A step read aloud, where the browser has a Vietnamese voice.

const voices = () => globalThis.speechSynthesis?.getVoices() ?? []
const voice = () => voices().find((one) => one.lang.toLowerCase().startsWith(document.documentElement.lang || "vi"))

/** Can this phone read to people? */
export const canSpeak = () => Boolean(voice())

/** Read; what is being read stops. A second touch of the same text is silence. */
let reading = ""
export function speak(text) {
  const wasReading = speechSynthesis.speaking && reading === text
  speechSynthesis.cancel()
  reading = wasReading ? "" : text
  if (wasReading) return
  const said = new SpeechSynthesisUtterance(text)
  said.voice = voice()
  said.lang = said.voice?.lang ?? "vi-VN"
  said.rate = 0.9
  speechSynthesis.speak(said)
}

export const hush = () => globalThis.speechSynthesis?.cancel()

/** Voices come late in some browsers; draw anew when they are there. */
export const whenVoicesCome = (then) => globalThis.speechSynthesis?.addEventListener?.("voiceschanged", then)
