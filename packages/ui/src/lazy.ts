import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { holdKeys } from './suppressed-keys.ts'

/** Component or module that is loaded after the first render. */
export interface Lazy<Part> {
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

/** Registry of lazy parts, which are loaded on the first interaction with a page. */
export interface LazyParts {
  /** Declares a part that is loaded on the first interaction, or earlier when needed. */
  lazyPart: <Part>(fetchPart: () => Promise<Part>) => Lazy<Part>
  /** Starts loading all lazy parts, including those of other pages, on the first interaction with `page`. */
  loadLazyParts: (page: EventTarget) => void
}

/** Creates an empty registry of lazy parts. */
export const createLazyParts = (): LazyParts => {
  /**
   * Functions that load a lazy part at the first interaction. `hasInteracted` is true after the interaction.
   */
  const waiting = new Set<() => Promise<void>>()
  let hasInteracted = false

  const lazyPart = <Part>(fetchPart: () => Promise<Part>): Lazy<Part> => {
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
    if (hasInteracted) loadAhead(load)
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

  const loadLazyParts = (page: EventTarget): void => {
    const begin = (): void => {
      for (const sign of signs) page.removeEventListener(sign, begin, { capture: true })
      hasInteracted = true
      for (const load of waiting) loadAhead(load)
      waiting.clear()
    }
    for (const sign of signs) page.addEventListener(sign, begin, { capture: true, passive: true })
  }

  return { lazyPart, loadLazyParts }
}

export const { lazyPart, loadLazyParts } = createLazyParts()

/** Returns a lazy part once it is loaded, null before. This hook does not load it; another caller must. */
export const useLoadedPart = <Part>(part: Lazy<Part>): Part | null =>
  useSyncExternalStore(part.subscribe, part.now)

/** Time between two attempts to load a part, in milliseconds. */
const PAUSE = 2_000

/**
 * Loads a part. After a failure, retries with pauses until it succeeds. Returns a function that stops the
 * retries.
 */
const loadUntilThere = <Part>(part: Lazy<Part>): (() => void) => {
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
 * Loads a lazy part once it is needed. Returns null until it is loaded. A part that is already loaded is
 * returned synchronously, so that it opens without delay.
 */
export const useLazy = <Part>(part: Lazy<Part>, wanted: boolean): Part | null => {
  const [wasWanted, setWasWanted] = useState(wanted)
  if (wanted && !wasWanted) setWasWanted(true)
  const now = useLoadedPart(part)
  useEffect(() => (wanted ? loadUntilThere(part) : undefined), [part, wanted])
  return wasWanted || wanted ? now : null
}

/**
 * Returns a lazy part that opens over the page, like `useLazy`. Keys pressed while it loads are replayed once
 * it is open.
 */
export const useLazyLayer = <Part>(part: Lazy<Part>, open: boolean): Part | null => {
  const layer = useLazy(part, open)
  const isAwaited = open && layer === null
  useLayoutEffect(() => {
    if (!isAwaited) return
    const release = holdKeys()
    part.load().catch(() => release('lost'))
    return release
  }, [part, isAwaited])
  return layer
}
