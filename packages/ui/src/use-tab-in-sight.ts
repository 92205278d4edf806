import { useEffect, useRef } from 'react'

/**
 * Returns the scroll position at which one part of a row is visible. It is the current position if the part
 * is visible already.
 */
export const scrolledTo = (
  row: { scrollLeft: number; clientWidth: number },
  part: { offsetLeft: number; offsetWidth: number }
): number => {
  const rightmost = part.offsetLeft + part.offsetWidth - row.clientWidth
  return Math.min(Math.max(row.scrollLeft, rightmost), part.offsetLeft)
}

/** Keeps the active tab of a row scrolled into view when it or the row's width changes. */
export const useTabInSight = (value: string) => {
  const row = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value is another active tab.
  useEffect(() => {
    const list = row.current
    if (list === null) return
    const show = (): void => {
      const active = list.querySelector<HTMLElement>('[role=tab][aria-selected=true]')
      if (active !== null) list.scrollLeft = scrolledTo(list, active)
    }
    const narrows = new ResizeObserver(show)
    narrows.observe(list)
    return () => narrows.disconnect()
  }, [value])
  return row
}
