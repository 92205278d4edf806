import { caretAt } from '@hookwright/cards/views'
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react'
import { isMac } from '../../kit/actions/is-mac.ts'
import type { Canvas } from './canvas.ts'
import { beginCarrying, cancelCarrying, mapCarried } from './commands/carried-pill.ts'
import { pillDrag } from './drag/drags.ts'
import { pillOf, placeOf } from './drag/place-of.ts'
import { followPress } from './drag/pointer-drag.ts'

const elementOf = (event: { target: EventTarget }): Element | null =>
  event.target instanceof Element ? event.target : null

/** Prevents the default action and stops the event. */
const take = (event: { preventDefault: () => void; stopPropagation: () => void }): void => {
  event.preventDefault()
  event.stopPropagation()
}

/**
 * Returns the pointer and keyboard handlers shared by all pills and fields.
 *
 * A pill can be dragged to a field. It can also be picked up and dropped with a click, or with Enter.
 */
export const pointingOn = (canvas: Canvas) => {
  const carried = () => canvas.ui.getState().carried

  const press = (event: PointerEvent): void => {
    const pill = pillOf(elementOf(event))
    if (pill === null || event.button !== 0 || event.pointerType === 'touch') return
    followPress(event.nativeEvent, pillDrag(canvas, pill))
  }

  const clickFirst = (event: MouseEvent): void => {
    const element = elementOf(event)
    const at = placeOf(element)
    if (carried()?.by !== 'pick' || at === null) return
    take(event)
    const field = element?.closest('[data-site]')?.querySelector<HTMLElement>('[data-editor]')
    mapCarried(canvas, at, field ? caretAt(field, event.clientX, event.clientY) : null)
  }

  const click = (event: MouseEvent): void => {
    const pill = pillOf(elementOf(event))
    if (pill === null) return
    const now = carried()
    if (now !== null && JSON.stringify(now.pill) === JSON.stringify(pill)) cancelCarrying(canvas)
    else beginCarrying(canvas, pill, 'pick')
  }

  const pressKey = (event: KeyboardEvent): void => {
    const element = elementOf(event)
    if (carried()?.by === 'pick') {
      const at = placeOf(element)
      if (event.key === 'Escape') {
        take(event)
        cancelCarrying(canvas)
      } else if (event.key === 'Enter' && at !== null && element?.closest('[data-editor], [role=combobox]')) {
        take(event)
        mapCarried(canvas, at, null)
      }
    }
    const mod = isMac() ? event.metaKey : event.ctrlKey
    const key = event.key.toLowerCase()
    // In a field with pills the browser's own undo would bring back elements that mean nothing any more.
    if (!mod || event.altKey || (key !== 'z' && key !== 'y') || !element?.closest('[data-editor]')) return
    take(event)
    if (key === 'y' || event.shiftKey) canvas.doc.redo()
    else canvas.doc.undo()
  }

  return { press, clickFirst, click, pressKey }
}
