import { CardId, FieldId, Path } from '@hookwright/model'
import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'

/**
 * Folding state of a flow, and paths into outputs that the user typed. It is stored in the browser, not in
 * the flow.
 */
export interface Folds {
  flipped: ReadonlyMap<CardId, ReadonlySet<string>>
  paths: { card: CardId; field: FieldId; path: Path }[]
}

const Kept = z.object({
  flipped: z.array(z.tuple([CardId, z.array(z.string())])),
  paths: z.array(z.object({ card: CardId, field: FieldId, path: Path }))
})

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Opens the folding state of a flow and stores every change in this browser.
 *
 * @param initial folding state if the flow was never opened in this browser
 */
export const openFolds = (
  flowId: string,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  initial: Folds['flipped'] = new Map()
): StoreApi<Folds> => {
  const key = `hookwright.folds.${flowId}`
  const stored = Kept.safeParse(parsed(storage.getItem(key)))
  const store = createStore<Folds>(() => ({
    flipped: stored.success
      ? new Map(stored.data.flipped.map(([card, keys]) => [card, new Set(keys)]))
      : new Map(initial),
    paths: stored.success ? stored.data.paths : []
  }))
  store.subscribe(({ flipped, paths }) => {
    const written = { flipped: [...flipped].map(([card, keys]) => [card, [...keys]]), paths }
    storage.setItem(key, JSON.stringify(written))
  })
  return store
}

/** Toggles the folding of a part of a card. */
export const flip = (folds: Folds, card: CardId, key: string): Folds => {
  const keys = new Set(folds.flipped.get(card))
  if (!keys.delete(key)) keys.add(key)
  return { ...folds, flipped: new Map(folds.flipped).set(card, keys) }
}

/** Adds a typed path into an output, and unfolds the tree along the path. */
export const withPath = (
  folds: Folds,
  at: { card: CardId; field: FieldId; path: Path },
  treeKeys: string[]
): Folds => ({
  flipped: new Map(folds.flipped).set(at.card, new Set([...(folds.flipped.get(at.card) ?? []), ...treeKeys])),
  paths: [...folds.paths, at]
})

/** Adds the paths into an output that are not known yet. Unlike `withPath`, it unfolds nothing. */
export const withPaths = (
  { flipped, paths: known }: Folds,
  { card, field, paths }: { card: CardId; field: FieldId; paths: Path[] }
): Folds => {
  const keyOf = (at: Folds['paths'][number]): string => JSON.stringify([at.card, at.field, at.path])
  const keys = new Set(known.map(keyOf))
  return {
    flipped,
    paths: [...known, ...paths.map(path => ({ card, field, path })).filter(at => !keys.has(keyOf(at)))]
  }
}
