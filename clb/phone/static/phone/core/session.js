// Who has the phone in hand: set by people.js at unlocking, asked for by everything that reads or writes boxes.

let current = null

export const session = {
  /** {id, role, boxes, key (the secret for the server), me (row of the pack)}, or null while the phone is locked. */
  get now() {
    return current
  },
  set now(value) {
    current = value
  },
  get boxes() {
    if (!current) throw new Locked()
    return current.boxes
  },
}

/** The phone is locked: nobody's boxes are open. */
export class Locked extends Error {
  name = "Locked"
}
