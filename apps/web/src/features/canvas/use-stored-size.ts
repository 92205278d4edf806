import { useCallback, useState } from 'react'

/**
 * Returns the size of a panel stored in this browser and a setter, in pixels. `null` for the default size.
 */
export const useStoredSize = (key: string): [number | null, (next: number | null) => void] => {
  const place = `hookwright.${key}`
  const [size, setSize] = useState(() => {
    const stored = Number(localStorage.getItem(place))
    return Number.isFinite(stored) && stored > 0 ? stored : null
  })
  const change = useCallback(
    (next: number | null): void => {
      if (next === null) localStorage.removeItem(place)
      else localStorage.setItem(place, String(next))
      setSize(next)
    },
    [place]
  )
  return [size, change]
}
