/** Returns true when no element has the focus, for example after the focused element was removed. */
export const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body

/** Focuses the heading of the page, as a fallback when the focus was lost. */
export const focusHeading = (): void => {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (heading === null) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
