import { useEffect, useState } from 'react'
import { placeControl } from './place-control.tsx'

/** Gives the focus to the control at a place of the page, as soon as it is drawn. */
export const useJump = (): ((id: string) => void) => {
  const [wanted, setWanted] = useState<{ id: string } | null>(null)
  useEffect(() => {
    if (wanted !== null) placeControl(wanted.id)?.focus()
  }, [wanted])
  return id => setWanted({ id })
}
