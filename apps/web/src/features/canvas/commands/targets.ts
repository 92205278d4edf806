import type { CardSpec, Specs } from '@hookwright/engine'
import { type Card, type CardId, cardOf, type Flow, placesOf, stripOf, type Target } from '@hookwright/model'

const returnsOf = (flow: Flow, specs: Specs): Card | undefined => {
  const last = flow.strip.at(-1)
  const card = last === undefined ? undefined : cardOf(flow, last)
  const spec = card && specs.get(card.type)
  return spec?.returns || spec?.responds ? card : undefined
}

/**
 * Returns the allowed insert position that is nearest to a target.
 *
 * Cards are inserted after the start card, and before the return card unless `spec` itself ends the flow.
 */
export const allowedTarget = (flow: Flow, specs: Specs, target: Target, spec: CardSpec | null): Target => {
  const end = stripOf(flow, target.strip)?.length ?? 0
  if (target.strip !== null) return { ...target, index: Math.min(target.index, end) }
  if (spec?.returns || spec?.responds) return { strip: null, index: end }
  const most = returnsOf(flow, specs) === undefined ? end : end - 1
  return { strip: null, index: Math.max(Math.min(1, most), Math.min(target.index, most)) }
}

/** Returns the insert position after a card. */
export const behind = (flow: Flow, card: CardId): Target | null => {
  const place = placesOf(flow).get(card)
  return place === undefined ? null : { strip: place.strip, index: place.index + 1 }
}

/** Returns the default insert position: after the last chosen card, or at the end. */
export const nextTarget = (flow: Flow, specs: Specs, chosen: ReadonlySet<CardId>): Target => {
  const last = [...placesOf(flow).keys()].findLast(id => chosen.has(id))
  const target = last === undefined ? null : behind(flow, last)
  return allowedTarget(flow, specs, target ?? { strip: null, index: flow.strip.length }, null)
}

/**
 * Returns true if cards of this type run no connector action. Also returns true if the type names its action
 * and the flow can run actions.
 */
const mayAct = (spec: CardSpec, hasActions: boolean): boolean => {
  const use = spec.acts(spec.blank().config)
  return use === null || (use.versionId !== '' && hasActions)
}

/**
 * Returns true when a blank card of this type may be inserted into a flow with a start card.
 *
 * @param hasActions true for a user's flow, where each card may have its own connection
 */
export const mayInsert = (flow: Flow, specs: Specs, spec: CardSpec, hasActions: boolean): boolean => {
  if (spec.starts !== null || !mayAct(spec, hasActions)) return false
  const [first] = flow.strip
  const start = first === undefined ? undefined : cardOf(flow, first)
  const starts = start && specs.get(start.type)?.starts
  // An action has no runs but those of the flows that use it.
  if (spec.begins && starts?.kind === 'action') return false
  if (spec.returns === null && !spec.responds) return true
  if (spec.returns === null) return starts?.hasCaller === true
  const kind = starts?.kind
  return kind !== undefined && spec.returns.kinds.includes(kind) && returnsOf(flow, specs) === undefined
}
