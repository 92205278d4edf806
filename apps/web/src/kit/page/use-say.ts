import { type Toasts, useToasts } from '@hookwright/ui'
import { useMemo } from 'react'
import { faultOf } from '../api/fault-of.ts'

/** Notifications of a page about its results and errors. */
export interface Say {
  /** Shows a sentence that disappears after a while, optionally with a button. Returns a function that removes it. */
  done: (sentence: string, action?: { label: string; run: () => void }) => () => void
  /** Shows a warning in the same way. */
  warns: Say['done']
  /**
   * Shows an error in a toast that stays.
   * Errors that the banner above the page already shows are skipped.
   */
  failed: (thrown: unknown) => void
  /** Shows the rejection of a promise as an error. */
  ifFails: (work: Promise<unknown>) => void
}

/** Returns true for faults that the banner above the page already shows. */
export const isSaidAbove = (code: string): boolean => code === 'sign-in.needed' || code === 'unreachable'

/** Returns notifications that are shown as toasts. */
export const sayBy = (toasts: Toasts): Say => {
  const show = (params: Parameters<Toasts['show']>[0]): (() => void) => {
    const id = toasts.show(params)
    return () => toasts.close(id)
  }
  const failed = (thrown: unknown): void => {
    const { code, message } = faultOf(thrown)
    if (!isSaidAbove(code)) show({ say: message, tone: 'err' })
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
export const useSay = (): Say => {
  const toasts = useToasts()
  return useMemo(() => sayBy(toasts), [toasts])
}
