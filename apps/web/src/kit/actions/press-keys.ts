import { type Action, stateOf } from './action.ts'
import type { ActionRegistry } from './action-registry.ts'
import { isSingleKey, type KeyPress, progressOf } from './shortcut.ts'

/** Maximum time between the two keys of a sequence, in milliseconds. */
const PATIENCE = 1_000

const layers = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'
const fields = 'input, textarea, select, [contenteditable=true], [role=textbox], [role=combobox]'

const mayPress = (action: Action, target: EventTarget | null, singleKeys: boolean): boolean => {
  if (!singleKeys && action.keys?.every(isSingleKey) === true) return false
  if (!(target instanceof Element)) return true
  if (target.closest(fields) !== null && action.keysAlso?.fields !== true) return false
  return target.closest(layers) === null || action.keysAlso?.layers === true
}

/**
 * Runs registered actions when their shortcuts are pressed.
 *
 * Ignores keys that were already handled, repeats within a sequence, and keys typed into fields. Returns a
 * function that removes the handler.
 */
export const pressKeys = (params: {
  registry: ActionRegistry
  target: Pick<Document, 'addEventListener' | 'removeEventListener'>
  isMac: boolean
  /** Returns true when shortcuts without modifier keys are enabled, since some people cannot use them. */
  singleKeys: () => boolean
}): (() => void) => {
  const { registry, target, isMac, singleKeys } = params
  let begun: KeyPress[] = []
  let begunAt = 0

  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    if (['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return
    if (event.timeStamp - begunAt > PATIENCE) begun = []
    const allowed = registry.all().filter(action => mayPress(action, event.target, singleKeys()))
    for (const pressed of begun.length > 0 ? [[...begun, event], [event]] : [[event]]) {
      const progress = (action: Action, wanted: 'whole' | 'begun'): boolean =>
        action.keys?.some(keys => progressOf(keys, pressed, isMac) === wanted) ?? false
      const whole = allowed.findLast(action => progress(action, 'whole') && stateOf(action).is === 'ready')
      if (whole !== undefined) {
        begun = []
        event.preventDefault()
        whole.run()
        return
      }
      if (allowed.some(action => progress(action, 'begun'))) {
        begun = pressed
        begunAt = event.timeStamp
        return
      }
    }
    begun = []
  }

  target.addEventListener('keydown', listen)
  return () => target.removeEventListener('keydown', listen)
}
