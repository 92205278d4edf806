import { useEffect, useState } from 'react'

/** Gives the focus to a control by its id in the page, as soon as it is drawn. */
export const useJump = (): ((id: string) => void) => {
  const [wanted, setWanted] = useState<{ id: string } | null>(null)
  useEffect(() => {
    if (wanted !== null) document.getElementById(wanted.id)?.focus()
  }, [wanted])
  return id => setWanted({ id })
}
