/**
 * Key code with which browsers report keys that an input method handles. Without it, the first key of a
 * composition looks like any other key.
 */
const COMPOSING = 229

const named = /^(Enter|Tab|Escape|Backspace|Delete|Home|End|Page\w+|Arrow\w+)$/

/**
 * Returns true for a key that an input method uses to compose a character. Such keys must be ignored, since
 * the input method acts on them in any case.
 */
export const isOfComposition = ({
  isComposing,
  keyCode
}: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean => isComposing || keyCode === COMPOSING

/**
 * Returns true for keys that an open menu or list uses: typed characters, navigation keys, Enter and Escape.
 */
export const isGivable = (event: KeyboardEvent): boolean => {
  const { key, ctrlKey, metaKey, altKey } = event
  if (isOfComposition(event)) return false
  if (key.length === 1 && event.getModifierState('AltGraph')) return true
  return !altKey && (ctrlKey || metaKey ? key === 'Enter' : key.length === 1 || named.test(key))
}

/**
 * Selector of elements that are editable without being form fields. Fields with pills use `plaintext-only`.
 */
const editable = '[contenteditable]:not([contenteditable=false])'

const canBeReached = `a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, ${editable}, [tabindex]`

const goOn = (from: HTMLElement, back: boolean): void => {
  const within = from.closest('[role=dialog], [role=alertdialog]') ?? document
  const all = [...within.querySelectorAll<HTMLElement>(canBeReached)].filter(
    element => element.tabIndex >= 0 && element.getClientRects().length > 0
  )
  const at = all.indexOf(from) + (back ? -1 : 1)
  all.at(at % all.length)?.focus()
}

const canBeTyped = (element: Element): boolean => element.matches(`input, textarea, ${editable}`)

/** Performs the browser's default action for a key, since synthetic key events do not trigger it. */
const doAsBrowser = (element: HTMLElement, { key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): void => {
  if (key === 'Tab') goOn(element, shiftKey)
  else if (key === 'Enter' && (ctrlKey || metaKey)) return
  else if (canBeTyped(element)) {
    // Only so does what is typed count for undo, and for whoever listens to a field.
    if (key.length === 1) document.execCommand('insertText', false, key)
    else if (key === 'Backspace') document.execCommand('delete')
    else if (key === 'Delete') document.execCommand('forwardDelete')
    else if (key === 'Enter' && element instanceof HTMLInputElement) element.form?.requestSubmit()
    else if (key === 'Enter') document.execCommand('insertLineBreak')
  } else if ((key === 'Enter' || key === ' ') && element.matches('button, a[href]')) element.click()
}

/** Repeats an earlier key press that was held back. It goes to the element that has the focus now. */
export const replayKey = (key: KeyboardEvent): void => {
  const { activeElement, body } = document
  const element = activeElement instanceof HTMLElement ? activeElement : body
  const goesOn = element.dispatchEvent(new KeyboardEvent('keydown', key))
  if (goesOn) doAsBrowser(element, key)
  element.dispatchEvent(new KeyboardEvent('keyup', key))
}
