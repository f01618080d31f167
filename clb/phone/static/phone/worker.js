// The service worker: the app's files lie on the phone, so that it starts without a network.
// The server writes `const RELEASE = {version, files: {address: hash}}` before this text; see clb/phone/views/shell.py.

const PREFIX = "clb-phone-"
const OURS = PREFIX + RELEASE.version
const HASH = "X-Clb-Hash"
const HOLD_MS = 20_000
let held = null // {word, session} of a window that is being renewed: in memory only, for seconds

addEventListener("install", (event) => event.waitUntil(bring()))

// Each file is checked against its hash: half of a newer release is no release. What has not changed is not fetched.
async function bring() {
  const cache = await caches.open(OURS)
  await Promise.all(
    Object.entries(RELEASE.files).map(async ([address, hash]) => {
      const before = await caches.match(address, { ignoreVary: true })
      const isSame = before?.headers.get(HASH) === hash
      const answer = isSame ? before : await checked(address, hash)
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      const kept = { "Content-Type": answer.headers.get("Content-Type"), [HASH]: hash }
      const policy = answer.headers.get("Content-Security-Policy")
      if (policy) kept["Content-Security-Policy"] = policy
      await cache.put(address, new Response(await answer.blob(), { headers: kept }))
    }),
  )
}

// What the page has just fetched is not fetched twice; where that is another release's, the network is asked.
function checked(address, integrity) {
  const fetched = (cache) => fetch(address, { cache, integrity, credentials: "omit" })
  return fetched("default").catch(() => fetched("reload"))
}

addEventListener("activate", (event) => event.waitUntil(takeOver()))

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== OURS) await caches.delete(name)
  await clients.claim()
}

addEventListener("fetch", (event) => {
  const { pathname, origin, search } = new URL(event.request.url)
  const isOurs = event.request.method === "GET" && origin === location.origin && pathname in RELEASE.files && !search
  if (isOurs) event.respondWith(fromHere(pathname, event.request))
})

async function fromHere(address, request) {
  const cache = await caches.open(OURS)
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request)
}

addEventListener("message", (event) => {
  const { kind, word, session } = event.data ?? {}
  if (kind === "HOLD") {
    held = { word, session }
    setTimeout(() => (held = null), HOLD_MS)
  }
  if (kind === "APPLY") skipWaiting()
  if (kind === "GIVE") {
    event.ports[0].postMessage(held?.word === word ? held.session : null)
    held = null
  }
})

// The network is back: whoever is unlocked sends. Without a PIN nothing can be read, so nothing can be sent.
addEventListener("sync", (event) => {
  const tell = async () => (await clients.matchAll({ type: "window" })).forEach((one) => one.postMessage("SYNC"))
  event.waitUntil(tell())
})
