// The phone's memory: one small database of facts that are nobody's secret, and one of encrypted boxes for each person.

import { openDB, deleteDB } from "../vendor/idb.js"
import { seal, sealBytes, unseal, unsealBytes } from "./crypto.js"
import { uuid7 } from "./ids.js"

const STRICT = { durability: "strict" } // on the disk before we say that it is kept
const STORES = ["pack", "drafts", "outbox", "parked", "photos", "facts"]
let openly = null

function plain() {
  openly ??= openDB("clb-phone", 1, {
    upgrade(db) {
      db.createObjectStore("people", { keyPath: "id" })
      db.createObjectStore("facts")
    },
    terminated() {
      openly = null
    },
  })
  return openly
}

/** The people of this phone, as the lock screen may show them. */
export const people = {
  all: async () => (await plain()).getAll("people"),
  get: async (id) => (await plain()).get("people", id),
  async put(person) {
    const tx = (await plain()).transaction("people", "readwrite", STRICT)
    tx.store.put(person)
    await tx.done
  },
  /** Read and written in one step: {before, after}. */
  async change(id, changed) {
    const tx = (await plain()).transaction("people", "readwrite", STRICT)
    const before = await tx.store.get(id)
    const after = changed(before)
    tx.store.put(after)
    await tx.done
    return { before, after }
  },
  drop: async (id) => (await plain()).delete("people", id),
}

/** What is nobody's secret: the phone's id, size of the text, light or dark, language. */
export const facts = {
  get: async (key) => (await plain()).get("facts", key),
  put: async (key, value) => (await plain()).put("facts", value, key),
}

/** The id of this installation, made at its first start. */
export async function phoneId() {
  const tx = (await plain()).transaction("facts", "readwrite", STRICT)
  let id = await tx.store.get("phone")
  if (!id) tx.store.put((id = uuid7()), "phone")
  await tx.done
  return id
}

const nameOf = (id) => `clb-phone-${id}`
const place = (store, key) => `${store}/${key}`

/** The boxes of one person behind the person's data key. */
export async function open(id, key) {
  const db = await openDB(nameOf(id), 1, {
    upgrade(made) {
      for (const store of STORES) made.createObjectStore(store)
      made.createObjectStore("lanes")
    },
    blocking() {
      db.close() // another window wipes this person
    },
  })
  return new Boxes(db, key)
}

/** All that lies here of one person, gone. */
export async function wipe(id) {
  await people.drop(id)
  await deleteDB(nameOf(id))
}

/** Does the browser promise not to throw our memory away when room is short? */
export async function keepForGood() {
  return (await navigator.storage?.persist?.()) ?? false
}

export class Boxes {
  constructor(db, key) {
    this.db = db
    this.key = key
  }

  close() {
    this.db.close()
    this.key = null
  }

  async get(store, key) {
    const row = await this.db.get(store, key)
    return row && unseal(this.key, row.box, place(store, key))
  }

  /** Each value of a store with its key and what stands in the open beside the box, in the order of the keys. */
  async all(store) {
    const tx = this.db.transaction(store)
    const [keys, rows] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()])
    return Promise.all(
      keys.map(async (key, i) => {
        const { box, ...openly } = rows[i]
        return { key, ...openly, value: await unseal(this.key, box, place(store, key)) }
      }),
    )
  }

  async put(store, key, value, openly = {}) {
    await this.change([[store, key, value, openly]])
  }

  async drop(store, key) {
    await this.change([[store, key, undefined]])
  }

  count = (store) => this.db.count(store)

  /** Several changes, all or none: [store, key, value | undefined to drop, what stands in the open]. */
  async change(changes) {
    const sealed = await Promise.all(
      changes.map(async ([store, key, value, openly]) => {
        const box = value === undefined ? null : await seal(this.key, value, place(store, key))
        return { store, key, row: box && { ...openly, box } }
      }),
    )
    const tx = this.db.transaction([...new Set(changes.map(([store]) => store))], "readwrite", STRICT)
    for (const { store, key, row } of sealed) {
      if (row) tx.objectStore(store).put(row, key)
      else tx.objectStore(store).delete(key)
    }
    await tx.done
  }

  /** Put a row in its lane: the number is given and the row is kept in one step, so that no number is ever skipped. */
  async append(id, lane, value, more = []) {
    const box = await seal(this.key, value, place("outbox", id))
    const others = await Promise.all(
      more.map(async ([store, key, told]) => {
        return [store, key, told === undefined ? null : { box: await seal(this.key, told, place(store, key)) }]
      }),
    )
    const stores = new Set(["outbox", "lanes", "photos", ...more.map(([store]) => store)])
    const tx = this.db.transaction([...stores], "readwrite", STRICT)
    const n = ((await tx.objectStore("lanes").get(lane)) ?? 0) + 1
    tx.objectStore("lanes").put(n, lane)
    tx.objectStore("outbox").put({ lane, n, tried: 0, box }, id)
    if (value.replaces) await this.#movePhotos(tx.objectStore("photos"), value.replaces, id)
    for (const [store, key, row] of others) {
      if (row) tx.objectStore(store).put(row, key)
      else tx.objectStore(store).delete(key)
    }
    await tx.done
    return n
  }

  // The photos of a refused act go with the act that takes its place.
  async #movePhotos(photos, from, to) {
    const [keys, rows] = await Promise.all([photos.getAllKeys(), photos.getAll()])
    rows.forEach((row, i) => row.act === from && photos.put({ ...row, act: to }, keys[i]))
  }

  /** These rows are about to be sent: from now on the server may know them. */
  async markTried(ids) {
    const tx = this.db.transaction("outbox", "readwrite", STRICT)
    for (const id of ids) {
      const row = await tx.store.get(id)
      if (row) tx.store.put({ ...row, tried: row.tried + 1 }, id)
    }
    await tx.done
  }

  /** Another content for a row that was never tried; false where it is too late. */
  async amend(id, value) {
    const box = await seal(this.key, value, place("outbox", id))
    const tx = this.db.transaction("outbox", "readwrite", STRICT)
    const row = await tx.store.get(id)
    const may = Boolean(row) && !row.tried
    if (may) tx.store.put({ ...row, box }, id)
    await tx.done
    return may
  }

  /** Take a row back that was never tried; those behind it in its lane close up. False where it is too late. */
  async takeBack(id) {
    const tx = this.db.transaction(["outbox", "lanes"], "readwrite", STRICT)
    const [outbox, lanes] = [tx.objectStore("outbox"), tx.objectStore("lanes")]
    const [keys, rows] = await Promise.all([outbox.getAllKeys(), outbox.getAll()])
    const taken = rows[keys.indexOf(id)]
    const behind = taken ? rows.map((row, i) => [keys[i], row]).filter(([, r]) => r.lane === taken.lane && r.n > taken.n) : []
    const may = Boolean(taken) && !taken.tried && behind.every(([, row]) => !row.tried)
    if (may) {
      outbox.delete(id)
      for (const [key, row] of behind) outbox.put({ ...row, n: row.n - 1 }, key)
      lanes.put((await lanes.get(taken.lane)) - 1, taken.lane)
    }
    await tx.done
    return may
  }

  /** Count on from what the server has, where this phone was set up anew. */
  async countFrom(lanes) {
    const tx = this.db.transaction("lanes", "readwrite", STRICT)
    for (const [lane, n] of Object.entries(lanes ?? {})) {
      const own = (await tx.store.get(lane)) ?? 0
      if (n > own) tx.store.put(n, lane)
    }
    await tx.done
  }

  async putBytes(store, key, bytes, openly) {
    const box = await sealBytes(this.key, bytes, place(store, key))
    const tx = this.db.transaction(store, "readwrite", STRICT)
    tx.store.put({ ...openly, box }, key)
    await tx.done
  }

  async bytes(store, key) {
    const row = await this.db.get(store, key)
    return row && unsealBytes(this.key, row.box, place(store, key))
  }

  /** Keys of a store with what stands in the open beside the boxes. */
  async openly(store) {
    const tx = this.db.transaction(store)
    const [keys, rows] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()])
    return keys.map((key, i) => ({ key, ...rows[i], box: undefined }))
  }
}
