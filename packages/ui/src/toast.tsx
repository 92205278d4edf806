import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react'
import { lazyPopups } from './lazy-popups.ts'
import { openToastLine, type ToastLine } from './toast-line.ts'

/** Content of a toast. */
export interface ToastContent {
  /** Message, one sentence. */
  say: string
  /** Kind of the message. `err` stays until it is closed; other toasts disappear after a while. */
  tone?: 'ok' | 'info' | 'err'
  /** Action button of the toast, such as Undo. */
  action?: { label: string; run: () => void }
  /**
   * Called to watch for a reason to close the toast early, such as its action being done in another place. It
   * calls `close` when the toast is outdated, and returns a function that stops watching.
   */
  closeWhen?: (close: () => void) => () => void
}

/** Functions to show and remove toasts. */
export interface Toasts {
  /** Shows a toast and returns its id. */
  show: (content: ToastContent) => string
  close: (id: string) => void
}

const LineContext = createContext<ToastLine | null>(null)

/** Returns the functions to show and remove toasts. Requires a ToastProvider above. */
export const useToasts = (): Toasts => {
  const line = use(LineContext)
  if (line === null) throw new Error('There are no toasts here; wrap the page in ToastProvider.')
  return line
}

/**
 * Provider that shows toasts at the lower right, at most three. They stay while hovered or focused. F6 moves
 * the focus to them.
 */
export const ToastProvider = ({ children }: { children: ReactNode }) => {
  const [line] = useState(openToastLine)
  // Their region stands before the first of them comes, or a screen reader would not speak it.
  const popups = useSyncExternalStore(lazyPopups.subscribe, lazyPopups.now)
  // A load that failed is tried again for the next one.
  useEffect(() => line.whenWaiting(() => void lazyPopups.load().catch(() => {})), [line])
  return (
    <LineContext value={line}>
      {children}
      {popups && <popups.ToastLayer line={line} />}
    </LineContext>
  )
}
