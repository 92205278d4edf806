import { useLayoutEffect, useRef } from 'react'
import { giveKey, isGivable } from './give-key.ts'

/** Frames after which a layer without the focus is no longer expected to take it. */
const MOST_FRAMES = 60

/** Frames that the focus may take to return from a closing layer; after that it is lost. */
const MOST_ON_THE_WAY = 12

let holds = 0
let giving = false
let listening = false
let held: KeyboardEvent[] = []
let framesOnTheWay = 0

const hold = (event: KeyboardEvent): void => {
  if (giving || !isGivable(event)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  // What a key repeats while it is still down belongs to what it opened.
  if (!event.repeat) held.push(event)
}

const listen = (on: boolean): void => {
  if (on === listening) return
  listening = on
  if (on) addEventListener('keydown', hold, { capture: true })
  else removeEventListener('keydown', hold, { capture: true })
}

/**
 * Runs an action once an element has the focus. Keys must not reach the page while a closing layer returns the focus.
 */
const whenFocusStands = (act: () => void): void => {
  const isOnTheWay = document.activeElement === null || document.activeElement === document.body
  if (!isOnTheWay) framesOnTheWay = 0
  else if (framesOnTheWay < MOST_ON_THE_WAY) {
    framesOnTheWay += 1
    requestAnimationFrame(() => whenFocusStands(act))
    return
  }
  act()
}

/** Replays one key at a time, since each may open a layer that the next must wait for. */
const giveOn = (): void => {
  if (holds > 0) return
  if (held.length === 0) {
    listen(false)
    return
  }
  setTimeout(() =>
    whenFocusStands(() => {
      const key = holds > 0 ? undefined : held.shift()
      if (key === undefined) return
      giving = true
      try {
        giveKey(key)
      } finally {
        giving = false
        giveOn()
      }
    })
  )
}

/**
 * Holds key presses until the layer that they belong to is open. They are replayed in order on the focused element once
 * nothing holds keys any more.
 *
 * @returns a function that releases the keys; with `lost` when the layer does not open
 */
export const holdKeys = (): ((how?: 'lost') => void) => {
  let holding = true
  holds += 1
  listen(true)
  return how => {
    if (!holding) return
    holding = false
    holds -= 1
    if (how === 'lost') held = []
    giveOn()
  }
}

/**
 * Holds key presses until the layer `stands`, which means that it has the focus and accepts typing or arrow keys.
 *
 * @returns a function that releases the keys earlier
 */
export const holdKeysUntil = (stands: () => boolean): (() => void) => {
  const letGo = holdKeys()
  let frames = 0
  let frame = 0
  const look = (): void => {
    frames += 1
    if (frames > MOST_FRAMES || stands()) letGo()
    else frame = requestAnimationFrame(look)
  }
  look()
  return () => {
    cancelAnimationFrame(frame)
    letGo()
  }
}

/** Holds the keys between the opening of a layer and the moment it `stands`. */
export const useSuppressedKeys = (open: boolean, stands: () => boolean): void => {
  const asked = useRef(stands)
  asked.current = stands
  useLayoutEffect(() => (open ? holdKeysUntil(() => asked.current()) : undefined), [open])
}

/** Returns true while the focus is inside an element. */
export const hasFocus = (element: Element | null): boolean =>
  element?.contains(document.activeElement) === true

/** Returns true when a list entry is active: arrows continue from it, Enter chooses it. */
export const hasMark = (list: Element | null): boolean =>
  (list?.querySelector('[data-highlighted]') ?? null) !== null
