import { DataType, type Pill, type ValueType } from '@hookwright/model'
import type { ExternalValue } from '../clipboard/external-values.ts'

/** Name and type of a value before it was deleted. */
export interface LostName {
  label: string
  source: string
  type: ValueType
}

const KEY = 'hookwright.lost-names'
/** Maximum number of stored names; the oldest are dropped first. */
const MOST = 300

const keyOf = ({ card, field }: Pick<Pill, 'card' | 'field'>): string => `${card} ${field}`

const isName = (name: unknown): name is LostName =>
  typeof name === 'object' && name !== null && 'label' in name && 'source' in name && 'type' in name

const read = (): Map<string, LostName> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    if (!Array.isArray(kept)) return new Map()
    return new Map(kept.flatMap(([key, name]): [string, LostName][] => (isName(name) ? [[key, name]] : [])))
  } catch {
    return new Map()
  }
}

let names: Map<string, LostName> | null = null

/** Returns the former name of a deleted value if this browser has stored it; otherwise null. */
export const lostNameOf = (pill: Pick<Pill, 'card' | 'field'>): LostName | null => {
  names ??= read()
  return names.get(keyOf(pill)) ?? null
}

/** Stores the name of a value in this browser before the value is deleted. */
export const noteLostName = (pill: Pick<Pill, 'card' | 'field'>, name: LostName): void => {
  names ??= read()
  names.delete(keyOf(pill))
  names.set(keyOf(pill), name)
  if (names.size > MOST) names = new Map([...names].slice(-MOST))
  try {
    localStorage.setItem(KEY, JSON.stringify([...names]))
  } catch {
    // Without storage the names last as long as the page.
  }
}

/** Stores the names of values of another flow that pasted cards use. */
export const noteExternalNames = (outside: readonly ExternalValue[]): void => {
  for (const { card, field, label, type } of outside) {
    const known = DataType.safeParse(type)
    const seen: ValueType = known.success ? known.data : { kind: 'any', list: type.list }
    noteLostName({ card, field }, { label, source: 'another flow', type: seen })
  }
}
