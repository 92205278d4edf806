import { useLayoutEffect } from 'react'

/**
 * Leaves the field of a card before a change of the window's width replaces its view, since fields keep what
 * is typed when they are left.
 */
export const useLeaveField = (query: string): void => {
  // Before the effects that subscribe to the same query: media queries notify in the order in which they were made.
  useLayoutEffect(() => {
    const media = matchMedia(query)
    const leave = (): void => {
      const { activeElement: field } = document
      if (field instanceof HTMLElement && field.closest('[data-card]') !== null) field.blur()
    }
    media.addEventListener('change', leave)
    return () => media.removeEventListener('change', leave)
  }, [query])
}
