import type { ToastContent, Toasts } from './toast.tsx'

/** Queue that stores toasts until the region that shows them is loaded. */
export interface ToastLine extends Toasts {
  /**
   * Calls `notify` when a toast waits to be shown, immediately if one is waiting already. Returns a function
   * that unsubscribes.
   */
  whenWaiting: (notify: () => void) => () => void
  /** Passes waiting and future toasts to the region that shows them. Returns a function that stops this. */
  serve: (shower: ToastShower) => () => void
}

/** Part of the page that shows the queued toasts. Each keeps the id that the queue has assigned. */
export interface ToastShower {
  show: (id: string, params: ToastContent) => void
  close: (id: string) => void
}

/** Creates the toast queue of a page. */
export const openToastLine = (): ToastLine => {
  let shower: ToastShower | null = null
  let count = 0
  const waiting = new Map<string, ToastContent>()
  const listeners = new Set<() => void>()
  return {
    show: content => {
      count += 1
      const id = `toast-${count}`
      if (shower !== null) shower.show(id, content)
      else {
        waiting.set(id, content)
        for (const notify of listeners) notify()
      }
      return id
    },
    close: id => {
      waiting.delete(id)
      shower?.close(id)
    },
    whenWaiting: notify => {
      if (waiting.size > 0) notify()
      listeners.add(notify)
      return () => void listeners.delete(notify)
    },
    serve: next => {
      shower = next
      for (const [id, content] of waiting) next.show(id, content)
      waiting.clear()
      return () => {
        shower = null
      }
    }
  }
}
