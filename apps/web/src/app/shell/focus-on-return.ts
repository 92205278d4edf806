import type { AnyRouter } from '@tanstack/react-router'
import { focusHeading, isFocusLost } from '../../kit/page/focus-heading.ts'

/** Finds the page's link to an address. Duplicate links, marked by `data-echo`, are ignored. */
const linkTo = (href: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`main a[href="${CSS.escape(href)}"]:not([data-echo])`)

/**
 * Focuses the page's link to an address as soon as it is rendered. Until then, and if it is missing, the
 * heading has the focus.
 *
 * The next user action ends this, as does the returned function.
 */
const seek = (href: string): (() => void) => {
  let found: HTMLElement | null = null
  const look = (): void => {
    const { activeElement } = document
    if (!isFocusLost() && activeElement !== found && !activeElement?.matches('main h1')) {
      end()
      return
    }
    found = linkTo(href)
    if (found !== null) found.focus()
    else if (isFocusLost()) focusHeading()
  }
  const drawn = new MutationObserver(look)
  const end = (): void => {
    drawn.disconnect()
    document.removeEventListener('keydown', end, true)
    document.removeEventListener('pointerdown', end, true)
  }
  drawn.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('keydown', end, true)
  document.addEventListener('pointerdown', end, true)
  look()
  return end
}

/**
 * Restores the focus on the followed link when the user returns to a page, as browsers do for full page
 * loads.
 */
export const focusOnReturn = (router: Pick<AnyRouter, 'subscribe'>): (() => void) => {
  /** Address of the last followed link of each page, keyed by the page's path. */
  const ledAway = new Map<string, string>()
  let end = (): void => {}
  const stops = [
    router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation, pathChanged }) => {
      end()
      const left = document.activeElement
      if (!pathChanged || fromLocation === undefined || !(left instanceof HTMLAnchorElement)) return
      if (left.pathname !== toLocation.pathname || left.closest('main') === null) return
      ledAway.set(fromLocation.pathname, left.getAttribute('href') ?? '')
    }),
    router.subscribe('onResolved', ({ toLocation, pathChanged }) => {
      const href = ledAway.get(toLocation.pathname)
      if (!pathChanged || href === undefined) return
      ledAway.delete(toLocation.pathname)
      if (isFocusLost()) end = seek(href)
    })
  ]
  return () => {
    end()
    for (const stop of stops) stop()
  }
}
