import type { KeyboardEvent } from 'react'

const COLUMN = 'data-column'

/** Returns the attribute that marks a table cell for arrow key navigation. */
export const cell = (column: string): { [COLUMN]: string } => ({ [COLUMN]: column })

const controlIn = (place: Element | null): HTMLElement | null =>
  place?.querySelector<HTMLElement>('input:not([tabindex="-1"]), [role=combobox], [role=checkbox]') ?? null

const isAtEdge = (target: EventTarget, side: 'ArrowLeft' | 'ArrowRight'): boolean => {
  if (!(target instanceof HTMLInputElement)) return true
  const at = side === 'ArrowLeft' ? 0 : target.value.length
  return target.selectionStart === at && target.selectionEnd === at
}

/**
 * Moves the focus between table cells with the arrow keys. In a text field, left and right move only from its
 * ends. Returns true if the focus moved.
 */
export const moveByArrow = (event: KeyboardEvent<HTMLElement>): boolean => {
  const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event
  if (ctrlKey || metaKey || altKey || shiftKey || !(target instanceof HTMLElement)) return false
  const here = target.closest(`[${COLUMN}]`)
  const row = target.closest('[data-row]')
  if (here === null || row === null) return false
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    if (!isAtEdge(target, key)) return false
    const cells = [...row.querySelectorAll(`[${COLUMN}]`)].filter(each => controlIn(each) !== null)
    const next = cells[cells.indexOf(here) + (key === 'ArrowLeft' ? -1 : 1)] ?? null
    return go(event, controlIn(next))
  }
  if ((key !== 'ArrowUp' && key !== 'ArrowDown') || target.getAttribute('role') === 'combobox') return false
  const column = here.getAttribute(COLUMN) ?? ''
  const table = row.closest('[data-table]')
  const all = [...(table?.querySelectorAll(`[${COLUMN}="${column}"]`) ?? [])]
  return go(event, controlIn(all[all.indexOf(here) + (key === 'ArrowUp' ? -1 : 1)] ?? null))
}

const go = (event: KeyboardEvent, control: HTMLElement | null): boolean => {
  if (control === null) return false
  event.preventDefault()
  control.focus()
  if (control instanceof HTMLInputElement) control.select()
  return true
}
