import {
  type Bindings,
  coerce,
  type FieldId,
  isJsonObject,
  nameInside,
  type OutputGroup,
  outputTypeOf,
  Path
} from '@hookwright/model'
import { plainName } from './label-of-key.ts'

/** Suggestion to map a path of a sample to an output. */
export interface SuggestedMapping {
  field: FieldId
  label: string
  path: Path
}

interface Spot {
  path: Path
  value: unknown
}

const DEEPEST = 4

/** Returns the paths of all keys in an object and its inner objects, shallow paths first. */
const spotsIn = (value: unknown): Spot[] => {
  const spots: Spot[] = []
  let level: Spot[] = [{ path: [], value }]
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const next = level.flatMap(({ path, value: at }) =>
      isJsonObject(at)
        ? Object.entries(at).map(([key, inner]) => ({ path: [...path, key], value: inner }))
        : []
    )
    level = next.filter(({ path }) => Path.safeParse(path).success)
    spots.push(...level)
  }
  return spots
}

const last = (path: Path): string => plainName(String(path.at(-1)))
const whole = (path: Path): string => plainName(path.join(' '))

/**
 * Returns mapping suggestions for outputs that are not mapped. A key matches if its name equals the label and
 * its value fits the type. A path that starts with the group's name wins; otherwise the shallowest match, if
 * it is unique.
 */
export const suggestMappings = (
  groups: OutputGroup[],
  inputs: Bindings,
  record: unknown
): SuggestedMapping[] => {
  const spots = spotsIn(record)
  return groups.flatMap(group =>
    group.fields.flatMap((field): SuggestedMapping[] => {
      const label = plainName(field.label)
      if (label === '' || Object.hasOwn(inputs, field.id)) return []
      const fitting = spots.filter(({ value }) => value !== null && coerce(value, outputTypeOf(field)).ok)
      const named = fitting.find(({ path }) => whole(path) === plainName(group.name) + label)
      const alike = fitting.filter(({ path }) => last(path) === label)
      const [near, other] = alike
      const alone = other === undefined || near === undefined || other.path.length > near.path.length
      const found = named ?? (alone ? near : undefined)
      return found === undefined ? [] : [{ field: field.id, label: field.label, path: found.path }]
    })
  )
}

const MOST_SAID = 6

/** Formats suggested mappings, such as “ID from Body.id, Email from Body.email”. Long lists are cut off. */
export const formatMappings = (suggested: readonly SuggestedMapping[], from: string): string => {
  const said = suggested
    .slice(0, MOST_SAID)
    .map(({ label, path }) => `${label} from ${nameInside(from, path)}`)
    .join(', ')
  return suggested.length <= MOST_SAID ? said : `${said} and ${suggested.length - MOST_SAID} more`
}
