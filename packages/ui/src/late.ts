import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { holdKeys } from './suppressed-keys.ts'

/** Component or module that is loaded after the first render. */
export interface Late<Part> {
  /** Returns the part if it is loaded, otherwise null. */
  now: () => Part | null
  /** Loads the part once for all callers. After a failure, the next call loads it again. */
  load: () => Promise<void>
  /** Calls `notify` once the part is loaded. Returns a function that unsubscribes. */
  subscribe: (notify: () => void) => () => void
}

const whenIdle = (act: () => void): void => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: 500 })
  else setTimeout(act, 50)
}

/** Loads a part in advance. A failure is ignored, since the load is retried when the part is needed. */
const loadAhead = (load: () => Promise<void>): void => whenIdle(() => void load().catch(() => {}))

/**
 * Events that count as the first interaction with a page. They start the loading of parts that only respond
 * to input.
 */
const signs = ['pointermove', 'pointerdown', 'keydown', 'touchstart', 'wheel']

/** Registry of late parts, which are loaded on the first interaction with a page. */
export interface LateParts {
  /** Declares a part that is loaded on the first interaction, or earlier when needed. */
  late: <Part>(fetchPart: () => Promise<Part>) => Late<Part>
  /** Starts loading all late parts, including those of other pages, on the first interaction with `page`. */
  loadLateParts: (page: EventTarget) => void
}

/** Creates an empty registry of late parts. */
export const createLateParts = (): LateParts => {
  /**
   * Functions that load a late part at the first interaction. `someoneIsThere` is true after the interaction.
   */
  const waiting = new Set<() => Promise<void>>()
  let someoneIsThere = false

  const late = <Part>(fetchPart: () => Promise<Part>): Late<Part> => {
    let part: Part | null = null
    let loading: Promise<void> | null = null
    const listeners = new Set<() => void>()

    const load = (): Promise<void> => {
      loading ??= fetchPart().then(
        fetched => {
          part = fetched
          for (const notify of listeners) notify()
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
      subscribe: notify => {
        listeners.add(notify)
        return () => void listeners.delete(notify)
      }
    }
  }

  const loadLateParts = (page: EventTarget): void => {
    const begin = (): void => {
      for (const sign of signs) page.removeEventListener(sign, begin, { capture: true })
      someoneIsThere = true
      for (const load of waiting) loadAhead(load)
      waiting.clear()
    }
    for (const sign of signs) page.addEventListener(sign, begin, { capture: true, passive: true })
  }

  return { late, loadLateParts }
}

export const { late, loadLateParts } = createLateParts()

/** Returns a late part once it is loaded, null before. This hook does not load it; another caller must. */
export const useOnceThere = <Part>(part: Late<Part>): Part | null =>
  useSyncExternalStore(part.subscribe, part.now)

/** Time between two attempts to load a part, in milliseconds. */
const PAUSE = 2_000

/**
 * Loads a part. After a failure, retries with pauses until it succeeds. Returns a function that stops the
 * retries.
 */
const loadUntilThere = <Part>(part: Late<Part>): (() => void) => {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const attempt = (): void => {
    part.load().catch(() => {
      if (!isOver) timer = setTimeout(attempt, PAUSE)
    })
  }
  attempt()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/**
 * Loads a late part once it is needed. Returns null until it is loaded. A part that is already loaded is
 * returned synchronously, so that it opens without delay.
 */
export const useLate = <Part>(part: Late<Part>, wanted: boolean): Part | null => {
  const [wasWanted, setWasWanted] = useState(wanted)
  if (wanted && !wasWanted) setWasWanted(true)
  const now = useOnceThere(part)
  useEffect(() => (wanted ? loadUntilThere(part) : undefined), [part, wanted])
  return wasWanted || wanted ? now : null
}

/**
 * Returns a late part that opens over the page, like `useLate`. Keys pressed while it loads are replayed once
 * it is open.
 */
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
