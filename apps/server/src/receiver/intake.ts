/** How much the server has in its hands at once: requests whose bodies it reads or writes down, and their bytes. */
export interface Intake {
  /** Takes one in; false when there are too many. */
  enter: () => boolean
  /** More of a body has come; false when that is too much for all of them together. */
  hold: (bytes: number) => boolean
  /** One is answered: its place, and what it held, are free again. */
  leave: (held: number) => void
  /** Resolves when none is inside. */
  empty: () => Promise<void>
}

/** Room for so many requests and so many bytes of bodies. */
export const createIntake = (most: { requests: number; bytes: number }): Intake => {
  let requests = 0
  let bytes = 0
  let emptied: (() => void)[] = []
  return {
    enter: () => {
      if (requests >= most.requests || bytes >= most.bytes) return false
      requests++
      return true
    },
    hold: more => {
      bytes += more
      return bytes <= most.bytes
    },
    leave: held => {
      requests--
      bytes -= held
      if (requests > 0) return
      for (const tell of emptied) tell()
      emptied = []
    },
    empty: () =>
      requests === 0
        ? Promise.resolve()
        : new Promise(resolve => {
            emptied.push(resolve)
          })
  }
}
