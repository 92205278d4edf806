import { type Toasts, useToasts } from '@hookwright/ui'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { faultOf } from '../api/fault-of.ts'

/** Functions that show notifications about results and errors. */
export interface Notifier {
  /**
   * Shows a sentence that disappears after a while, optionally with a button. Returns a function that removes
   * the sentence.
   */
  done: (sentence: string, action?: { label: string; run: () => void }) => () => void
  /** Shows a warning in the same way as `done`. */
  warns: Notifier['done']
  /**
   * Shows an error that stays until the user leaves the page, for at least 5 seconds.
   *
   * Errors that the banner above the page already shows are skipped.
   */
  failed: (thrown: unknown) => void
  /** Shows the rejection of a promise as an error. */
  ifFails: (work: Promise<unknown>) => void
}

/** Returns true for faults that the banner above the page already shows. */
export const isShownInBanner = (code: string): boolean => code === 'sign-in.needed' || code === 'unreachable'

/**
 * Minimum time that an error is shown, in milliseconds. It stays visible for this time even if the app opens
 * another page.
 */
const LEAST_SHOWN = 5_000

/** Calls `left` when the user leaves the page. Returns a function that unsubscribes. */
type WatchPage = (left: () => void) => () => void

/** Returns notifications that are shown as toasts. */
export const createNotifier = (toasts: Toasts, watchPage: WatchPage, now: () => number): Notifier => {
  const show = (params: Parameters<Toasts['show']>[0]): (() => void) => {
    const id = toasts.show(params)
    return () => toasts.close(id)
  }
  const failed = (thrown: unknown): void => {
    const { code, message } = faultOf(thrown)
    if (isShownInBanner(code)) return
    const shownAt = now()
    const closeWhen = (close: () => void): (() => void) =>
      watchPage(() => {
        if (now() - shownAt >= LEAST_SHOWN) close()
      })
    show({ say: message, tone: 'err', closeWhen })
  }
  return {
    done: (say, action) => show({ say, ...(action && { action }) }),
    warns: (say, action) => show({ say, tone: 'info', ...(action && { action }) }),
    failed,
    ifFails: work => {
      work.catch(failed)
    }
  }
}

/** Returns notifications that are shown at the lower right of the page. */
export const useNotifier = (): Notifier => {
  const toasts = useToasts()
  const router = useRouter({ warn: false })
  return useMemo(() => {
    // Parts of pages are tried without a router.
    const watchPage: WatchPage = left =>
      (router as typeof router | undefined)?.subscribe('onBeforeNavigate', ({ pathChanged }) => {
        if (pathChanged) left()
      }) ?? (() => {})
    return createNotifier(toasts, watchPage, () => performance.now())
  }, [toasts, router])
}

/**
 * Returns a function that starts an operation and shows its error.
 *
 * While the operation is in progress further calls are ignored, so that a double click starts it once.
 */
export const useOnce = (): ((begin: () => Promise<unknown>) => void) => {
  const say = useNotifier()
  const isBusy = useRef(false)
  return begin => {
    if (isBusy.current) return
    isBusy.current = true
    const work = begin().finally(() => {
      isBusy.current = false
    })
    say.ifFails(work)
  }
}
