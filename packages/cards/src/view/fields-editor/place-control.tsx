import { useEffect, useState } from 'react'

/** Gives the focus to the control at a place of the page, as soon as it is drawn. */
export const useJump = (): ((id: string) => void) => {
  const [wanted, setWanted] = useState<{ id: string } | null>(null)
  useEffect(() => {
    if (wanted !== null) placeControl(wanted.id)?.focus()
  }, [wanted])
  return id => setWanted({ id })
}

const control = 'input, textarea, button, [role=combobox], [role=textbox]'

/**
 * The control at a place of the page: the element of this id, or the first control in it. A field that has just been
 * drawn gets its own id a moment later, so a place that is gone to at once carries the id around its field.
 */
export const placeControl = (id: string): HTMLElement | null => {
  const place = document.getElementById(id)
  return place === null || place.matches(control) ? place : place.querySelector<HTMLElement>(control)
}

/** The control at a place of the page, found when it is asked for: where a dialog opens. */
export const controlAt = (id: string) => ({
  get current(): HTMLElement | null {
    return placeControl(id)
  }
})
