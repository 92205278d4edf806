import { type FloCard, type FloDoc, functionOf } from './read-flopack.ts'

/** Card in order of execution, with the cards of its branches. */
export interface Step {
  card: FloCard
  /** Branches of an If/Else card, with the card that joins their values. */
  branches?: { whenTrue: Step[]; whenFalse: Step[]; join: FloCard | null }
}

/** Link from an output of an earlier card to an input. */
export interface Link {
  card: string
  output: string
  /** True if Okta Workflows wraps the value into a list. */
  wrap: boolean
}

/** Flow with cards in order of execution and links by target. */
export interface WiredFlow {
  steps: Step[]
  /**
   * Links by the `linkKey` of the input that they lead to. At a join card, an input has one link from each
   * branch.
   */
  links: ReadonlyMap<string, Link[]>
  byUuid: ReadonlyMap<string, FloCard>
}

/** Returns the key of an input or output of a card, from the ids of both. */
export const linkKey = (card: string, input: string): string => `${card} ${input}`

/** Maximum nesting of branches in a flow. */
const MOST_BRANCHES = 12

const isWrap = (transform: unknown): boolean =>
  typeof transform === 'object' &&
  transform !== null &&
  Object.values(transform).some(each => Object(each).convert === 'wrapArray')

const linksOf = (cards: readonly FloCard[]): Map<string, Link[]> => {
  const links = new Map<string, Link[]>()
  for (const { uuid, pins } of cards) {
    for (const [output, targets] of Object.entries(pins)) {
      for (const [target, inputs] of Object.entries(targets)) {
        for (const { input, transform } of inputs) {
          const key = linkKey(target, input)
          links.set(key, [...(links.get(key) ?? []), { card: uuid, output, wrap: isWrap(transform) }])
        }
      }
    }
  }
  return links
}

const isStart = (card: FloCard): boolean =>
  /^(control\.callable|http\.(accept|delegated))$/.test(functionOf(card) ?? '') ||
  card.node.model.webhook ||
  card.node.model.monitor

/** Direct successors of each card, by card id. */
type Order = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Returns the successors of each card. Derived from the order in the file, the starts of branches, and the
 * links.
 */
const orderOf = ({ methods, orderings }: FloDoc): Order => {
  const order = new Map(methods.map(({ uuid }) => [uuid, new Set<string>()]))
  const add = (before: string, after: string): void => {
    if (before !== after && order.has(after)) order.get(before)?.add(after)
  }
  for (const [before, after] of Object.values(orderings)) add(before, after)
  for (const { uuid, branches, pins } of methods) {
    for (const start of Object.keys(branches)) add(uuid, start)
    for (const target of Object.keys(pins))
      for (const after of Object.keys(pins[target] ?? {})) add(uuid, after)
  }
  return order
}

/** Returns a card and all cards that follow it. */
const reachedFrom = (order: Order, start: string): Set<string> => {
  const reached = new Set([start])
  for (const uuid of reached) for (const after of order.get(uuid) ?? []) reached.add(after)
  return reached
}

/** Sorts cards so that each card follows its predecessors. Cards in a cycle keep the order of the file. */
const sorted = (order: Order, cards: readonly FloCard[], first: string | undefined): FloCard[] => {
  const before = new Map(cards.map(({ uuid }) => [uuid, 0]))
  for (const after of order.values()) for (const uuid of after) before.set(uuid, (before.get(uuid) ?? 0) + 1)
  const left = new Map(cards.map(card => [card.uuid, card]))
  const done: FloCard[] = []
  const take = (card: FloCard): void => {
    left.delete(card.uuid)
    done.push(card)
    for (const uuid of order.get(card.uuid) ?? []) before.set(uuid, (before.get(uuid) ?? 0) - 1)
  }
  const start = first === undefined ? undefined : left.get(first)
  if (start !== undefined) take(start)
  while (left.size > 0) {
    const cards = [...left.values()]
    take(cards.find(({ uuid }) => (before.get(uuid) ?? 0) <= 0) ?? (cards[0] as FloCard))
  }
  return done
}

/** Cache of wired flows; each is used several times. */
const wired = new WeakMap<FloDoc, WiredFlow>()

/** Puts the cards of a flow in order of execution. */
export const wireFlow = (doc: FloDoc): WiredFlow => {
  const known = wired.get(doc) ?? orderCards(doc)
  wired.set(doc, known)
  return known
}

const orderCards = (doc: FloDoc): WiredFlow => {
  const { methods } = doc
  const byUuid = new Map(methods.map(card => [card.uuid, card]))
  const order = orderOf(doc)
  const followers = new Set([...order.values()].flatMap(after => [...after]))
  const roots = methods.filter(({ uuid }) => !followers.has(uuid))
  const first = roots.find(isStart) ?? methods.find(isStart) ?? roots[0] ?? methods[0]
  const ordered = sorted(order, [...byUuid.values()], first?.uuid)
  const placed = new Set<string>()

  /** Returns the join of two branches: the first join that both branches reach. */
  const joinOf = (branches: readonly Set<string>[]): FloCard | null =>
    ordered.find(
      card =>
        functionOf(card) === 'control.join' &&
        !placed.has(card.uuid) &&
        branches.every(reached => reached.has(card.uuid))
    ) ?? null

  const stepsOf = (cards: ReadonlySet<string>, depth: number): Step[] => {
    const steps: Step[] = []
    for (const card of ordered) {
      if (!cards.has(card.uuid) || placed.has(card.uuid)) continue
      placed.add(card.uuid)
      const starts = Object.entries(card.branches)
      if (functionOf(card) !== 'control.if' || depth > MOST_BRANCHES) {
        steps.push({ card })
        continue
      }
      const reached = [true, false].map(wanted => {
        const start = starts.find(([, holds]) => holds === wanted)?.[0]
        return start === undefined || !byUuid.has(start) ? new Set<string>() : reachedFrom(order, start)
      })
      const join = joinOf(reached)
      if (join !== null) placed.add(join.uuid)
      const after = join === null ? new Set<string>() : reachedFrom(order, join.uuid)
      const [then = new Set<string>(), otherwise = new Set<string>()] = reached.map(
        inside => new Set([...inside].filter(uuid => cards.has(uuid) && !after.has(uuid)))
      )
      const branches = { whenTrue: stepsOf(then, depth + 1), whenFalse: stepsOf(otherwise, depth + 1), join }
      steps.push({ card, branches })
    }
    return steps
  }

  return { steps: stepsOf(new Set(byUuid.keys()), 0), links: linksOf(methods), byUuid }
}
