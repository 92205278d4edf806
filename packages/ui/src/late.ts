import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { holdKeys } from './held-keys.ts'

/** A part of the pages that is not there when a page is first drawn. */
export interface Late<Part> {
  /** The part, or null while it is not there. */
  now: () => Part | null
  /** Loads it, once however often it is asked for; a load that failed is tried again. */
  load: () => Promise<void>
  /** Calls `tell` when it is there, until the answer is called. */
  subscribe: (tell: () => void) => () => void
}

/** Loaders that wait for the first interaction, and a flag that it has happened. */
const waiting = new Set<() => Promise<void>>()
let someoneIsThere = false

const whenIdle = (act: () => void): void => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: 500 })
  else setTimeout(act, 50)
}

/** A load that fails ahead of time is no fault: it is tried again when the part is wanted. */
const loadAhead = (load: () => Promise<void>): void => whenIdle(() => void load().catch(() => {}))

/** Names a part that is loaded late: as soon as someone is at the page, or when it is wanted, whichever is first. */
export const late = <Part>(fetchPart: () => Promise<Part>): Late<Part> => {
  let part: Part | null = null
  let loading: Promise<void> | null = null
  const told = new Set<() => void>()

  const load = (): Promise<void> => {
    loading ??= fetchPart().then(
      fetched => {
        part = fetched
        for (const tell of told) tell()
      },
      (fault: unknown) => {
        loading = null
        throw fault
      }
    )
    return loading
  }
  if (someoneIsThere) loadAhead(load)
  else waiting.add(load)

  return {
    now: () => part,
    load,
    subscribe: tell => {
      told.add(tell)
      return () => void told.delete(tell)
    }
  }
}

/** A late part as soon as it is there, for what does without it until then. */
export const useOnceThere = <Part>(part: Late<Part>): Part | null =>
  useSyncExternalStore(part.subscribe, part.now)

/**
 * A late part from the first time on that it is wanted, or null while it is not there yet. Already loaded, it is given at
 * once, so that what was pressed opens without a wait.
 */
export const useLate = <Part>(part: Late<Part>, wanted: boolean): Part | null => {
  const [wasWanted, setWasWanted] = useState(wanted)
  if (wanted && !wasWanted) setWasWanted(true)
  const now = useOnceThere(part)
  useEffect(() => {
    if (wanted) void part.load()
  }, [part, wanted])
  return wasWanted || wanted ? now : null
}

/** A late part that opens over the page, as `useLate` gives it; the keys that are pressed before it is there wait for it. */
export const useLateLayer = <Part>(part: Late<Part>, open: boolean): Part | null => {
  const layer = useLate(part, open)
  const isAwaited = open && layer === null
  useLayoutEffect(() => {
    if (!isAwaited) return
    const letGo = holdKeys()
    part.load().catch(() => letGo('lost'))
    return letGo
  }, [part, isAwaited])
  return layer
}

/** The first signs of someone at a page; everything that only answers a hand is loaded then, ahead of being wanted. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'touchstart', 'wheel']

/** Loads all late parts, those of pages that are opened later among them, when `page` first hears of someone. */
export const loadLateParts = (page: EventTarget): void => {
  const begin = (): void => {
    for (const sign of signs) page.removeEventListener(sign, begin, { capture: true })
    someoneIsThere = true
    for (const load of waiting) loadAhead(load)
    waiting.clear()
  }
  for (const sign of signs) page.addEventListener(sign, begin, { capture: true, passive: true })
}
