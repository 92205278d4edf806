import { useEffect, useState } from 'react'

/** Returns a function that focuses the control with a DOM id after the next render. */
export const useJump = (): ((id: string) => void) => {
  const [wanted, setWanted] = useState<{ id: string } | null>(null)
  useEffect(() => {
    if (wanted !== null) placeControl(wanted.id)?.focus()
  }, [wanted])
  return id => setWanted({ id })
}

const control = 'input, textarea, button, [role=combobox], [role=textbox]'

/** Returns the control with a DOM id, or the first control inside the element with that id. */
export const placeControl = (id: string): HTMLElement | null => {
  const place = document.getElementById(id)
  return place === null || place.matches(control) ? place : place.querySelector<HTMLElement>(control)
}

/**
 * Returns an object that works like a React ref to the control with a DOM id. The control is looked up on
 * each access, for use as the initial focus of a dialog.
 */
export const controlAt = (id: string) => ({
  get current(): HTMLElement | null {
    return placeControl(id)
  }
})
