import type { ToastGiven, Toasts } from './toast.tsx'

/** Queue of toasts that were requested before the region that shows them is loaded. */
export interface ToastLine extends Toasts {
  /** Calls `tell` when something waits, at once if it does so already, until the answer is called. */
  whenWaiting: (tell: () => void) => () => void
  /** Gives what waits and what comes to what shows it, until the answer is called. */
  serve: (shower: ToastShower) => () => void
}

/** Region that shows queued toasts, each under the id that the queue gave it. */
export interface ToastShower {
  show: (id: string, given: ToastGiven) => void
  close: (id: string) => void
}

/** Opens the line of a page. */
export const openToastLine = (): ToastLine => {
  let shower: ToastShower | null = null
  let count = 0
  const waiting = new Map<string, ToastGiven>()
  const told = new Set<() => void>()
  return {
    show: given => {
      count += 1
      const id = `toast-${count}`
      if (shower !== null) shower.show(id, given)
      else {
        waiting.set(id, given)
        for (const tell of told) tell()
      }
      return id
    },
    close: id => {
      waiting.delete(id)
      shower?.close(id)
    },
    whenWaiting: tell => {
      if (waiting.size > 0) tell()
      told.add(tell)
      return () => void told.delete(tell)
    },
    serve: next => {
      shower = next
      for (const [id, given] of waiting) next.show(id, given)
      waiting.clear()
      return () => {
        shower = null
      }
    }
  }
}
