import type { Id } from '../kernel/ids.ts'
import { sameJson } from '../kernel/same-json.ts'
import type { ConnectorContent, FlowContent } from './connector-content.ts'

/**
 * Part of a connector that is merged as a whole: description and branding, authentication, or a flow, given
 * by id.
 */
export type MergePart = 'about' | 'authentication' | Id

/** Difference between a part in one of the two merged versions and the same part in their common base. */
export type SideChange = 'same' | 'added' | 'changed' | 'removed'

/** Part of a connector that differs from the base on at least one side. */
export interface MergeUnit {
  part: MergePart
  name: string
  yours: SideChange
  theirs: SideChange
  /** True if both sides changed the part in different ways. Merging one change then discards the other. */
  isConflict: boolean
}

const partsOf = ({
  description,
  branding,
  authentication,
  flows
}: ConnectorContent): Map<MergePart, unknown> =>
  new Map<MergePart, unknown>([
    ['about', { description, branding }],
    ['authentication', authentication],
    ...flows.map((flow): [MergePart, unknown] => [flow.id, flow])
  ])

const changeOf = (before: unknown, after: unknown): SideChange => {
  if (before === undefined) return after === undefined ? 'same' : 'added'
  if (after === undefined) return 'removed'
  return sameJson(before, after) ? 'same' : 'changed'
}

const isAlike = (one: unknown, other: unknown): boolean =>
  one === undefined || other === undefined ? one === other : sameJson(one, other)

/**
 * Returns the parts of a connector that changed on either side since the base. The connector's name is not
 * merged, because it belongs to the maker. Flow ids must be the same on all sides.
 */
export const mergeUnits = (
  base: ConnectorContent,
  yours: ConnectorContent,
  theirs: ConnectorContent
): MergeUnit[] => {
  const [was, mine, other] = [partsOf(base), partsOf(yours), partsOf(theirs)]
  const flowName = (part: MergePart): string | null | undefined =>
    [...theirs.flows, ...yours.flows, ...base.flows].find(({ id }) => id === part)?.name
  const nameOf = (part: MergePart): string => {
    if (part === 'about') return 'Description and branding'
    return part === 'authentication' ? 'Authentication' : (flowName(part) ?? 'Unnamed flow')
  }
  return [...new Set([...was.keys(), ...mine.keys(), ...other.keys()])].flatMap((part): MergeUnit[] => {
    const [before, own, their] = [was.get(part), mine.get(part), other.get(part)]
    const [yourChange, theirChange] = [changeOf(before, own), changeOf(before, their)]
    if (isAlike(own, their) || (yourChange === 'same' && theirChange === 'same')) return []
    const isConflict = yourChange !== 'same' && theirChange !== 'same'
    return [{ part, name: nameOf(part), yours: yourChange, theirs: theirChange, isConflict }]
  })
}

/**
 * Returns the parts that an update takes over by default. These are the parts that only the other version
 * added or changed.
 */
export const usualTakes = (units: readonly MergeUnit[]): MergePart[] =>
  units.flatMap(({ part, theirs, isConflict }) =>
    isConflict || theirs === 'same' || theirs === 'removed' ? [] : [part]
  )

/**
 * Returns a connector merged with the chosen parts of the other side. Flows that the other side removed are
 * kept, because only their maker deletes flows.
 */
export const mergeConnector = (
  yours: ConnectorContent,
  theirs: ConnectorContent,
  takes: ReadonlySet<MergePart>
): ConnectorContent => {
  const taken = new Map(theirs.flows.filter(({ id }) => takes.has(id)).map(flow => [flow.id, flow]))
  const own = new Set(yours.flows.map(({ id }) => id))
  const kept = yours.flows.map((flow): FlowContent => taken.get(flow.id) ?? flow)
  const { description, branding } = takes.has('about') ? theirs : yours
  return {
    ...yours,
    ...{ description, branding },
    authentication: takes.has('authentication') ? theirs.authentication : yours.authentication,
    flows: [...kept, ...[...taken.values()].filter(({ id }) => !own.has(id))]
  }
}
