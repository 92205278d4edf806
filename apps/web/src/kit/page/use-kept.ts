import { useCallback, useState } from 'react'

/** Boolean state stored in this browser. */
export const useKept = (key: string, initial: boolean): [boolean, (next: boolean) => void] => {
  const place = `hookwright.${key}`
  const [value, setValue] = useState(() => {
    const kept = localStorage.getItem(place)
    return kept === null ? initial : kept === 'true'
  })
  const change = useCallback(
    (next: boolean): void => {
      localStorage.setItem(place, String(next))
      setValue(next)
    },
    [place]
  )
  return [value, change]
}
