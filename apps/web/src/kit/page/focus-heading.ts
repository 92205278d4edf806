/** Returns true when no element has the focus, as after the focused one was removed. */
export const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body

/** Gives the focus to the heading of the page: the place to go on from where nothing closer is left. */
export const focusHeading = (): void => {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (heading === null) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
