// The app's beginning: the language, the light, the lock; then the screens.

import { on } from "./core/changes.js"
import { load } from "./core/pack.js"
import * as people from "./core/people.js"
import { path, redraw, register, show, startRouter } from "./core/router.js"
import { session } from "./core/session.js"
import { keepForGood } from "./core/store.js"
import { keepInSync, sync } from "./core/sync.js"
import { startTheme } from "./core/theme.js"
import { forgetTraining } from "./core/training.js"
import { handedOver, putOn, watchUpdates } from "./core/updates.js"
import { ask } from "./core/ui.js"
import { gettext, loadLanguage } from "./core/words.js"
import { whenVoicesCome } from "./core/speak.js"
import { screens } from "./screens/index.js"
import { frame } from "./screens/shell/frame.js"
import { shellScreens } from "./screens/shell/index.js"
import { isPressing, showLock } from "./screens/shell/lock.js"

const LEAVING_MS = 300
const AT_REST = new Set(["/", ""]) // screens on which the app may be renewed

async function begin() {
  await Promise.all([startTheme(), loadLanguage(), forgetTraining()])
  document.querySelector("#ask").addEventListener("click", (e) => e.target.value && e.target.closest("dialog").close(e.target.value))
  document.getElementById("app").replaceChildren() // what stood there until now
  register(...shellScreens, ...screens)
  startRouter(frame)
  addEventListener("unhandledrejection", say)
  on("unlocked", enter)
  on("locked", () => {
    document.getElementById("ask").close("no") // what was asked of one person is not for the next
    showLock()
  })
  on("wiped", () => session.now || showLock())
  on("update", renewAtRest)
  addEventListener("hashchange", () => setTimeout(renewAtRest, LEAVING_MS)) // a form that is left may still hold it back
  whenVoicesCome(redraw)
  people.lockWhenIdle()
  keepInSync()
  const before = await handedOver()
  if (!before || !(await people.resume(before))) await showLock()
  keepForGood()
  await watchUpdates()
}

async function enter() {
  await load()
  await show()
  sync()
}

// What can't be kept must be said: a full memory, or a fault of ours.
function say({ reason }) {
  if (["Locked", "AbortError"].includes(reason?.name) || !session.now) return
  const isFull = reason?.name === "QuotaExceededError"
  const question = isFull
    ? gettext("Bộ nhớ của máy đã đầy, việc vừa rồi CHƯA lưu được. Hãy xóa bớt ảnh, phim trong máy rồi làm lại.")
    : gettext("Máy vừa gặp trục trặc, việc vừa bấm có thể chưa lưu. Hãy xem lại rồi thử lần nữa.")
  ask({ question, yes: gettext("Đã hiểu"), no: "" })
}

function renewAtRest() {
  if (session.now ? AT_REST.has(path()) : !isPressing()) putOn()
}

begin()
