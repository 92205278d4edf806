import { Pill, type ValueType } from '@hookwright/model'
import { isOfComposition, useReadOnly } from '@hookwright/ui'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  useLayoutEffect,
  useRef,
  useState
} from 'react'
import { asSaved, type Caret, caretBehindChange, putParts, type TextPart } from './text-parts.ts'
import { caretIn, caretTo, caretToEnd, readParts, select, styleTokens, writeParts } from './token-dom.tsx'
import type { PillStyle } from './workbench.ts'

/** Returns true for Alt+M, which opens the value picker. On a Mac, Option+M yields the character µ. */
export const isMapShortcut = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  altKey && !ctrlKey && !metaKey && (key.toLowerCase() === 'm' || key === 'µ')

/** Clipboard type for text with pills, pasted into other fields of the app. */
const PARTS = 'application/x-hookwright-text'

/** Formats text with pills for the plain-text clipboard, as `{{card.field}}`. This form is never stored. */
const plainOf = (parts: TextPart[]): string =>
  parts
    .map(part => (typeof part === 'string' ? part : `{{${[part.card, part.field, ...part.path].join('.')}}}`))
    .join('')

const isPart = (value: unknown): value is TextPart =>
  typeof value === 'string' || Pill.safeParse(value).success

const isSame = (one: TextPart[], other: TextPart[]): boolean => JSON.stringify(one) === JSON.stringify(other)

const isPlainKey = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey

const isInFirstHalf = (element: Element, x: number): boolean => {
  const { left, width } = element.getBoundingClientRect()
  return x < left + width / 2
}

/**
 * Text field in which pills are atomic. Tab only focuses it: Enter or a character then starts editing, and
 * Delete clears it. A click starts editing at once, and Esc ends it. Alt+M maps a value, also while the field
 * is not being edited. When editing ends, the field shows the text as it is stored. A read-only field can be
 * focused and copied.
 */
export const TokenField = ({
  parts,
  looks,
  type,
  label,
  required,
  invalid,
  describedBy,
  long,
  grown = false,
  onParts,
  onEnd,
  onMap
}: {
  parts: TextPart[]
  looks: PillStyle[]
  /** Type of the saved literal. */
  type: ValueType
  label: string
  required: boolean
  invalid: boolean
  describedBy: string | undefined
  /** True if Enter inserts a line break. */
  long: boolean
  /** True for a single-line field that has grown to several lines. */
  grown?: boolean
  onParts: (parts: TextPart[]) => void
  onEnd: () => void
  /** Called to map a value at the caret; null inserts at the end. */
  onMap: (caret: Caret | null) => void
}) => {
  const field = useRef<HTMLDivElement>(null)
  const pressed = useRef(false)
  /** True from the request to map a value until the focus has moved to the picker. */
  const leaving = useRef(false)
  /** Serialized styles of the pills currently in the DOM. */
  const dressed = useRef('')
  /**
   * Caret position after text or a pill was inserted from outside the field, such as by the picker. Applied
   * when the field gets the focus.
   */
  const behind = useRef<Caret | null>(null)
  const [typing, setTyping] = useState(false)
  const readOnly = useReadOnly()

  const put = (element: HTMLElement, next: TextPart[], its: PillStyle[]): void => {
    const hasFocus = document.activeElement === element
    const caret = caretBehindChange(readParts(element), next, hasFocus ? caretIn(element) : null)
    writeParts(element, next, its)
    dressed.current = JSON.stringify(its)
    behind.current = hasFocus ? null : caret
    if (hasFocus) caretTo(element, caret)
  }

  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    const here = readParts(element)
    if (!isSame(here, parts) && !(typing && isSame(asSaved(here, type), parts))) put(element, parts, looks)
    else if (dressed.current !== JSON.stringify(looks)) {
      styleTokens(element, looks)
      dressed.current = JSON.stringify(looks)
    }
  })

  const say = (next: TextPart[]): void => {
    behind.current = null
    if (!isSame(next, parts) && !isSame(asSaved(next, type), parts)) onParts(next)
  }

  const begin = (element: HTMLElement): void => {
    setTyping(true)
    caretToEnd(element)
  }

  /** Starts editing on input that does not come from a single key, such as composition or paste. */
  const beginAtRest = (element: HTMLElement): void => {
    if (typing) return
    if (getSelection()?.isCollapsed === false) setTyping(true)
    else begin(element)
  }

  const map = (caret: Caret | null): void => {
    leaving.current = true
    onMap(caret)
  }

  /** Returns true for Enter without Ctrl or ⌘, which are shortcuts of the page. */
  const isEnter = (event: KeyboardEvent<HTMLDivElement>): boolean =>
    event.key === 'Enter' && !event.ctrlKey && !event.metaKey

  const pressAtRest = (event: KeyboardEvent<HTMLDivElement>): void => {
    const isMap = isMapShortcut(event)
    if (
      isMap ||
      isEnter(event) ||
      event.key === 'F2' ||
      event.key === 'Delete' ||
      event.key === 'Backspace'
    ) {
      event.preventDefault()
      event.stopPropagation()
    }
    if (isMap) map(null)
    else if (isEnter(event) || event.key === 'F2') begin(event.currentTarget)
    else if (event.key === 'Delete' || event.key === 'Backspace') say([])
    else if (isPlainKey(event)) begin(event.currentTarget)
  }

  const pressTyping = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (isMapShortcut(event)) {
      event.preventDefault()
      map(caretIn(event.currentTarget))
      return
    }
    const ends = event.key === 'Escape' || (isEnter(event) && !event.shiftKey && !long)
    if (!ends) return
    event.preventDefault()
    event.stopPropagation()
    setTyping(false)
    onEnd()
  }

  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Whoever types on at once means the search, and nothing of it belongs here.
    if (leaving.current) event.preventDefault()
    else if (isOfComposition(event.nativeEvent)) {
      // Enter and Escape mean the composition, not the field nor the card around it.
      event.stopPropagation()
      beginAtRest(event.currentTarget)
    } else if (typing) pressTyping(event)
    else pressAtRest(event)
  }

  const copy = (event: ClipboardEvent<HTMLDivElement>): void => {
    const selection = getSelection()
    if (selection === null || selection.rangeCount === 0) return
    const copied = readParts(selection.getRangeAt(0).cloneContents())
    event.clipboardData.setData('text/plain', plainOf(copied))
    event.clipboardData.setData(PARTS, JSON.stringify(copied))
    event.preventDefault()
    event.stopPropagation()
    if (event.type === 'cut' && !readOnly) {
      selection.getRangeAt(0).deleteContents()
      say(readParts(event.currentTarget))
    }
  }

  const paste = (event: ClipboardEvent<HTMLDivElement>): void => {
    event.stopPropagation()
    if (readOnly) return
    const element = event.currentTarget
    beginAtRest(element)
    const clipping = event.clipboardData.getData(PARTS)
    if (clipping === '') return
    event.preventDefault()
    const pasted: unknown = JSON.parse(clipping)
    if (!Array.isArray(pasted)) return
    getSelection()?.getRangeAt(0).deleteContents()
    const next = putParts(readParts(element), pasted.filter(isPart), caretIn(element))
    // What is pasted over itself changes nothing that would be drawn anew. New pills get their looks when they are drawn.
    put(element, next, isSame(next, parts) ? looks : [])
    say(next)
  }

  const point = (event: PointerEvent<HTMLDivElement>): void => {
    pressed.current = true
    const { target } = event
    const token = target instanceof Element ? target.closest<HTMLElement>('[data-token]') : null
    if (readOnly || token === null || !(target instanceof HTMLElement)) return
    // Without the default action the field would not get the focus, and keys would go to the cards.
    event.preventDefault()
    const element = event.currentTarget
    const drops = target.dataset.dropToken !== undefined
    const caret = document.createRange()
    // A pill that was selected as a whole would be overwritten by the next key.
    if (drops || isInFirstHalf(token, event.clientX)) caret.setStartBefore(token)
    else caret.setStartAfter(token)
    if (drops) token.remove()
    element.focus()
    select(caret)
    if (!drops) return
    say(readParts(element))
    onEnd()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: no native field can hold pills.
    <div
      ref={field}
      role="textbox"
      tabIndex={0}
      contentEditable={readOnly ? false : 'plaintext-only'}
      suppressContentEditableWarning
      aria-label={label}
      aria-multiline={long}
      aria-readonly={readOnly || undefined}
      aria-required={required || undefined}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-description={typing || readOnly ? undefined : 'Press Enter to type, Alt+M to map a value'}
      data-editor=""
      data-typing={typing || undefined}
      data-long={long || undefined}
      data-grown={grown || undefined}
      className="token-field nodrag nopan nowheel"
      onPointerDown={point}
      onFocus={event => {
        leaving.current = false
        // A press says itself where the caret goes.
        if (!pressed.current && behind.current !== null) caretTo(event.currentTarget, behind.current)
        behind.current = null
        setTyping(typing || (pressed.current && !readOnly))
        pressed.current = false
      }}
      onClick={() => {
        pressed.current = false
        setTyping(!readOnly)
      }}
      onBlur={event => {
        pressed.current = false
        // Who only looks into another window comes back to the field as it is.
        if (document.activeElement !== event.currentTarget) setTyping(false)
        onEnd()
      }}
      onKeyDown={readOnly ? undefined : press}
      onCompositionStart={event => beginAtRest(event.currentTarget)}
      onInput={event => {
        setTyping(true)
        say(readParts(event.currentTarget))
      }}
      onCopy={copy}
      onCut={copy}
      onPaste={paste}
    />
  )
}
