// Calls to the server with the person's key. A network that stands still is a network that is gone.

import { session } from "./session.js"

export const version = () => document.documentElement.dataset.version ?? ""
const STALL_MS = 45_000 // without a byte; a slow network is not a dead one

/** The network did not answer, or stopped in the middle. */
export class Unreachable extends Error {
  name = "Unreachable"
}

/** {status, headers, body: parsed JSON or null}; throws Unreachable. */
export async function call(path, { method = "GET", json, form, headers = {}, key, stall = STALL_MS } = {}) {
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), stall)
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stop.abort(), stall)
  }
  const secret = key ?? session.now?.grant?.key
  const sent = { "X-Phone-Version": version(), Accept: "application/json", ...headers }
  if (path.startsWith("/api/") && secret) sent.Authorization = `Bearer ${secret}`
  if (json !== undefined) sent["Content-Type"] = "application/json"
  // With a key there is no cookie: whoever is signed in on the site is not meant.
  const credentials = path.startsWith("/api/") ? "omit" : "same-origin"
  const body = json === undefined ? form : JSON.stringify(json)
  try {
    const how = { method, headers: sent, body, credentials, cache: "no-store", signal: stop.signal }
    const answer = await fetch(path, how)
    const text = await readAll(answer, wait)
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json")
    return { status: answer.status, headers: answer.headers, body: isJson && text ? JSON.parse(text) : null }
  } catch (fault) {
    throw new Unreachable(String(fault))
  } finally {
    clearTimeout(timer)
  }
}

async function readAll(answer, wait) {
  if (!answer.body) return ""
  const reader = answer.body.getReader()
  const decoder = new TextDecoder()
  let text = ""
  for (;;) {
    wait()
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
  }
}
